"""A row that asks for department and code and prints the name alone."""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.figures import squeeze
from budgetgraph.model import Cell, Finding, Row, Table

from .blocks import Printed

_LABEL = re.compile(r"(?:主管)?(?:部门|单位)(?:\(单位\)|（单位）)?及(?:代码|编码)")
_CODE = re.compile(r"\d{3,}")


def find(texts: Iterable[Printed]) -> Iterator[Finding]:
    """Yield a finding per row without a code, where another row of the document has one."""
    rows: dict[int, tuple[Cell, Cell, Table | None]] = {}
    for printed in texts:
        answer = _answer(printed.row, printed.cell)
        if printed.cell and answer:
            rows[printed.line] = (printed.cell, answer, printed.table)
    if not any(_CODE.search(answer.text) for _, answer, _ in rows.values()):
        return
    for line, (label, answer, table) in sorted(rows.items()):
        if not _CODE.search(answer.text):
            yield Finding(
                id="K22",
                severity="info",
                message_zh=f"“{squeeze(label.text)}”只填了名称，没有代码",
                message_en=f"'{squeeze(label.text)}' gives the name and no code",
                line=line,
                page=answer.page,
                table=squeeze(table.title) if table else "",
                row=squeeze(label.text),
                printed=answer.text.strip(),
                table_number=table.number if table else 0,
            )


def _answer(row: Row, label: Cell | None) -> Cell | None:
    """Return the first filled cell behind a label that asks for department and code."""
    if label is None or not _LABEL.fullmatch(squeeze(label.text)):
        return None
    behind = [cell for cell in row if cell.column > label.column and squeeze(cell.text)]
    return min(behind, key=lambda cell: cell.column, default=None)
