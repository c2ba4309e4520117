"""The examples from print to triple: nothing lost or doubled, every place opens on its print."""

from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest

from budgetgraph import tidy
from budgetgraph.convert import convert_file
from budgetgraph.figures import squeeze
from budgetgraph.graph import quads
from budgetgraph.model import Disclosure
from budgetgraph.terms import BUD, PROV, RDF

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))
CLASSES = {
    "projects": BUD.Project,
    "goals": BUD.Goal,
    "indicators": BUD.Indicator,
    "institutions": BUD.Institution,
    "assets": BUD.AssetHolding,
    "procurement": BUD.ProcurementLine,
    "statements": BUD.Figure,
}
each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


@cache
def read(path: Path) -> Disclosure:
    return convert_file(str(path))


@cache
def graph(path: Path) -> ox.Dataset:
    return ox.Dataset(quads(read(path)))


def objects(path: Path, subject: ox.NamedNode, term: ox.NamedNode) -> list[str]:
    found = graph(path).quads_for_subject(subject)
    return [quad.object.value for quad in found if quad.predicate == term]  # type: ignore[union-attr]


def instances(path: Path, cls: ox.NamedNode) -> list[ox.NamedNode]:
    found = graph(path).quads_for_object(cls)
    return [quad.subject for quad in found if quad.predicate == RDF.type]  # type: ignore[misc]


def test_there_are_five_examples() -> None:
    assert len(EXAMPLES) >= 5


@each_example
def test_tables_and_graph_hold_the_same_things(path: Path) -> None:
    for name, cls in CLASSES.items():
        rows = list(tidy.rows(name, read(path)))
        assert len(instances(path, cls)) == len(rows), name


@each_example
def test_tables_and_graph_hold_the_same_amounts(path: Path) -> None:
    rows = [dict(zip(_header("lines"), row, strict=True)) for row in tidy.rows("lines", read(path))]
    expected = Counter((row["table"], row["printed"], row["amount"], row["line"]) for row in rows)
    lines = [line for line in instances(path, BUD.Line) if not _is_of_a_unit(path, line)]
    found: Counter[tuple[str, str, str, str]] = Counter()
    for line in lines:
        (table,) = objects(path, line, BUD.table)
        (printed,) = objects(path, line, BUD.printedText)
        (amount,) = objects(path, line, BUD.amount)
        (cell,) = objects(path, line, PROV.wasQuotedFrom)
        (number,) = objects(path, ox.NamedNode(cell), BUD.sourceLine)
        found[table.rpartition("/")[2], printed, amount, number] += 1
    assert found == expected


def _header(name: str) -> tuple[str, ...]:
    return next(table.header for table in tidy.tables() if table.name == name)


def _is_of_a_unit(path: Path, line: ox.NamedNode) -> bool:
    return objects(path, line, BUD.table)[0].endswith("/unit-performance")


@each_example
def test_every_statement_quotes_one_cell_and_no_line_is_stated_twice(path: Path) -> None:
    quoted = Counter(quad.subject for quad in graph(path) if quad.predicate == PROV.wasQuotedFrom)
    assert len(quoted) > 100
    assert set(quoted.values()) == {1}
    of_lines = Counter(
        cell
        for line in instances(path, BUD.Line)
        for cell in objects(path, line, PROV.wasQuotedFrom)
    )
    assert not of_lines or max(of_lines.values()) == 1


@each_example
def test_every_cell_opens_on_its_line(path: Path) -> None:
    source = [squeeze(line) for line in path.read_text("utf-8").split("\n")]
    cells = instances(path, BUD.Cell)
    assert len(cells) > 100
    for cell in cells:
        (number,) = objects(path, cell, BUD.sourceLine)
        printed = squeeze("".join(objects(path, cell, BUD.printedText)))
        here = source[int(number) - 1]
        assert begins(printed, here), (number, printed)


def begins(printed: str, here: str) -> bool:
    """Return whether the line holds the text, or ends with its beginning: a cell may wrap."""
    ends = (here.endswith(printed[:size]) for size in range(1, len(printed)))
    return printed in here or printed[:2] in here or any(ends)


@each_example
def test_figures_are_the_prints_own(path: Path) -> None:
    """No figure comes out that does not stand in the cell it quotes."""
    disclosure = read(path)
    amounts = chain(
        ((line.figure, line.cell) for line in disclosure.lines),
        ((stated.figure, stated.cell) for stated in disclosure.figures),
        (
            (amount.figure, amount.cell)
            for project in disclosure.projects
            for amount in (project.amount, project.fiscal, project.carry_over, project.other)
            if amount
        ),
    )
    for figure, cell in amounts:
        assert figure.digits in "".join(char for char in cell.text if char.isdigit()), cell


@each_example
def test_terms_are_used_as_the_ontology_says(path: Path) -> None:
    """Subjects of the statement graph have a type, and links lead to subjects that are there."""
    typed = {quad.subject for quad in graph(path) if quad.predicate == RDF.type}
    subjects = {quad.subject for quad in graph(path)}
    assert subjects == typed
    base = "https://w3id.org/budgetgraph/id/"
    missing = defaultdict(list)
    for quad in graph(path):
        value = quad.object
        if isinstance(value, ox.NamedNode) and value.value.startswith(base) and value not in typed:
            missing[quad.predicate.value].append(value.value)
    assert not missing
