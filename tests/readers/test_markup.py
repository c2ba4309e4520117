"""Tables in the marks of LaTeX, wikis and AsciiDoc: their cells, spans, lines and headings."""

from collections.abc import Callable, Sequence

import pytest
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Block, Grid, Paragraph


def blocks(content: str) -> tuple[Block, ...]:
    found: tuple[Block, ...] = text.read(Source("a.txt", content.encode())).blocks
    return found


def only_grid(content: str) -> Grid:
    (grid,) = [block for block in blocks(content) if isinstance(block, Grid)]
    return grid


def cells(content: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in only_grid(content).rows]


def paragraphs(content: str) -> list[str]:
    return [block.text for block in blocks(content) if isinstance(block, Paragraph) and block.text]


ROWS = [["科目", "预算数"], ["甲", "1,000.00"], ["", "20.00"]]

TABULAR = r"""
\begin{tabular}{|l|r|}
\hline
科目 & 预算数 \\ \hline
甲 & 1,000.00 \\ \hline
 & 20.00 \\ \hline
\end{tabular}
"""
ON_ONE_LINE = (
    r"\begin{tabular}{ll}\toprule 科目 & 预算数\\\midrule 甲 & 1,000.00\\ & 20.00\\"
    r"\bottomrule\end{tabular}"
)
LONG = r"""
\begin{longtable}[]{@{}
  >{\raggedright\arraybackslash}p{0.5\linewidth}
  >{\raggedright\arraybackslash}p{0.5\linewidth}@{}}
\toprule
\begin{minipage}[b]{\linewidth}\raggedright
科目
\end{minipage} & \textbf{预算数} \\
\midrule
\endfirsthead
科目（续） & 预算数（续） \\
\endhead
\multicolumn{2}{r}{接下页} \\
\endfoot
甲 & 1,000.00 \\[2pt]
{} & 20.00 \\
\end{longtable}
"""
NESTED = r"""
\begin{tabular}{ll}
\begin{tabular}[c]{@{}l@{}}科\\ 目\end{tabular} & 预算数 \\
\multirow{2}{*}{甲} & 1,000.00 \\
 & 20.00 \\
\end{tabular}
"""
MEDIAWIKI = """
{| class="wikitable"
|-
! 科目 !! style="width:3em" | 预算数
|-
| '''甲''' || 1,000.00
|-
|
| 20.00
|}
"""
ASCIIDOC = """
[cols=",",options="header"]
|===
|科目 |预算数

|甲
|1,000.00
| |20.00
|===
"""
DOKUWIKI = "^科目 ^预算数^\n|甲|1,000.00|\n| |20.00|"
JIRA = "|| 科目 || 预算数 ||\n| 甲 | 1,000.00 |\n|  | 20.00 |"
TEXTILE = "|_. 科目|_. 预算数|\n|甲|1,000.00|\n||20.00|"
CREOLE = "|=科目 |=预算数\n|甲 |1,000.00\n| |20.00"
ORG = "| 科目 | 预算数 |\n|------+--------|\n| 甲 | 1,000.00 |\n|  | 20.00 |"


@pytest.mark.parametrize(
    "marked",
    [TABULAR, ON_ONE_LINE, LONG, MEDIAWIKI, ASCIIDOC, DOKUWIKI, JIRA, TEXTILE, CREOLE, ORG],
)
def test_every_markup_gives_the_same_cells(marked: str) -> None:
    assert cells(f"表一\n{marked}\n后文") == ROWS
    assert paragraphs(f"表一\n{marked}\n后文") == ["表一", "后文"]


def test_lines_of_a_table_inside_a_cell_are_lines_of_the_cell() -> None:
    assert cells(NESTED) == [["科\n目", "预算数"], *ROWS[1:]]


