"""Rows of cells joined by blanks: where gaps tell the empty cells, and where they tell nothing."""

from collections.abc import Sequence

import pytest
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Grid, Paragraph

ROWS = [
    ["科目", "", "合计", "基本支出", "项目支出"],
    ["编码", "名称", "", "", ""],
    ["208", "社会保障和就业支出", "1,203.50", "1,000.00", "203.50"],
    ["2080101", "行政运行", "1,000.00", "1,000.00", ""],
    ["2080199", "其他支出", "203.50", "", "203.50"],
    ["", "", "", "", ""],
    ["", "合计", "1,203.50", "1,000.00", "203.50"],
]
WAYS = [(" ", ""), (" ", " "), (" ", "\xa0"), ("  ", ""), ("  ", " "), ("    ", "")]


def joined(between: str, empty: str, rows: Sequence[Sequence[str]] = ROWS) -> str:
    return "\n".join(between.join(cell or empty for cell in row) for row in rows)


def grids(content: str) -> list[list[list[str]]]:
    blocks = text.read(Source("a.txt", content.encode())).blocks
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, Grid)
    ]


@pytest.mark.parametrize(("between", "empty"), WAYS)
@pytest.mark.parametrize(
    "around", ["", "支出总表\n单位：万元  某局\n{}\n注：无", "表一\n{}\n\n后文 一"]
)
def test_gaps_tell_how_many_cells_are_empty(between: str, empty: str, around: str) -> None:
    content = joined(between, empty)
    assert grids(around.format(content) if around else content) == [ROWS]


@pytest.mark.parametrize(("between", "empty"), WAYS)
def test_no_column_is_assumed(between: str, empty: str) -> None:
    content = f"2024年部门预算\n\n部门支出总表\n单位：万元\n{joined(between, empty)}\n"
    found = convert(Source("a.txt", content.encode()))
    amounts = {(line.code, line.measure): line.cell.text for line in found.lines}
    assert amounts["2080101", "基本支出"] == "1,000.00"
    assert amounts["2080199", "项目支出"] == "203.50"
    assert ("2080199", "基本支出") not in amounts
    assert not {"R08", "R09"} & {finding.id for finding in found.findings}


@pytest.mark.parametrize("word", ["合 计", "项  目", "备 注"])
def test_a_word_printed_with_blanks_is_one_cell(word: str) -> None:
    rows = [[word, "一月", "二月"], ["甲", "", "1"], ["乙", "2", ""]]
    assert grids(joined(" ", "", rows)) == [[[word.replace(" ", ""), *rows[0][1:]], *rows[1:]]]


@pytest.mark.parametrize(
    "content",
    [
        joined(
            " ", "", [row for row in ROWS if "" not in row]
        ),  # nothing tells that cells are kept
        joined(" ", "", ROWS[:-1]) + "\n合计 1 2",  # the last row lost its empty cells
        joined(" ", "", ROWS[:-1]) + "\n其中：甲 1 2",
        "部门 支出\n" + joined(" ", "", ROWS[2:]),  # the heading has other columns
        "科目    合计   基本支出\n甲      1      2\n乙          2      2\n丙    3",  # set apart
    ],
)
def test_gaps_that_do_not_agree_tell_no_cells(content: str) -> None:
    assert grids(content) == []


def test_cells_keep_their_lines() -> None:
    blocks = text.read(Source("a.txt", f"表一\n\n{joined(' ', '')}".encode())).blocks
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert [row[0].line for row in grid.rows] == list(range(3, 10))
    assert isinstance(blocks[0], Paragraph)
