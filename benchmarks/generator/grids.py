"""Markdown and tab-separated print: tables page by page, with headings repeated."""

from collections.abc import Iterator, Sequence
from random import Random

from .pages import join, pages
from .sheet import INDICATOR_HEADING, Block, ProjectForm, Sheet, Text
from .style import Style

_INDICATOR_WIDTHS = [12, 12, 20, 30, 16, 20]


class GridPrinter:
    """Prints blocks as Markdown, or with tabs.

    Args:
        rng: Decides where pages end.
        style: Habits of the document.
        markdown: Pipes and rules, else tabs.
    """

    def __init__(self, rng: Random, style: Style, *, markdown: bool) -> None:
        """Remember the style."""
        self.rng = rng
        self.style = style
        self.rows = _markdown_rows if markdown else _tab_rows

    def print(self, blocks: Sequence[Block]) -> str:
        """Return the whole text."""
        lines: list[str] = ["", ""]
        for block in blocks:
            if isinstance(block, Text):
                lines += [block.text, ""]
            elif isinstance(block, Sheet):
                lines += self._sheet(block)
            else:
                lines += self._form(block)
        return "\n".join(lines) + "\n"

    def _sheet(self, sheet: Sheet) -> Iterator[str]:
        yield sheet.title
        yield ""
        heading = sheet.heading_rows()
        texts = [[cell.text for cell in row] for row in sheet.rows] or [[""] * len(heading[0])]
        widths = sheet.narrow if self.style.narrow and sheet.narrow else sheet.widths
        capacity = self.style.capacity if sheet.caption else len(texts) * 9
        for page in pages(texts, widths, capacity, self.rng):
            yield from self._caption(sheet)
            rows = [[join(cell, self.style.space) for cell in row] for row in page]
            yield from self.rows(heading + rows, len(heading[0]))
            yield ""
        for note in sheet.notes:
            yield note
            yield ""

    def _caption(self, sheet: Sheet) -> Iterator[str]:
        for line in sheet.caption:
            name, colon, year = line.partition("：")
            cut = self.style.year_caption if name == "预算年度" else 0
            if cut == 1:
                yield name + colon
                yield year
            elif cut:
                yield "预算年"
                yield f"度：{year}"
            else:
                yield line
            yield ""

    def _form(self, form: ProjectForm) -> Iterator[str]:
        yield f"{form.number}、{form.name.text}绩效目标表"
        yield ""
        yield "单位：万元"
        yield ""
        head = self._form_head(form)
        texts = merged([[cell.text for cell in row] for row in form.indicators])
        parts = list(pages(texts, _INDICATOR_WIDTHS, self.style.form_capacity * 2, self.rng))
        body = [[join(cell, "") for cell in row] for row in parts[0]]
        width = len(INDICATOR_HEADING) + 1
        yield from self.rows([[""] * width, *head, INDICATOR_HEADING, *body], width)
        yield ""
        for part in parts[1:]:
            rows = [[join(cell, "") for cell in row] for row in part]
            yield from self.rows([INDICATOR_HEADING, *rows], len(INDICATOR_HEADING))
            yield ""

    def _form_head(self, form: ProjectForm) -> list[list[str]]:
        goals = " ".join(f"{n}.{goal.text}" for n, goal in enumerate(form.goals, 1))
        plan = [cell.text for cell in form.plan]
        rows = [
            ["项目编码", form.code.text, "", "项目名称", form.name.text],
            ["预算规模及资金用途", *form.money],
            ["", form.purpose.text],
        ]
        if self.style.own_december:
            rows += [
                ["资金支出计划（%）", "3月底", "", "6月底", "", "10月底"],
                ["", plan[0], "", plan[1], "", plan[2]],
                ["12月底", plan[3]],
            ]
        else:
            rows += [
                ["资金支出计划（%）", "3月底", "", "6月底", "10月底", "12月底"],
                ["", plan[0], "", *plan[1:]],
            ]
        return [*rows, ["绩效目标", goals]]


def merged(rows: list[list[str]]) -> list[list[str]]:
    """Return indicator rows with a repeated first level left blank, as merged cells print."""
    printed, above = [], ""
    for row in rows:
        printed.append(["" if row[0] == above else row[0], *row[1:]])
        above = row[0]
    return printed


def _markdown_rows(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield pipe rows; the rule stands under the first."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if number == 0:
            yield "|" + "----|" * width


def _tab_rows(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield tab rows; a blank first row would only be noise here."""
    for row in rows:
        if any(row):
            yield "\t".join([*row, *[""] * (width - len(row))])