@pytest.mark.parametrize("marked", [TABULAR, NESTED, MEDIAWIKI, ASCIIDOC])
def test_cells_keep_the_line_on_which_they_stand(marked: str) -> None:
    lines = marked.split("\n")
    for row in only_grid(marked).rows:
        for cell in filter(lambda cell: cell.text, row):
            assert cell.text[0] in lines[cell.line - 1]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "\\begin{tabular}{lll}\n项目 & \\multicolumn{2}{c|}{预算数} \\\\\n\\cline{2-3}\n"
            " & 基本 & 项目 \\\\\n甲 & 1 & 2 \\\\\n\\end{tabular}",
            [("项目", 1, 1), ("预算数", 2, 2), ("", 1, 1), ("基本", 2, 1), ("项目", 3, 1)],
        ),
        (
            '{|\n! rowspan="2" | 项目 !! colspan=2 | 预算数\n|-\n! 基本 !! 项目\n|-\n|甲||1||2\n|}',
            [("项目", 1, 1), ("预算数", 2, 2), ("基本", 2, 1), ("项目", 3, 1)],
        ),
        (
            "[cols=3*]\n|===\n.2+|项目 2+|预算数\n|基本 |项目\n|甲 |1 |2\n|===",
            [("项目", 1, 1), ("预算数", 2, 2), ("基本", 2, 1), ("项目", 3, 1)],
        ),
    ],
)
def test_cells_reach_over_columns_and_rows(
    marked: str, expected: Sequence[tuple[str, int, int]]
) -> None:
    *heading, last = only_grid(marked).rows
    found = [(cell.text, cell.column, cell.column_span) for row in heading for cell in row]
    assert found == expected
    assert [(cell.text, cell.column) for cell in last] == [("甲", 1), ("1", 2), ("2", 3)]


def test_tex_prints_what_its_commands_mean() -> None:
    row = r"\small\textbf{``三公''经费} & 95\% & $\geq 8$ & \textcolor{red}{A\_B\{1\}} & a \& b"
    content = f"\\begin{{tabular}}{{lllll}}\n{row} \\\\\n1 & 2 & 3 & 4 & 5\n\\end{{tabular}}"
    assert cells(content)[0] == ["“三公”经费", "95%", "≥8", "A_B{1}", "a & b"]


def test_a_caption_stands_before_its_table() -> None:
    tex = (
        "\\begin{longtable}{ll}\n\\caption{表一 收支总表}\\\\\n甲 & 1\\\\\n乙 & 2\n\\end{longtable}"
    )
    beside = (
        "\\begin{table}[h]\n\\centering\n\\caption{表一 收支总表}\n\\begin{tabular}{ll}\n"
        "\\textbf{甲} & 1\\\\\n乙 & 2\n\\end{tabular}\n\\end{table}"
    )
    wiki = "{|\n|+ 表一 收支总表\n| 甲 || 1\n|-\n| 乙 || 2\n|}"
    for marked in (tex, beside, wiki):
        assert cells(marked) == [["甲", "1"], ["乙", "2"]]
        assert paragraphs(marked) == ["表一 收支总表"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (r"\section*{一、收支总表}\label{a}", "一、收支总表"),
        (r"\textbf{一、收支总表}", "一、收支总表"),
        ("== 一、收支总表 ==", "一、收支总表"),
        ("=== 一、收支总表", "一、收支总表"),
        ("'''一、收支总表'''", "一、收支总表"),
        ("h2. 一、收支总表", "一、收支总表"),
        (">=95%", ">=95%"),
        ("==95", "==95"),
    ],
)
def test_titles_are_read_without_their_marks(line: str, title: str) -> None:
    assert paragraphs(f"前文\n\n{line}\n\n后文") == ["前文", title, "后文"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("||合计||5||\n|一|甲|1|乙|2|\n|二|甲|1|乙|2|", ["", "合计", "", "5", ""]),
        ("| ^甲 | 乙^2 |\n| 1 | 2 |", ["^甲", "乙^2"]),
        ("| =5 | 乙 |\n| 1 | 2 |", ["=5", "乙"]),
    ],
)
def test_what_marks_no_heading_is_read_as_it_stands(content: str, expected: list[str]) -> None:
    assert cells(content)[0] == expected


