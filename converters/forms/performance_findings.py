"""Findings of the performance forms: not understood (R05), assumed (R08), personal (P09)."""

import re

from budgetgraph.model import Cell, Finding

_NUMBER = re.compile(r"\d{7,}|\d{3,4}[-—]\d{7,8}")
_MAX_QUOTE = 60


def not_understood(cell: Cell) -> Finding:
    """Return the finding for a cell that no rule of the form understands."""
    if _NUMBER.search("".join(cell.text.split())):  # it may be a telephone number: not quoted
        return withheld(cell)
    quote = "".join(cell.text.split())[:_MAX_QUOTE]
    return Finding(
        id="R05",
        severity="warning",
        message_zh=f"绩效目标表中“{quote}”所在的行未能识别",
        message_en=f"the row with '{quote}' in a performance table was not understood",
        line=cell.line,
        page=cell.page,
        printed=quote,
        cell=cell,
    )


def nameless(cell: Cell) -> Finding:
    """Return the finding for a form of which nothing says of what project it is."""
    quote = _quote(cell)
    return Finding(
        id="R05",
        severity="warning",
        message_zh=f"绩效目标表“{quote}”中没有读到项目名称，以下内容不知属于哪个项目",
        message_en=f"no name of a project was read in the performance table '{quote}'",
        line=cell.line,
        page=cell.page,
        printed=quote,
        cell=cell,
    )


def not_taken(cell: Cell, *beside: Cell) -> Finding:
    """Return the finding for a text that is understood but has no place in the statements."""
    quote = _quote(cell, *beside)
    return Finding(
        id="R05",
        severity="info",
        message_zh=f"整体绩效目标表中的“{quote}”未转换",
        message_en=f"'{quote}' in the table of a whole department was not converted",
        line=cell.line,
        page=cell.page,
        printed=quote,
        cell=cell,
    )


def of_longer_period(cell: Cell, *beside: Cell) -> Finding:
    """Return the finding for what a form prints of several years beside the budget year."""
    quote = _quote(cell, *beside)
    return Finding(
        id="R05",
        severity="info",
        message_zh=f"“{quote}”属于中期（实施期），不是预算年度的，未转换",
        message_en=f"'{quote}' is of several years, not of the budget year: it was not converted",
        line=cell.line,
        page=cell.page,
        printed=quote,
        cell=cell,
    )


def _quote(*cells: Cell) -> str:
    return "；".join("".join(cell.text.split()) for cell in cells)[:_MAX_QUOTE]


def level_assumed(cell: Cell, level2: str) -> Finding:
    """Return the finding for a name printed in the column of its second level, which is lost."""
    quote = "".join(cell.text.split())[:_MAX_QUOTE]
    return Finding(
        id="R08",
        severity="warning",
        message_zh=f"“{quote}”印在二级指标栏，二级指标没有印出；沿用上面的“{level2}”，并不确定",
        message_en=(
            f"'{quote}' stands in the column of the second level, which is not printed: "
            f"'{level2}' of the rows above is assumed, not certain"
        ),
        line=cell.line,
        page=cell.page,
        printed=quote,
        expected=level2,
        cell=cell,
    )


def repeated_end(cell: Cell) -> Finding:
    """Return the finding for a row that repeats the end of a cell across a page break."""
    quote = "".join(cell.text.split())[:_MAX_QUOTE]
    return Finding(
        id="R05",
        severity="info",
        message_zh=f"分页后的“{quote}”重复了上一页单元格的末尾，未重复计入",
        message_en=f"'{quote}' after a page break repeats the end of the cell before it; dropped",
        line=cell.line,
        page=cell.page,
        printed=quote,
        cell=cell,
    )


def unit_assumed(cell: Cell) -> Finding:
    """Return the finding for amounts whose unit is printed nowhere: 万元 is the form's."""
    return Finding(
        id="R05",
        severity="info",
        message_zh="绩效目标表未注明金额单位，按万元处理",
        message_en="a performance table does not say in which unit its amounts are; 万元 assumed",
        line=cell.line,
        page=cell.page,
        cell=cell,
    )


def withheld(cell: Cell) -> Finding:
    """Return the finding for personal data, which neither the message nor the finding repeats."""
    numbered = bool(_NUMBER.search("".join(cell.text.split())))
    return Finding(
        id="P09",
        severity="violation" if numbered else "info",
        message_zh="公开了个人姓名及联系电话，未转换；请删除后重新公开"
        if numbered
        else "公开了个人姓名，未转换",
        message_en="a person's name and telephone number are published; withheld, remove them"
        if numbered
        else "a person's name is published; withheld",
        line=cell.line,
        page=cell.page,
    )
