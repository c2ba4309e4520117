"""Damaged input: no crash, and no figure in the output that is not printed in the input.

Real layouts are mutated (lines, cells dropped, doubled, swapped, cut). Whatever comes out must be
quoted: each piece of a figure stands on the line it names.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.errors import InputError, MissingExtraError
from budgetgraph.figures import Figure, squeeze
from budgetgraph.model import Amount, Cell, Disclosure

FOLDER = Path(__file__).parent
EXAMPLES = FOLDER.parent / "examples"
DOCUMENTS = sorted(
    [
        *(p for p in (FOLDER / "layouts").iterdir() if p.suffix in {".md", ".tsv", ".txt"}),
        *(FOLDER / "layout" / "spaced").glob("*.txt"),
        *(FOLDER / "layout" / "tools").glob("narrow.*.txt"),
        *(FOLDER / "layout" / "tools").glob("list.py*.txt"),
        *(FOLDER / "layout" / "tools").glob("forms.[hp]*[lr].txt"),
        *EXAMPLES.glob("*.txt"),
    ]
)

Mutation = Callable[[list[str], int, int], None]


def drop_line(lines: list[str], at: int, _: int) -> None:
    del lines[at]


def double_line(lines: list[str], at: int, _: int) -> None:
    lines.insert(at, lines[at])


def swap_lines(lines: list[str], at: int, other: int) -> None:
    lines[at], lines[other] = lines[other], lines[at]


def cut_line(lines: list[str], at: int, other: int) -> None:
    position = other % (len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:position], lines[at][position:]]


def swap_cells(lines: list[str], at: int, other: int) -> None:
    for separator in ("|", "\t", " "):
        cells = lines[at].split(separator)
        if len(cells) > 2:
            first, second = other % len(cells), (other // 7) % len(cells)
            cells[first], cells[second] = cells[second], cells[first]
            lines[at] = separator.join(cells)
            return


def drop_cell(lines: list[str], at: int, other: int) -> None:
    for separator in ("|", "\t", " "):
        cells = lines[at].split(separator)
        if len(cells) > 2:
            del cells[other % len(cells)]
            lines[at] = separator.join(cells)
            return


def cut_end(lines: list[str], at: int, _: int) -> None:
    del lines[max(at, 1) :]


MUTATIONS: tuple[Mutation, ...] = (
    drop_line, double_line, swap_lines, cut_line, swap_cells, drop_cell, cut_end,
)  # fmt: skip

steps = st.lists(
    st.tuples(st.sampled_from(MUTATIONS), st.integers(0, 10**6), st.integers(0, 10**6)),
    min_size=1,
    max_size=8,
)


def mutate(text: str, chosen: list[tuple[Mutation, int, int]]) -> str:
    lines = text.split("\n")
    for mutation, at, other in chosen:
        if lines:
            mutation(lines, at % len(lines), other % len(lines))
    return "\n".join(lines)


def amounts(disclosure: Disclosure) -> Iterator[tuple[Figure, Cell]]:
    for line in disclosure.lines:
        yield line.figure, line.cell
    held: list[Amount | None] = []
    for project in disclosure.projects:
        held += [project.amount, project.fiscal, project.carry_over, project.other]
    for row in disclosure.procurement:
        held += [row.project_amount, row.quantity, row.unit_price, row.total]
        held += [amount for _, amount in row.amounts]
    for asset in disclosure.assets:
        held += [asset.quantity, asset.value]
    for unit in disclosure.units:
        held += [amount for _, amount in unit.amounts]
    for amount in held:
        if amount is not None:
            yield amount.figure, amount.cell


def check_quoted(disclosure: Disclosure, text: str) -> None:
    """Each figure is the text of its cell, and each piece of it stands on the line it names."""
    lines = [squeeze(line.replace("<br>", "")) for line in text.split("\n")]
    for figure, cell in amounts(disclosure):
        pieces = cell.pieces or (cell,)
        assert squeeze("".join(piece.text for piece in pieces)) == squeeze(cell.text)
        assert figure.printed in squeeze(cell.text)
        for piece in pieces:
            assert squeeze(piece.text) in lines[piece.line - 1], (piece.text, piece.line)


def test_there_are_documents_to_mutate() -> None:
    assert len(DOCUMENTS) >= 8


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_undamaged_documents_are_quoted(path: Path) -> None:
    text = path.read_text("utf-8")
    check_quoted(convert(Source(path.name, text.encode())), text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(chosen=steps)
def test_damaged_documents_never_crash_and_invent_nothing(
    path: Path, chosen: list[tuple[Mutation, int, int]]
) -> None:
    text = mutate(path.read_text("utf-8"), chosen)
    try:
        disclosure = convert(Source(path.name, text.encode()))
    except InputError as error:
        assert "\n" not in str(error)
        return
    check_quoted(disclosure, text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_ends_in_a_disclosure_or_one_line(text: str) -> None:
    try:
        convert(Source("any.txt", text.encode()))
    except InputError as error:
        assert "\n" not in str(error)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
@example(b"GIF8")
def test_any_bytes_end_in_a_disclosure_or_one_line(data: bytes) -> None:
    try:
        convert(Source("any.txt", data))
    except (InputError, MissingExtraError) as error:  # the latter for the first bytes of a picture
        assert "\n" not in str(error)
