"""`budgetgraph show`: a cell in words, and as a picture where there are pages."""

from pathlib import Path

import pytest

from budgetgraph.cli import main

FILES = Path(__file__).parent / "readers" / "files"


def test_cell_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(FILES / "small.xlsx"), "t2/r4c4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "table 2: 部门预算收入总表"
    assert lines[1].startswith("place: sheet 2, line ")
    assert lines[2] == "column: 合计"
    assert "[48145.91]" in lines[3]


def test_picture_of_a_pdf_cell_by_its_iri(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "cell.png"
    iri = "https://w3id.org/budgetgraph/id/doc/small/t1/r3c3"
    assert main(["show", str(FILES / "small.pdf"), iri, "-o", str(picture)]) == 0
    assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert "[48699.73]" in capsys.readouterr().out
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
