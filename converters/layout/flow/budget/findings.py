"""What is told of a budget table in layout text: columns restored and by what proof, open ones."""

from collections.abc import Iterator, Sequence

from budgetgraph.model import Cell, Finding

from ...sides import EXPENDITURE, INCOME
from .placing import Entry
from .records import Record
from .table import FlowTable

_PROOFS = {
    "row": ("行内加总及空列", "sums across the row and columns known to be empty"),
    "codes": ("科目上下级加总", "sums down the codes"),
    "twin": ("与其他表对照", "the same code in another table"),
    "place": ("在页面上的位置", "where they stand on the page"),
    "against": (
        "在页面上的位置（与行内加总或空列不符）",
        "where they stand on the page, though sums across the row or columns known to be empty "
        "speak against it",
    ),
}

_SIDES = {INCOME: ("收入", "income"), EXPENDITURE: ("支出", "expenditure")}


def kept_proof(table: FlowTable) -> Iterator[Finding]:
    """Yield which rows got their lost columns back, and by what proof."""
    by_proof: dict[str, list[str]] = {proof: [] for proof in _PROOFS}
    for entries in table.entries.values():
        for record, entry in entries:
            number = _row_name(record)
            if entry.proof in by_proof and number not in by_proof[entry.proof]:
                by_proof[entry.proof].append(number)
    found = {proof: numbers for proof, numbers in by_proof.items() if numbers}
    if found:
        zh = "；".join(f"{_PROOFS[p][0]}：{_ranges(rows, '、')}" for p, rows in found.items())
        en = "; ".join(f"{_PROOFS[p][1]}: {_ranges(rows, ', ')}" for p, rows in found.items())
        yield Finding(
            id="R09",
            severity="info",
            message_zh=f"丢失的空列已恢复，依据（行号）：{zh}",
            message_en=f"lost empty columns restored, by row: {en}",
            line=table.line,
            page=table.page,
            table=table.code,
        )


def _row_name(record: Record) -> str:
    """Return the number of a row, else its code, else its label."""
    named = record.number or record.code or next(iter(record.labels.values()), None)
    return named.text if named else ""


def _ranges(numbers: Sequence[str], separator: str) -> str:
    """Return row numbers with runs shortened: 1, 3–8, 12."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and runs[-1][-1].isdigit() and number == str(int(runs[-1][-1]) + 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return separator.join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def open_questions(table: FlowTable) -> Iterator[Finding]:
    """Yield which figures stand in no row, in no column, or in one of several."""
    if table.above:
        yield _not_read(
            table,
            [token.cell for token in table.above],
            "表头与第一行之间的数字（{printed}）没有名称和编码，未读取",
            "figures between the heading and the first row ({printed}) have no name and no code: "
            "not read",
        )
    for side, entries in table.entries.items():
        columns = table.amount_columns(side)
        for record, entry in entries:
            if record.is_side_open:
                yield _side_assumed(table, record, side, entry.cells)
            placements = entry.assumed or entry.candidates
            if not placements:
                count = len(entry.cells)
                yield _not_read(
                    table,
                    entry.cells,
                    f"这一行印出{count}个数字（{{printed}}），多于金额栏目，未读取",
                    f"this row prints {count} figures ({{printed}}), more than there are columns: "
                    "not read",
                    _row_name(record),
                )
            if len(placements) > 1:
                names = [
                    "、".join(columns[c].column.heading for c in placement)
                    for placement in placements[:4]
                ]
                label = record.labels.get(side)
                whose = _called(label.text if label else "")
                yield _ambiguous(table, entry, names, whose, _row_name(record))


def _called(label: str) -> tuple[str, str]:
    """Return how messages call a row, in Chinese and English."""
    return (f"“{label}”", f"'{label}'") if label else ("无名称的行", "a row without a label")


def _ambiguous(
    table: FlowTable, entry: Entry, names: Sequence[str], whose: tuple[str, str], row: str
) -> Finding:
    """Return the finding on figures that sums allow in several columns; the first is read."""
    zh = f"空列已丢失，{whose[0]}的金额所在列不能由加总唯一确定；按“{names[0]}”读取"
    en = (
        f"empty columns are lost and the sums do not tell where the figures of {whose[1]} stand; "
        f"read as {names[0]}"
    )
    if above := entry.follows:
        row_zh, row_en = _called(above.name)
        zh += f"，由第{above.line}行{row_zh}推出，该行所在列是假定的，请先核对该行"
        en += f", as follows from line {above.line}, {row_en}, itself assumed: check it first"
    return Finding(
        id="R08",
        severity="warning",
        message_zh=zh,
        message_en=en,
        line=entry.line,
        page=entry.cells[0].page,
        table=table.code,
        row=row,
        expected=" / ".join(names),
        printed=" ".join(cell.text for cell in entry.cells),
        cell=entry.cells[0],
    )


def _side_assumed(table: FlowTable, record: Record, side: str, cells: Sequence[Cell]) -> Finding:
    """Return the finding on a row of a balance whose label does not tell its side."""
    zh, en = _SIDES[side]
    label = record.labels[side]
    if len(record.labels) == len(_SIDES) and label.line < cells[0].line:
        one, other = (found.text for found in record.labels.values())
        why = f"数字印在“{one}”和“{other}”之下", f"the figures stand below '{one}' and '{other}'"
    else:
        why = f"这一行只有一个名称“{label.text}”", f"this row has one label, '{label.text}'"
    return Finding(
        id="R08",
        severity="warning",
        message_zh=f"{why[0]}，不能确定属于收入还是支出；按{zh}读取",
        message_en=(
            f"{why[1]}, that does not tell whether it is income or expenditure; read as {en}"
        ),
        line=cells[0].line,
        page=cells[0].page,
        table=table.code,
        row=_row_name(record),
        printed=" ".join(cell.text for cell in cells),
        cell=cells[0],
    )


def _not_read(table: FlowTable, cells: Sequence[Cell], zh: str, en: str, row: str = "") -> Finding:
    """Return the finding on figures that are in no statement.

    Args:
        table: Their table.
        cells: The cells that print them.
        zh: Why, in Chinese, with `{printed}` for the figures.
        en: The same in English.
        row: Name of their row.
    """
    printed = " ".join(cell.text for cell in cells)
    return Finding(
        id="R32",
        severity="warning",
        message_zh=zh.format(printed=printed),
        message_en=en.format(printed=printed),
        line=cells[0].line,
        page=cells[0].page,
        table=table.code,
        row=row,
        printed=printed,
        cell=cells[0],
    )
