"""Layouts of other provinces: each document in tests/layouts gives exactly the lines beside it.

`NAME.lines.csv` was read beside its document by eye when it was written; `--write-expected` makes a
missing one and never replaces one.
"""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from budgetgraph.convert import convert_file
from budgetgraph.figures import plain_decimal
from budgetgraph.model import Disclosure, Line

FOLDER = Path(__file__).parent / "layouts"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".csv")
FIELDS = (
    "table", "row_number", "side", "code", "label", "measure", "measure_code", "year", "phase",
    "unit", "ledger", "funding_source", "expenditure_type", "role",
)  # fmt: skip


def as_csv(disclosure: Disclosure) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*FIELDS, "amount", "line"])
    for line in disclosure.lines:
        values = [getattr(line, field) or "" for field in FIELDS]
        writer.writerow([*values, plain_decimal(line.amount_yuan), line.cell.line])
    return text.getvalue()


def test_there_are_documents_of_at_least_six_layouts() -> None:
    assert len(DOCUMENTS) >= 6


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_layout_gives_its_lines(path: Path, write_expected: bool) -> None:
    expected = path.with_suffix(".lines.csv")
    got = as_csv(convert_file(str(path)))
    if write_expected and not expected.exists():
        expected.write_text(got, "utf-8")
    assert got.splitlines() == expected.read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_sum_of_a_layout_holds(path: Path) -> None:
    lines = convert_file(str(path)).lines
    sums = [(line, group) for line in lines for group in (line.parts, line.addends) if group]
    assert sums
    for line, group in sums:
        assert line.amount_yuan == total(lines, group), (line.code, line.label, line.measure)


def test_layout_text_among_tables_of_another_kind_gives_the_same_lines(tmp_path: Path) -> None:
    alone = FOLDER / "layout-text-without-numbers.txt"
    among = tmp_path / "among.txt"
    contents = "部门收支总表\t1\n部门收入总表\t2\n"
    list_of_files = "\n\n附件清单\n\n| 附件 | 名称 |\n|---|---|\n| 1 | 预算批复 |\n"
    among.write_text(contents + alone.read_text("utf-8") + list_of_files, "utf-8")
    lines = convert_file(str(among)).lines
    assert [(x.table, x.code, x.measure, x.amount_yuan, x.cell.line - 2) for x in lines] == [
        (x.table, x.code, x.measure, x.amount_yuan, x.cell.line)
        for x in convert_file(str(alone)).lines
    ]


REVENUE = (
    "科目编码 科目名称 合计 上年结转 一般公共预算拨款收入 政府性基金预算拨款收入 事业收入 其他收入"
)


@pytest.mark.parametrize(
    "page_break", ["\n\n12\n\n", f"\n12\n\f{REVENUE}\n", "\n- 12 -\n\f", "\n12\n"]
)
def test_page_number_and_heading_inside_layout_text_are_no_row(
    tmp_path: Path, page_break: str
) -> None:
    whole = FOLDER / "layout-text-without-numbers.txt"
    cut = tmp_path / "cut.txt"
    text = whole.read_text("utf-8")
    assert REVENUE in text
    row = "2012601 行政运行 88.20 88.20\n"
    cut.write_text(text.replace(row, row.strip() + page_break, 1), "utf-8")
    read = [convert_file(str(path)).lines for path in (whole, cut)]
    first, second = [
        [(x.table, x.code, x.label, x.measure, x.amount_yuan) for x in r] for r in read
    ]
    assert first == second


def test_rows_of_layout_text_that_no_table_takes_are_told(tmp_path: Path) -> None:
    text = FOLDER / "layout-text-without-numbers.txt"
    odd = tmp_path / "odd.txt"
    rows = "甲类 12.00 3.00\n乙类 14.00 5.00\n丙类 16.00 7.00\n"
    odd.write_text(f"{text.read_text('utf-8')}\n其他情况表\n奇怪的栏目\n{rows}", "utf-8")
    found = convert_file(str(odd))
    told = [(finding.id, finding.printed) for finding in found.findings if finding.id == "R01"]
    assert told == [("R01", "甲类12.003.00")]
    assert not [finding for finding in convert_file(str(text)).findings if finding.id == "R01"]


def total(lines: tuple[Line, ...], indices: tuple[int, ...]) -> Decimal:
    return sum((lines[index].amount_yuan for index in indices), Decimal(0))
