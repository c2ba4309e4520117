"""Print with one cell per indented line, as Word documents come out as text."""

from collections.abc import Iterator, Sequence

from .grids import merged
from .sheet import INDICATOR_HEADING, Block, ProjectForm, Sheet, Text


def print_indented(blocks: Sequence[Block], number: str) -> str:
    """Return the whole text; `number` of the department stands before the names of its units."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Text):
            lines.append(block.text)
        elif isinstance(block, Sheet):
            lines += _sheet(block)
        else:
            lines += _form(block, number)
    return "\n".join(lines) + "\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield from (f"\t{line}" for line in sheet.caption)
    yield ""
    for heading in sheet.heading_rows(collapsed=True):
        yield from _row(heading)
    for row in sheet.rows:
        yield from _row([cell.text for cell in row])
    yield ""
    yield from sheet.notes


def _row(texts: Sequence[str]) -> Iterator[str]:
    yield from (f"\t{text}" for text in texts)
    yield ""


def _form(form: ProjectForm, number: str) -> Iterator[str]:
    title = f"{form.number}、{form.name.text}绩效目标表"
    yield f"{title} TC {title} \\f C \\l 1 "
    yield f"\t{number}{form.unit}"
    yield "\t单位：万元"
    yield ""
    yield from _row(["项目编码", form.code.text, "项目名称", form.name.text])
    yield from _row(["预算规模及资金用途", *form.money])
    yield from _row(["", form.purpose.text])
    yield from _row(["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"])
    yield from _row(["", *(cell.text for cell in form.plan)])
    goals = [f"{place}、{goal.text}" for place, goal in enumerate(form.goals, 1)]
    yield "\t绩效目标"
    yield f"\t{goals[0]}"
    yield from goals[1:]
    yield ""
    yield ""
    yield from _row(INDICATOR_HEADING)
    for row in merged([[cell.text for cell in row] for row in form.indicators]):
        yield from _row(row)
    yield ""
