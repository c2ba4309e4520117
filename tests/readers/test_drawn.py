"""Tables drawn with characters: every cell is read where it stands, and no line is lost."""

import pytest
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.model import Block, Cell, Grid, Paragraph


def blocks(content: str) -> tuple[Block, ...]:
    found: tuple[Block, ...] = text.read(Source("a.txt", content.encode())).blocks
    return found


def cells(content: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in blocks(content)
        if isinstance(block, Grid)
    ]


def texts(content: str) -> list[str]:
    return [b.text for b in blocks(content) if isinstance(b, Paragraph) and b.text]


def only_grid(content: str) -> Grid:
    (grid,) = [block for block in blocks(content) if isinstance(block, Grid)]
    return grid


def spans(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {
        cell.text: (cell.row, cell.column, cell.row_span, cell.column_span)
        for row in grid.rows
        for cell in row
    }


ROWS = [["科目", "预算数"], ["甲", "1,000.00"], ["", "20.00"]]

SIMPLE = """
  ------ ----------
  科目   预算数
  甲     1,000.00
         20.00
  ------ ----------
"""
HEADED = """
科目    预算数
------  --------
甲      1,000.00
        20.00

"""
MULTILINE = """
  -----------------
  科目   预算数
  ------ ----------
  甲     1,000.00

         20.00
  -----------------
"""
RST = """
====  ========
科目  预算数
====  ========
甲    1,000.00
\\     20.00
====  ========
"""
POSTGRESQL = """
 科目 |  预算数
------+----------
 甲   | 1,000.00
      |    20.00
(2 行)
"""
MYSQL = """
+------+----------+
| 科目 | 预算数   |
+------+----------+
| 甲   | 1,000.00 |
|      |    20.00 |
+------+----------+
"""
ORG_RULE = MYSQL.replace("+------+----------+\n| 甲", "|------+----------|\n| 甲")
GRID = """
+------+----------+
| 科目 | 预算数   |
+======+==========+
| 甲   | 1,000.00 |
+------+----------+
|      | 20.00    |
+------+----------+
"""
LIGHT = """
   ┌──────┬──────────┐
   │ 科目 │ 预算数   │
   ├──────┼──────────┤
   │ 甲   │ 1,000.00 │
   ├──────┼──────────┤
   │      │    20.00 │
   └──────┴──────────┘
"""
DOUBLE = """
╔══════╦══════════╗
║ 科目 ║ 预算数   ║
╠══════╬══════════╣
║ 甲   ║ 1,000.00 ║
╟──────╫──────────╢
║      ║    20.00 ║
╚══════╩══════════╝
"""
HEAVY = """
┏━━━━━━┳━━━━━━━━━━┓
┃ 科目 ┃ 预算数   ┃
┡━━━━━━╇━━━━━━━━━━┩
│ 甲   │ 1,000.00 │
│      │    20.00 │
└──────┴──────────┘
"""
CHINESE_TERMINAL = """
┌───┬─────┐
│ 科目 │ 预算数   │
├───┼─────┤
│ 甲   │ 1,000.00 │
├───┼─────┤
│      │    20.00 │
└───┴─────┘
"""
COUNTED_BY_CHARACTER = """
+------+----------+
| 科目   | 预算数      |
+------+----------+
| 甲    | 1,000.00 |
+------+----------+
|      |    20.00 |
+------+----------+
"""


@pytest.mark.parametrize(
    "drawn",
    [
        SIMPLE, HEADED, MULTILINE, RST, POSTGRESQL, MYSQL, ORG_RULE, GRID, LIGHT, DOUBLE, HEAVY,
        CHINESE_TERMINAL, COUNTED_BY_CHARACTER,
    ],
)  # fmt: skip
def test_every_way_to_draw_gives_the_same_cells(drawn: str) -> None:
    assert cells(f"表一\n{drawn}\n后文") == [ROWS]
    assert [line for line in texts(f"表一\n{drawn}\n后文") if line != "(2 行)"] == ["表一", "后文"]


def test_every_cell_knows_its_line_row_and_column() -> None:
    grid = only_grid(LIGHT)
    assert [(c.line, c.row, c.column) for row in grid.rows for c in row if c.text] == [
        (3, 1, 1), (3, 1, 2), (5, 2, 1), (5, 2, 2), (7, 3, 2),
    ]  # fmt: skip


def test_a_figure_cut_over_lines_is_whole_and_its_pieces_keep_their_lines() -> None:
    grid = only_grid(
        "+------+------+------+\n"
        "| 科目 | 说明 | 合计 |\n"
        "+======+======+======+\n"
        "| 甲乙 |      | 1,69 |\n"
        "| 丙   |      | 3.49 |\n"
        "+------+------+------+\n"
    )
    name, _, amount = grid.rows[1]
    assert (name.text, amount.text, amount.line) == ("甲乙丙", "1,693.49", 4)
    assert amount.pieces == (Cell("1,69", 4, 2, 3), Cell("3.49", 5, 2, 3))


def test_a_figure_cut_into_single_signs_is_whole() -> None:
    (rows,) = cells(  # the character in the narrow column pushes the bar behind it
        "+------+---+\n| 科目 | 数 |\n+------+---+\n| 甲   | 8 |\n+------+---+\n"
        "| 乙   | 8 |\n| 丙   | . |\n| 丁   | 5 |\n+------+---+\n"
    )
    assert rows[2] == ["乙丙丁", "8.5"]


def test_words_items_and_paragraphs_of_a_cell_stay_apart() -> None:
    (rows,) = cells(
        "  ------ -------------\n"
        "  目标   目标1：办好\n"
        "         事。\n"
        "         目标2：用好\n"
        "         钱。\n"
        "\n"
        "  名称   public\n"
        "         budget\n"
        "  ------ -------------\n"
    )
    assert rows == [["目标", "目标1：办好事。\n目标2：用好钱。"], ["名称", "public budget"]]


def test_cells_span_rows_and_columns_where_no_line_is_drawn() -> None:
    grid = only_grid(
        "┌────┬─────────────┐\n"
        "│科目│预算数       │\n"
        "│    ├──────┬──────┤\n"
        "│编码│甲    │乙    │\n"
        "├────┼──────┼──────┤\n"
        "│201 │  1.00│  2.00│\n"
        "└────┴──────┴──────┘\n"
    )
    assert spans(grid)["科目编码"] == (1, 1, 2, 1)
    assert spans(grid)["预算数"] == (1, 2, 1, 2)
    assert spans(grid)["乙"] == (2, 3, 1, 1)


def test_a_cell_may_print_on_the_line_of_a_rule_beside_it() -> None:
    grid = only_grid(
        "+----+------+\n| 一 | 甲   |\n+----+------+\n|    | 乙   |\n| 二 +------+\n|    | 丙   |\n+----+------+\n"
    )
    assert spans(grid)["二"] == (2, 1, 2, 1)
    assert grid.rows[1][0].line == 5


def test_dashes_below_a_heading_say_which_columns_it_covers() -> None:
    grid = only_grid(
        "====  =====  =====\n"
        "编码  预算数\n"
        "----  ------------\n"
        "\\     甲     乙\n"
        "====  =====  =====\n"
        "201   1.00   2.00\n"
        "====  =====  =====\n"
    )
    assert spans(grid)["预算数"] == (1, 2, 1, 2)
    assert [cell.text for cell in grid.rows[1]] == ["", "甲", "乙"]


def test_a_character_too_wide_for_its_cell_moves_no_other_cell() -> None:
    (rows,) = cells(
        "+---+------+---+\n| 合 | 项目 |   |\n| 计 |      |   |\n+---+------+---+\n| 4 | 甲   |   |\n+---+------+---+\n"
    )
    assert rows[0][:2] == ["合计", "项目"]


def test_rows_without_rules_beside_a_total_are_not_put_together() -> None:
    drawn = MYSQL.replace("|      |    20.00 |", "| 乙   |    20.00 |")
    assert cells(drawn + "| 合计 | 1,020.00 |\n+------+----------+\n") == [
        [["科目", "预算数"], ["甲", "1,000.00"], ["乙", "20.00"], ["合计", "1,020.00"]]
    ]


def test_an_empty_line_among_rows_without_rules_is_an_empty_row() -> None:
    drawn = MYSQL.replace("|      |    20.00 |", "|      |          |\n| 乙   |    20.00 |")
    assert cells(drawn) == [[["科目", "预算数"], ["甲", "1,000.00"], ["", ""], ["乙", "20.00"]]]


def test_bars_without_rules_say_which_columns_a_cell_covers() -> None:
    grid = only_grid(
        "|收入             |支出             |\n"
        "|项目    |预算数  |项目    |预算数  |\n"
        "|一般公共|1,000.00|甲      |1.00    |\n"
        "|预算    |        |        |        |\n"
        "|基金    |2,000.00|乙      |2.00    |\n"
    )
    assert [cell.text for cell in grid.rows[2]] == ["一般公共预算", "1,000.00", "甲", "1.00"]
    assert [piece.line for piece in grid.rows[2][0].pieces] == [3, 4]
    assert (spans(grid)["收入"], spans(grid)["支出"]) == ((1, 1, 1, 2), (1, 3, 1, 2))


def test_pipe_tables_are_read_as_ever() -> None:
    assert cells("| a | b |\n| c | d |") == [[["a", "b"], ["c", "d"]]]
    assert cells("| a  | b |\n|----|---|\n| c  | d |") == [[["a", "b"], ["c", "d"]]]


def test_a_page_break_inside_a_box_loses_nothing() -> None:
    drawn = (
        "┌────┬────┐\n│项目│金额│\n├────┼────┤\n│甲  │1.00│\n"
        "第 2 页\n"
        "│乙  │2.00│\n├────┼────┤\n│丙  │3.00│\n└────┴────┘\n"
    )
    assert cells(drawn) == [
        [["项目", "金额"], ["甲", "1.00"]], [["乙", "2.00"], ["丙", "3.00"]],
    ]  # fmt: skip
    assert texts(drawn) == ["第 2 页"]


@pytest.mark.parametrize(
    "running",
    [
        "标题\n====\n\n正文\n----\n- - -\n-----\n",
        "-----------  -----------\n       第一章\n-----------  -----------\n\n",
        "---- ----\n甲   1.00\n没有结尾的横线\n\n正文",
        "他说 —— 好\n--- ---\n正文正文正文 正文",
        "┌──┬──┐\n│甲乙丙丁戊│己│\n└──┴──┘\n",
        "+--+--+\n+--+--+\n",
        "│\n┌\n",
    ],
)
def test_what_does_not_fit_together_stays_text(running: str) -> None:
    assert not cells(running)
    assert texts(running) == [line.strip() for line in running.split("\n") if line.strip()]


def test_text_in_a_frame_is_text() -> None:
    assert texts("┌──────┐\n│说明  │\n│1、甲 │\n└──────┘\n") == ["说明", "1、甲"]
