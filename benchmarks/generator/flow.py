"""Layout text: cells in reading order, empty columns lost, wrapped cells over several lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from random import Random

from .headings import REGISTERS
from .pages import WIDE, Lines, pages, wrap
from .sheet import INDICATOR_HEADING, Block, ProjectForm, Sheet, Text
from .style import Style

_INDICATOR_WIDTHS = [0, 0, 24, 24, 0, 0]
_TEXT_WIDTH = 104
_WORD = re.compile(r"[0-9.%]+|.")


class FlowPrinter:
    """Prints blocks as layout text.

    Args:
        rng: Decides where pages end.
        style: Habits of the document.
    """

    def __init__(self, rng: Random, style: Style) -> None:
        """Remember the style."""
        self.rng = rng
        self.style = style

    def print(self, blocks: Sequence[Block]) -> str:
        """Return the whole text; the first line of a page begins with a space."""
        lines: list[str] = []
        for block in blocks:
            if isinstance(block, Text):
                for line in _wrap_text(block.text):
                    lines += [line, ""]
            elif isinstance(block, Sheet):
                lines += self._sheet(block)
            else:
                lines += self._form(block)
        return "\n".join(lines) + "\n"

    def _sheet(self, sheet: Sheet) -> Iterator[str]:
        yield f" {sheet.title}"
        heading = list(sheet.flow_heading)
        if sheet.numbers:
            count = sum(span for _, span in sheet.heading)
            heading += ["", " ".join(["栏次", *(str(n) for n in range(1, count))])]
        texts = [[cell.text for cell in row] for row in sheet.rows]
        capacity = self.style.capacity if sheet.caption else len(texts) * 9 + 1
        mark = ""
        # A list without figures is never cut inside a row: nothing on the next page would tell the
        # rest of one row from the beginning of the next.
        cuts = sheet.code not in REGISTERS
        for page in pages(texts, sheet.flow_widths, capacity, self.rng, cuts=cuts):
            if sheet.caption:
                yield mark + " ".join(sheet.caption)
                yield ""
            yield from heading
            yield ""
            for row in page:
                yield from _row(row)
                yield ""
            mark = " "
        for note in sheet.notes:
            yield note
            yield ""

    def _form(self, form: ProjectForm) -> Iterator[str]:
        yield f"{form.number}、{form.name.text}绩效目标表"
        yield ""
        goals = [f"{n}.{goal.text}" for n, goal in enumerate(form.goals, 1)]
        if len(goals) == 1:
            yield f"绩效目标 {goals[0]}"
            yield ""
        else:
            yield "绩效目标"
            for goal in goals:
                yield goal
                yield ""
        yield " ".join(INDICATOR_HEADING)
        yield ""
        rows = [[cell.text for cell in row] for row in form.indicators]
        for level1, group in groupby(rows, key=itemgetter(0)):
            members = list(group)
            if len(members) > 1:
                yield level1
                yield ""
            for row in members:
                cells = [wrap(t, width) for t, width in zip(row, _INDICATOR_WIDTHS, strict=True)]
                yield from _row(cells[1:] if len(members) > 1 else cells)
                yield ""


def _row(cells: Sequence[Lines]) -> Iterator[str]:
    """Yield the lines of a row: short cells side by side, a wrapped cell line by line."""
    run: list[str] = []
    after_wrapped = False
    for cell in cells:
        if len(cell) > 1:
            if run:
                yield " ".join(run)
            elif after_wrapped:
                yield ""
            run, after_wrapped = [], True
            yield cell[0]
            for line in cell[1:]:
                yield ""
                yield line
        elif cell and cell[0]:
            run.append(cell[0])
    if run:
        yield " ".join(run)


def _wrap_text(text: str) -> list[str]:
    """Return a paragraph in lines; a number is never cut."""
    lines, line, used = [], "", 0
    for word in _WORD.findall(text):
        size = sum(2 if char >= WIDE else 1 for char in word)
        if line and used + size > _TEXT_WIDTH:
            lines.append(line)
            line, used = "", 0
        line += word
        used += size
    return [*lines, line]
