"""The row that numbers the columns, headed otherwise than in the rest of the document."""

from collections import Counter
from collections.abc import Iterable, Iterator

from budgetgraph.figures import squeeze
from budgetgraph.model import Finding, Row, Table

from .blocks import Printed

_FEWEST = 2


def find(texts: Iterable[Printed]) -> Iterator[Finding]:
    """Yield a finding per row of column numbers whose head is not the usual one."""
    rows: dict[int, tuple[str, Row, Table | None]] = {}
    for printed in texts:
        is_first = bool(printed.row) and printed.cell is printed.row[0]
        head = _head(printed.row) if is_first else ""
        if head:
            rows.setdefault(printed.line, (head, printed.row, printed.table))
    counts = Counter(head for head, _, _ in rows.values())
    usual = max(counts, key=lambda head: (counts[head], head), default="")
    for line, (head, row, table) in sorted(rows.items()):
        if head != usual and counts[usual] > counts[head]:
            yield Finding(
                id="K21",
                severity="info",
                message_zh=f"栏次行的名称印作“{head}”，其他表为“{usual}”",
                message_en=f"the row of column numbers is headed '{head}', elsewhere '{usual}'",
                line=line,
                page=row[0].page,
                table=squeeze(table.title) if table else "",
                printed=head,
                expected=usual,
                found=head,
                suggestion=f"{head} → {usual}",
                table_number=table.number if table else 0,
            )


def _head(row: Row) -> str:
    """Return the first cell of a row whose other cells are 1, 2, 3 …, else an empty text."""
    texts = [text for cell in row if (text := squeeze(cell.text))]
    if len(texts) <= _FEWEST or texts[1] != "1":
        return ""  # nearly every row
    numbers = texts[1:]
    is_counting = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return texts[0] if is_counting and not texts[0].isdigit() else ""
