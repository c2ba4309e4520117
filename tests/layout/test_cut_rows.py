"""Figures, codes and names of which each printed line is a row of its own, or a line of a cell."""

from decimal import Decimal

import pytest

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

TITLE = "部门支出总表\n单位：万元\n"
HEADING = ["序号", "科目编码", "科目名称", "合计", "基本支出", "项目支出"]
NUMBERS = ["栏次", "1", "2", "3", "4", "5"]
ABOVE = [
    ["1", "", "合计", "13345.67", "13000.17", "345.50"],
    ["2", "208", "社会保障和就业支出", "13345.67", "13000.17", "345.50"],
]
# One row in pieces, as narrow cells print it.
PIECES = [
    ["3", "20", "人力资源和", "13", "13", "3"],
    ["", "801", "社会保障", "345.", "000.", "45."],
    ["", "06", "管理", "67", "17", "50"],
]
ROWS = [HEADING, NUMBERS, *ABOVE]
WHOLE = {"合计": "133456700", "基本支出": "130001700", "项目支出": "3455000"}


def pipes(rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def tabs(rows: list[list[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def indented(rows: list[list[str]]) -> str:
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def words(rows: list[list[str]]) -> str:
    return "".join(" ".join(filter(None, row)) + "\n" for row in rows)


CELLS = ["\n".join(filter(None, column)) for column in zip(*PIECES, strict=True)]
OVERLEAF = f"\n{TITLE}"
LAYOUTS = {
    "pipes": pipes([*ROWS, *PIECES]),
    "pipes-overleaf": pipes([*ROWS, PIECES[0]]) + OVERLEAF + pipes([HEADING, NUMBERS, *PIECES[1:]]),
    "pipes-in-a-cell": pipes([*ROWS, [cell.replace("\n", "<br>") for cell in CELLS]]),
    "pipes-without-numbers": pipes([row[1:] for row in [HEADING, *ABOVE, *PIECES]]),
    "tabs": tabs([*ROWS, *PIECES]),
    "tabs-overleaf": tabs([*ROWS, *PIECES[:2]]) + OVERLEAF + tabs([HEADING, NUMBERS, PIECES[2]]),
    "cell-per-line": indented([*ROWS, CELLS]),
    "cell-per-line-overleaf": indented([*ROWS, PIECES[0]])
    + "\n"
    + OVERLEAF
    + indented([HEADING, NUMBERS, *PIECES[1:]]),
    "layout-text-cell-by-cell": words(ROWS) + "\n".join(CELLS) + "\n",
    "layout-text-line-by-line": words([*ROWS, *PIECES]),
}


def read(text: str) -> Disclosure:
    return convert(Source("a.txt", (TITLE + text).encode()))


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_row_in_three_pieces_is_one_row(text: str) -> None:
    found = [line for line in read(text).lines if line.label not in {"合计", "社会保障和就业支出"}]
    assert {line.measure: line.amount_yuan for line in found} == {
        name: Decimal(amount) for name, amount in WHOLE.items()
    }
    assert {(line.code, line.label) for line in found} == {("2080106", "人力资源和社会保障管理")}


def test_layout_text_cut_by_a_page_inside_the_figures_is_joined_side_by_side() -> None:
    heading = words([HEADING, NUMBERS])
    text = words(ROWS) + f"3 20801 管理 13 13 3\n{TITLE}{heading}345. 000. 45.\n67 17 50\n"
    assert [line.figure.printed for line in read(text).lines][-3:] == [
        "13345.67",
        "13000.17",
        "345.50",
    ]


def test_end_of_a_code_overleaf_is_no_part_of_the_figure_behind_it() -> None:
    heading = words([HEADING, NUMBERS])
    text = words(ROWS) + f"3 20801 管理\n{TITLE}{heading}99 13345.67 13000.17 345.50\n"
    assert [(line.code, line.figure.printed) for line in read(text).lines][-3:] == [
        ("2080199", "13345.67"),
        ("2080199", "13000.17"),
        ("2080199", "345.50"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["2", "208", "社保", "12", "12", "4"], ["", "", "", "345", "300", "567"]],
        [["2", "208", "社保", "12", "12", ""], ["", "", "其中：养老", "345.67", "345.67", ""]],
        [["2", "208", "社保", "12.00", "12.00", ""], ["", "", "", "5.00", "5.00", ""]],
    ],
    ids=["whole-numbers", "a-row-with-a-name", "whole-figures"],
)
def test_what_may_be_two_rows_is_left_as_printed(rows: list[list[str]]) -> None:
    found = read(pipes([HEADING, NUMBERS, *ABOVE, *rows]))
    last = [(line.label, line.figure.printed) for line in found.lines if line.cell.line > 6]
    assert [printed for _, printed in last] == [text for row in rows for text in row[3:] if text]
    told = {finding.line for finding in found.findings if finding.id == "R32"}
    assert told == {line.cell.line for line in found.lines if not line.label}


def test_row_of_more_figures_than_columns_is_told_and_not_dropped_in_silence() -> None:
    text = words([HEADING, NUMBERS]) + "1 合计 1234567 1230000 4567\n2 208 社保 12 12 4\n34 30 56\n"
    assert [finding.printed for finding in read(text).findings if finding.id == "R32"] == [
        "12 12 4 34 30 56"
    ]
    assert [line.figure.printed for line in read(text).lines] == ["1234567", "1230000", "4567"]


def test_dash_in_layout_text_is_an_empty_cell_and_no_part_of_a_name_or_sign() -> None:
    found = read(words(ROWS) + "3 20801 管理 345.50 - 345.50\n").lines
    assert [(line.label, line.figure.printed) for line in found][-2:] == [("管理", "345.50")] * 2
