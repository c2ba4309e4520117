"""Tables as Python programs print them: lists of cells, data frames of pandas."""

import pytest
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.model import Grid, Table

TITLE = "收入总表\n单位：万元\n"
HEADING = ["科目名称", "合计", "本年收入", "上年结转"]
ROWS = [["农林水支出", "620.00", "580.00", "40.00"], ["住房保障支出", "60.00", "60.00", ""]]


def tables(printed: str) -> tuple[Table, ...]:
    found: tuple[Table, ...] = assemble(text.read(Source("a.txt", printed.encode()))).tables
    return found


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("nothing", ["None", "null", "''", '""', "nan"])
def test_rows_printed_as_lists_are_rows(nothing: str) -> None:
    items = [[nothing if not cell else f"'{cell}'" for cell in row] for row in (HEADING, *ROWS)]
    lines = [f"[{', '.join(row)}]" for row in items]
    for printed in ("\n".join(lines), f"[{', '.join(lines)}]", "\n".join(f"[{x}]" for x in lines)):
        (table,) = tables(TITLE + printed + "\n\n说明\n")
        assert table.title == "收入总表"
        assert [column.heading for column in table.columns] == HEADING
        assert cells(table) == ROWS
    assert [row[0].line for row in tables(TITLE + "\n".join(lines))[0].rows] == [4, 5]


def test_escapes_in_lists_are_what_they_stand_for() -> None:
    printed = r"""['科目\u540d称', "合\n计", 3.50]""" + "\n" + r"""['单位\'甲\'', '1\\2', -4]"""
    document = text.read(Source("a.txt", printed.encode()))
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["科目名称", "合\n计", "3.50"],
        ["单位'甲'", "1\\2", "-4"],
    ]


@pytest.mark.parametrize(
    "printed", ["[1]", "[2024]3号", "['a', 'b'", "['a']\n['b']", "[财政]\n[收入]", "['a' 'b']\n[]"]
)
def test_other_lines_in_brackets_are_text(printed: str) -> None:
    blocks = text.read(Source("a.txt", printed.encode())).blocks
    assert not any(isinstance(block, Grid) for block in blocks)


def frame(rows: list[list[str]], nothing: str, double: bool, index: bool) -> str:
    """Return what pandas prints: cells to the right, by characters or by the columns they fill."""
    columns = [[cell or nothing for cell in column] for column in zip(*rows, strict=True)]

    def size(cell: str) -> int:
        return len(cell) + double * sum(character > "\xff" for character in cell)

    widths = [max(map(size, column)) for column in columns]
    lines = [
        " ".join(" " * (width - size(cell)) + cell for cell, width in zip(row, widths, strict=True))
        for row in zip(*columns, strict=True)
    ]
    numbers = [" ", *map(str, range(len(rows) - 1))]
    return "\n".join(
        f"{number} {line}" if index else line for number, line in zip(numbers, lines, strict=True)
    )


@pytest.mark.parametrize("double", [True, False])
@pytest.mark.parametrize("index", [True, False])
def test_data_frame_is_read_by_the_ends_of_its_columns(double: bool, index: bool) -> None:
    heading = ["科目名称", "合计", "本年收入", "Unnamed: 3"]
    rows = [*ROWS, ["社会保障 和就业支出", "8.00", "", "8.00"]]
    (table,) = tables(TITLE + frame([heading, *rows], "NaN", double, index) + "\n注：无。\n")
    assert [column.heading for column in table.columns][:3] == heading[:3]
    assert cells(table) == rows


def test_index_tells_a_frame_without_empty_cells() -> None:
    printed = frame([HEADING[:2], *(row[:2] for row in ROWS)], "NaN", double=True, index=True)
    assert cells(tables(TITLE + printed)[0]) == [row[:2] for row in ROWS]


def test_index_of_a_table_is_no_column() -> None:
    rows = [["", *HEADING], *([str(n), *row] for n, row in enumerate(ROWS))]
    printed = "\n".join(f"| {' | '.join(cell or 'nan' for cell in row)} |" for row in rows)
    (table,) = tables(TITLE + printed.replace("| nan | 科", "| Unnamed: 0 | 科"))
    assert [column.heading for column in table.columns] == HEADING
    assert cells(table) == ROWS


def test_numbers_of_rows_from_one_are_printed() -> None:
    rows = [["", *HEADING], *([str(n), *row] for n, row in enumerate(ROWS, 1))]
    (table,) = tables(TITLE + "\n".join("\t".join(row) for row in rows))
    assert [row[0] for row in cells(table)] == ["1", "2"]