@pytest.mark.parametrize("opening", [r"\begin{tabular}{ll}", "{|", "|===", "[cols=2*]\n|==="])
def test_no_line_of_a_table_that_is_never_closed_is_lost(opening: str) -> None:
    found = " ".join(
        cell
        for block in blocks(f"{opening}\n甲 & 1\n\n后文")
        for cell in (
            [block.text]
            if isinstance(block, Paragraph)
            else [cell.text for row in block.rows for cell in row]
        )
    )
    assert "甲 & 1" in found
    assert "后文" in found


def test_nothing_that_a_table_prints_is_lost() -> None:
    foot = (
        "\\begin{longtable}{ll}\n科目 & 预算数 \\\\\n\\endhead\n合计 & 3.00 \\\\\n\\endlastfoot\n"
        "甲 & 1.00 \\\\\n乙 & 2.00 \\\\\n\\end{longtable}"
    )
    assert ["合计", "3.00"] in cells(foot)
    assert ["合计", "3.00"] in cells(foot.replace("lastfoot", "foot"))
    indented = "\n".join(f"  {line}" for line in TABULAR.split("\n"))
    assert cells(indented) == ROWS
    wiki = "{|\n项目\n|预算数\n|-\n|甲||1\n|-\n|乙||2\n|} 注：无"
    assert cells(wiki) == [["项目", "预算数"], ["甲", "1"], ["乙", "2"]]
    assert paragraphs(wiki) == ["注：无"]


def test_text_behind_no_mark_of_a_cell_is_of_the_cell_above() -> None:
    assert cells("|===\n|科目 |预算数\n|甲 |1\n+\n（续）\n|乙 |2\n|===")[1] == [
        "甲",
        "1\n+\n（续）",
    ]
    assert cells("[cols=2*]\n|===\n科目\n|预算数\n|甲 |1\n|乙 |2\n|===")[0][0] == "科目"


def _as_tex(rows: Sequence[Sequence[str]]) -> str:
    body = "".join(f"{' & '.join(row)} \\\\\n" for row in rows)
    return f"\\begin{{longtable}}{{{'l' * len(rows[0])}}}\n\\toprule\n{body}\\end{{longtable}}"


def _as_wiki(rows: Sequence[Sequence[str]]) -> str:
    return "{|\n" + "|-\n".join(f"| {' || '.join(row)}\n" for row in rows) + "|}"


def _as_asciidoc(rows: Sequence[Sequence[str]]) -> str:
    return "|===\n" + "".join(" ".join(f"|{cell}" for cell in row) + "\n" for row in rows) + "|==="


def _as_jira(rows: Sequence[Sequence[str]]) -> str:
    first, *others = rows
    return "\n".join([f"|| {' || '.join(first)} ||", *(f"| {' | '.join(row)} |" for row in others)])


@pytest.mark.parametrize("write", [_as_tex, _as_wiki, _as_asciidoc, _as_jira])
def test_a_budget_table_gives_the_lines_it_gives_between_pipes(
    write: Callable[[Sequence[Sequence[str]]], str],
) -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["208", "社会保障和就业支出", "1,203.50", "1,000.00", "203.50"],
        ["20801", "人力资源和社会保障管理事务", "1,203.50", "1,000.00", "203.50"],
        ["2080101", "行政运行", "1,000.00", "1,000.00", ""],
        ["2080199", "其他人力资源和社会保障管理事务支出", "203.50", "", "203.50"],
    ]
    pipes = "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * 5, *rows[1:]])
    plain, marked = (
        convert(
            Source("a.txt", f"2024年部门预算\n\n部门支出总表\n\n单位：万元\n\n{table}\n".encode())
        )
        for table in (pipes, write(rows))
    )
    assert len(plain.lines) == 10
    as_read = [
        [(line.code, line.measure, line.amount_yuan) for line in each.lines]
        for each in (plain, marked)
    ]
    assert as_read[0] == as_read[1]
