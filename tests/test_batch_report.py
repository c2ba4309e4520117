"""A batch of files: one row for each in the report, and limits that the caller sets."""

import csv
from pathlib import Path

import pytest

from budgetgraph.cli import main

FILES = Path(__file__).parent / "readers" / "files"


def test_report_has_a_row_for_each_file(tmp_path: Path) -> None:
    bad, report = tmp_path / "bad.pdf", tmp_path / "report.csv"
    bad.write_bytes(b"%PDF-1.7\n")
    words = [
        "convert",
        str(FILES / "small.pdf"),
        str(bad),
        "--to",
        "csv",
        "-o",
        str(tmp_path / "out"),
    ]
    assert main([*words, "--report", str(report)]) == 2
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["reader"], row["tables"], row["pages"]) for row in rows] == [
        ("pdf", "4", "10"),
        ("", "0", ""),
    ]
    assert int(rows[0]["figures"]) > 40
    assert rows[0]["seconds"].replace(".", "").isdigit()
    assert "ends in the middle" in rows[1]["error"]


def test_limits_are_set_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["convert", str(FILES / "small.pdf"), "-o", str(tmp_path / "a.ttl")]
    assert main([*words, "--limit", "pages=3"]) == 2
    assert "10 pages, more than the limit of 3" in capsys.readouterr().err
    assert main([*words, "--limit", "pages"]) == 2
    assert "limit pages: '' is not a positive whole number" in capsys.readouterr().err
    assert main([*words, "--limit", "pages=30", "--limit", "seconds=90"]) == 0
