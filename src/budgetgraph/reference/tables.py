"""The page that leads from a printed table to its triples, one section per kind of table.

The sample beside this module is converted as any disclosure is, so the page cannot say what the
program does not do. Its figures are those of 峰峰人社局 2024, shortened to a few rows; that bureau
procures nothing, so the procurement row is one of 曲阳 2022.
"""

from collections.abc import Iterator
from importlib.resources import files

import pyoxigraph as ox

from .. import codes, serialize, tidy
from ..contract import Source
from ..convert import convert
from ..graph import ntriples
from ..iris import DEFAULT_BASE, DocumentIris
from ..model import Disclosure
from ..terms import BUD, PROV, RDF, expand
from .index import Index, Value, escape_cell
from .phrases import phrase

_NAME = "sample"
# Kind of table -> table of the tidy form, and the class whose first member is shown.
_SHOWN = {
    "institutions": ("institutions", BUD.Institution),
    "project-performance": ("indicators", BUD.Indicator),
    "procurement": ("procurement", BUD.ProcurementLine),
    "assets": ("assets", BUD.AssetHolding),
}
_FINEST = ("leaf", "item")
_LEAF = expand("code:aggregation-role/leaf")
_FOLLOWED = (PROV.wasQuotedFrom, BUD.target, BUD.hasIndicator)


def render_tables(language: str) -> str:
    """Return the page in one language."""
    source = files("budgetgraph.reference").joinpath(f"{_NAME}.md").read_bytes()
    disclosure = convert(Source(f"{_NAME}.md", source), _NAME)
    triples = [q.triple for q in ox.parse(ntriples(disclosure), ox.RdfFormat.N_TRIPLES)]
    index = Index(triples)
    kinds = codes.get_scheme("table")
    lines = [f"# {phrase('tables', language)}", "", phrase("about-tables", language), ""]
    for number, kind in disclosure.table_codes:
        concept = kinds.get(kind)
        if concept is None:
            continue
        lines += [f'<a id="{kind}"></a>', f"## {concept.label(language)}", ""]
        lines += [words for code, words in concept.definitions if code == language]
        lines += ["", *_render_print(disclosure, source.decode(), number, language)]
        lines += _render_tidy(disclosure, kind, language)
        lines += _render_triples(disclosure, index, number, kind, language)
    return "\n".join(lines)


def _render_print(disclosure: Disclosure, text: str, number: int, language: str) -> list[str]:
    """Return the lines of the source from the table's title to its last row."""
    starts = {table.number: table.line for table in disclosure.tables}
    all_lines = text.splitlines()
    end = starts.get(number + 1, len(all_lines) + 1)
    rows = all_lines[starts[number] - 1 : end - 1]
    while rows and not rows[-1].startswith(("|", "注")):  # headings of the next table
        rows.pop()
    return [f"### {phrase('printed', language)}", "", "```", *rows, "```", ""]


def _render_tidy(disclosure: Disclosure, kind: str, language: str) -> list[str]:
    """Return the row that the statement shown below gives in the tidy tables."""
    name, _ = _SHOWN.get(kind, ("lines", None))
    (schema,) = (table for table in tidy.tables() if table.name == name)
    rows = [dict(zip(schema.header, row, strict=True)) for row in tidy.rows(name, disclosure)]
    rows = [row for row in rows if name != "lines" or row["table"] == kind]
    if not rows:
        return []
    shown = next((row for row in rows if row.get("role") in _FINEST), rows[0])
    filled = {column: value for column, value in shown.items() if value}
    lines = [f"### {phrase('row', language)} (`{name}.csv`)", "", _row(list(filled))]
    return [*lines, _row(["---"] * len(filled)), _row(list(filled.values())), ""]


def _render_triples(
    disclosure: Disclosure, index: Index, number: int, kind: str, language: str
) -> list[str]:
    """Return the triples of the table's first leaf, its cell and what hangs below it."""
    table = ox.NamedNode(DocumentIris(DEFAULT_BASE, disclosure.id).table(number))
    wanted = _SHOWN.get(kind, ("lines", BUD.Line))[1]
    statements = [*_statements(index, table, wanted), table]
    leaves = (s for s in statements if _LEAF in index.values(s, BUD.aggregationRole))
    statement = next(leaves, statements[0])
    subjects = [statement]
    for subject in subjects:
        for predicate in _FOLLOWED if subject is statement else ():
            subjects += [v for v in index.values(subject, predicate) if v not in subjects]
    triples = [
        ox.Triple(subject, predicate, value)
        for subject in subjects
        if isinstance(subject, ox.NamedNode)
        for predicate, value in index.pairs(subject)
    ]
    prefixes = serialize.prefixes(disclosure, DEFAULT_BASE)
    text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    used = [line for line in text.decode().splitlines() if not line.startswith("@prefix")]
    return [f"### {phrase('triples', language)}", "", "```turtle", *used, "```", ""]


def _statements(index: Index, table: ox.NamedNode, kind: Value) -> Iterator[Value]:
    for subject in index:
        if kind in index.values(subject, RDF.type):
            for cell in index.values(subject, PROV.wasQuotedFrom):
                if table in index.values(cell, BUD.inTable):
                    yield subject


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escape_cell(cell) for cell in cells) + " |"
