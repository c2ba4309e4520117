"""`budgetgraph show`: a cell in words, and as a picture where there are pages."""

from pathlib import Path

import pytest

from budgetgraph.cli import main
from budgetgraph.convert import convert_file

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = Path(__file__).parent / "readers" / "files"


def test_cell_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(FILES / "small.xlsx"), "t2/r4c4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "table 2: 部门预算收入总表"
    assert lines[1].startswith("place: sheet 2, line ")
    assert lines[2] == "column: 合计"
    assert "[48145.91]" in lines[3]


def test_row_is_shown_as_printed_with_the_amount_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    example = EXAMPLES / "fengfeng-2024.txt"
    assert main(["show", str(example), "t2/r3c4"]) == 0
    *_, row, amount = capsys.readouterr().out.splitlines()
    assert row.startswith("row: 1 |  | 合计 | [4872 2.32] | 4869 9.73 | ")  # with its stray space
    assert amount == "amount: 487223200 yuan, 48722.32 × 10000"


def test_a_corrected_amount_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    disclosure = convert_file(str(EXAMPLES / "fengfeng-2024.txt"))
    line = next(line for line in disclosure.lines if line.figure.printed == "3292.144")
    name = f"t{line.table_number}/r{line.cell.row}c{line.cell.column}"
    assert main(["show", str(EXAMPLES / "fengfeng-2024.txt"), name]) == 0
    told = capsys.readouterr().out
    assert "[3292.144]" in told
    assert "amount: 329214400 yuan, corrected: read as 32921.44 (" in told


def test_amounts_of_projects_and_units_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    file = EXAMPLES / "hezheng-2024.txt"
    disclosure = convert_file(str(file))
    cell = dict(disclosure.units[0].amounts)["carry_over"].cell
    assert main(["show", str(file), f"t1/r{cell.row}c{cell.column}"]) == 0
    assert "amount: 13249000 yuan, 1324.9 × 10000" in capsys.readouterr().out


def test_picture_of_a_pdf_cell_by_its_iri(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "cell.png"
    iri = "https://w3id.org/budgetgraph/id/doc/small/t1/r3c3"
    assert main(["show", str(FILES / "small.pdf"), iri, "-o", str(picture)]) == 0
    assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    told = capsys.readouterr().out
    assert "[48699.7 3]" in told  # the print breaks it over two lines
    assert "amount: 486997300 yuan, 48699.73 × 10000" in told
    assert main(["show", str(FILES / "small.pdf"), iri, "-o", str(picture)]) == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("small.pdf", "nonsense"), "'nonsense' names no cell"),
        (("small.pdf", "t99/r1c1"), "there is no table 99; the document has 4"),
        (("small.pdf", "t1/r99c1"), "table 1 has no cell in row 99"),
        (("small.docx", "t1/r3c3", "-o", "never-written.png"), "no pages that can be drawn"),
        (("missing.pdf", "t1/r1c1"), "cannot be read"),
    ],
)
def test_what_cannot_be_shown_is_told(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, *rest = words
    assert main(["show", str(FILES / file), *rest]) == 2
    assert not Path("never-written.png").exists()
    assert message in capsys.readouterr().err
