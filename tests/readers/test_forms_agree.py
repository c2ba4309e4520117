"""The same disclosure gives the same statements whatever file it comes in.

`files/small.md` was printed by LibreOffice (see `tests/printing.py`): narrow columns, pages of a
few rows, repeated headings. Where LibreOffice is installed, two whole examples are printed anew.
"""

from collections import Counter
from pathlib import Path

import pytest
from printing import SOFFICE, print_all

from budgetgraph.contract import Source
from budgetgraph.convert import convert, convert_file
from budgetgraph.figures import squeeze
from budgetgraph.model import Disclosure

FILES = Path(__file__).parent / "files"
EXAMPLES = Path(__file__).parents[2] / "examples"
PRINTED = sorted(path for path in FILES.glob("small.*") if path.suffix != ".md")
Facts = Counter[tuple[str, ...]]


def lines_of(disclosure: Disclosure) -> Facts:
    return Counter(
        (
            line.table, line.row_number, line.side, line.code, line.label, line.measure,
            line.figure.printed, str(line.amount_yuan), line.role, line.status,
        )
        for line in disclosure.lines
    )  # fmt: skip


def forms_of(disclosure: Disclosure) -> Facts:
    projects = (
        (p.name, p.code, *(str(a and a.figure.amount_yuan) for a in (p.amount, p.fiscal)),
         *(f"{point.month}:{point.share_percent}" for point in p.plan))
        for p in disclosure.projects
    )  # fmt: skip
    indicators = (
        (str(i.project), i.unit, i.level1, i.level2, i.level3, i.target.printed, squeeze(i.basis))
        for i in disclosure.indicators
    )
    goals = ((str(g.project), g.unit, g.number, squeeze(g.text)) for g in disclosure.goals)
    return Counter([*projects, *indicators, *goals])


def test_all_formats_are_there() -> None:
    suffixes = {path.name.removeprefix("small.") for path in PRINTED}
    assert suffixes == {"bare.pdf", "docx", "html", "lines.pdf", "ods", "odt", "pdf", "xls", "xlsx"}


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.name)
def test_printed_file_gives_the_lines_of_the_text(path: Path) -> None:
    expected, got = convert_file(str(FILES / "small.md")), convert_file(str(path))
    assert lines_of(got) == lines_of(expected)
    assert sum(lines_of(got).values()) > 40
    if path.name not in {"small.bare.pdf", "small.lines.pdf"}:  # printed without the form
        assert forms_of(got) == forms_of(expected)


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.name)
def test_every_cell_keeps_its_place(path: Path) -> None:
    disclosure = convert_file(str(path))
    cells = [line.cell for line in disclosure.lines]
    assert all(cell.line for cell in cells)
    if disclosure.document.pages:
        assert all(cell.page and cell.page <= disclosure.document.pages for cell in cells)
    if path.suffix == ".pdf":
        assert all(cell.box and cell.box.left < cell.box.right for cell in cells)
    if path.suffix in {".xls", ".xlsx", ".ods"}:
        assert {cell.sheet for cell in cells} == {"1", "2", "3"}


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("name", "suffixes"),
    [("quyang-2022.txt", ()), ("fengfeng-2024.txt", ("pdf", "lines.pdf"))],
    ids=["quyang", "fengfeng"],
)
def test_example_printed_anew_gives_the_same(name: str, suffixes: tuple[str, ...]) -> None:
    original = convert_file(str(EXAMPLES / name))
    tables = original.tables if not suffixes else [t for t in original.tables if t.columns]
    printed = print_all(tables, suffixes=suffixes)
    assert printed
    for suffix, data in printed.items():
        got = convert(Source(f"printed.{suffix}", data))
        assert lines_of(got) == lines_of(original), suffix
