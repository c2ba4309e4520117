"""All budget tables of a layout text: what is empty, what twins prove, what stays open."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from budgetgraph.model import Block, Finding

from ....vocabulary import normalise
from ...meanings import meaning
from .by_place import Words, settle_by_place
from .by_side import settle_sides
from .findings import kept_proof, open_questions
from .grid import rebuild
from .leaning import lean
from .placing import Entry, match_twin, nest, prepare
from .records import Record
from .settling import doubt_crossed, settle
from .standing import settle_by_standing
from .table import FlowTable
from .ways import Placement

_ITEM = re.compile(r"^[一二三四五六七八九十]+、")
_SUB_ITEM = re.compile(r"^\([一二三四五六七八九十]+\)")
_TOTAL = re.compile(r"合计|总计|本年(?:收入|支出)合计|(?:收入|支出)总计")
# A row that is printed without a figure says that these columns are empty, too.
_COVERED = {
    "unit-funds": (
        "business-revenue",
        "operating-revenue",
        "superior-subsidy",
        "affiliate-payment",
        "other-revenue",
    ),
}


class Placed(NamedTuple):
    """Blocks with every budget table as a grid, and what is to be told of them.

    Attributes:
        blocks: Text and tables.
        findings: Restored and open columns.
        standing: How many figures are in the columns in which they stand.
        unnamed: Tables, by page and line, whose figures do not stand below the names read for them.
    """

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    standing: int
    unnamed: frozenset[tuple[int | None, int]]


def place(blocks: Sequence[Block | FlowTable], words: Callable[[], Words]) -> Placed:
    """Return the blocks with every budget table as a grid, figures in their columns.

    Args:
        blocks: Text and tables.
        words: Gives the words of the lines with their places, where the text keeps them.
    """
    tables = [block for block in blocks if isinstance(block, FlowTable)]
    settle_sides(tables, words)
    empty = _empty_measures(tables)
    for table in tables:
        _prepare(table, empty)
    standing = settle_by_standing(tables, words)
    _settle_sums(tables)
    _prove(tables)
    if settle_by_place(tables, words):
        _settle_sums(tables)
        _prove(tables)
    doubtful = [
        (entry, entry.candidates)
        for table in tables
        for entries in table.entries.values()
        for _, entry in entries
        if not entry.is_settled
    ]
    for assume in (*(partial(_assume_totals, table) for table in tables), partial(_lean, tables)):
        if taken := assume():
            _prove(tables, surely=False)
            _follow(doubtful, taken)
    for entry, candidates in doubtful:
        entry.doubt(candidates)
    return Placed(
        tuple(rebuild(block) if isinstance(block, FlowTable) else block for block in blocks),
        tuple(f for table in tables for f in (*kept_proof(table), *open_questions(table))),
        standing.figures,
        frozenset((table.page, table.line) for table in standing.unnamed),
    )


def _prove(tables: Sequence[FlowTable], *, surely: bool = True) -> None:
    """Let tables settle each other, until nothing more follows.

    Args:
        tables: All tables.
        surely: Whether what is assumed proves nothing.
    """
    before = -1
    while (still := sum(_count_open(table) for table in tables)) and still != before:
        before = still
        twins = _twins(tables, surely=surely)
        if income := _income(tables):
            twins.setdefault("total", []).append(income)
        for table in tables:
            _ask_twins(table, twins)


def _settle_sums(tables: Sequence[FlowTable]) -> None:
    for table in tables:
        for side, entries in table.entries.items():
            settle([entry for _, entry in entries], table.amount_columns(side))
            doubt_crossed([entry for _, entry in entries], table.amount_columns(side))


def _count_open(table: FlowTable) -> int:
    """Return how many placements of a table are open."""
    entries = [entry for entries in table.entries.values() for _, entry in entries]
    return sum(len(entry.candidates) - 1 for entry in entries if not entry.is_settled)


def _ask_twins(table: FlowTable, twins: dict[str, list[dict[str, Decimal]]]) -> None:
    """Rule out placements that other tables contradict, then settle the sums again."""
    for side, entries in table.entries.items():
        columns = table.amount_columns(side)
        measures = {column.meaning.measure for column in columns}
        open_entries = [entry for _, entry in entries if not entry.is_settled]
        before = sum(len(entry.candidates) for entry in open_entries)
        for entry in open_entries:
            for twin in twins.get(_key(entry), ()):
                shared = {name: amount for name, amount in twin.items() if name in measures}
                if not entry.is_settled and "total" in shared and len(shared) > 1:
                    match_twin(entry, columns, shared)
        if before != sum(len(entry.candidates) for entry in open_entries):
            settle([entry for _, entry in entries], columns)


def _follow(doubtful: Iterable[tuple[Entry, list[Placement]]], taken: Sequence[Entry]) -> None:
    """Take for assumed what is no longer open, beside what it might be: it rests on rows taken."""
    for entry, candidates in doubtful:
        if entry.is_settled and not entry.assumed:
            entry.doubt(candidates)
            entry.follows = min(taken, key=lambda row: abs(row.line - entry.line))


def _assume_totals(table: FlowTable) -> list[Entry]:
    """Take totals that stay open as usual, leftmost; return them."""
    found: list[Entry] = []
    for side, entries in table.entries.items():
        for _, entry in entries:
            if entry.is_total and not entry.is_settled:
                entry.assume()
                found.append(entry)
        if found:
            settle([entry for _, entry in entries], table.amount_columns(side))
    return found


def _lean(tables: Iterable[FlowTable]) -> list[Entry]:
    """Take for granted what the sums that hold say, where a figure is wrong; return these rows."""
    return [
        entry
        for table in tables
        for side, entries in table.entries.items()
        for entry in lean([entry for _, entry in entries], table.amount_columns(side))
    ]


def _key(entry: Entry) -> str:
    """Return under which key twins of a record are kept: its code, or the total of the table."""
    return entry.code or ("total" if entry.is_total else "")


def _empty_measures(tables: Sequence[FlowTable]) -> frozenset[str]:
    """Return the measures that the balance tables list without a figure: empty columns."""
    printed: set[str] = set()
    filled: set[str] = set()
    for table in tables:
        for record in table.records:
            label = record.labels.get("income")
            found = meaning(_ITEM.sub("", normalise(label.text))) if label else None
            if found is None or found.kind != "amount":
                continue
            names = {found.measure, *_COVERED.get(found.measure, ())}
            printed |= names
            if record.figures.get("income"):
                filled |= names | {"fiscal-appropriation"}
    return frozenset(printed - filled)


def _income(tables: Sequence[FlowTable]) -> dict[str, Decimal]:
    """Return what the balance table prints for each source: the total row of the revenue table."""
    for table in tables:
        if table.code != "balance":
            continue
        found: dict[str, Decimal] = {}
        for record, entry in table.entries.get("income", ()):
            label = _ITEM.sub("", normalise(record.labels["income"].text))
            known = meaning(label)
            if known and known.kind == "amount":
                found[known.measure] = entry.figures[0].amount_yuan
            elif label in {"收入总计", "总计"}:
                found["total"] = entry.figures[0].amount_yuan
        return found
    return {}


def _prepare(table: FlowTable, empty: frozenset[str]) -> None:
    for side in table.sides:
        columns = table.amount_columns(side)
        closed = frozenset(i for i, c in enumerate(columns) if c.meaning.measure in empty)
        members = [
            (record, Entry(
                code=_code_of(record, table),
                cells=record.figures[side],
                is_total=_is_total(record, side),
                rank=_rank(record, side),
                name=_name(record, side),
            ))
            for record in table.records
            if record.figures.get(side)
        ]  # fmt: skip
        for _, entry in members:
            prepare(entry, columns, closed)
        if not side or side == "expenditure":
            nest([entry for _, entry in members])
        table.entries[side] = members


def _code_of(record: Record, table: FlowTable) -> str:
    """Return the code of a row; that of a unit is none of another table's functions."""
    if record.code is None:
        return ""
    return f"unit {record.code.text}" if table.has_units else record.code.text


def _is_total(record: Record, side: str) -> bool:
    label = record.labels.get(side)
    return not record.code and label is not None and bool(_TOTAL.fullmatch(normalise(label.text)))


def _name(record: Record, side: str) -> str:
    named = record.labels.get(side) or record.code
    return named.text if named else ""


def _rank(record: Record, side: str) -> int:
    """Return 1 for an item numbered 一、, 2 for one numbered （一）, 0 for rows with codes."""
    label = record.labels.get(side)
    plain = normalise(label.text) if label is not None and not record.code else ""
    return 1 if _ITEM.match(plain) else 2 if _SUB_ITEM.match(plain) else 0


def _twins(tables: Sequence[FlowTable], *, surely: bool) -> dict[str, list[dict[str, Decimal]]]:
    """Return, per code, what tables whose rows are full or settled print by measure."""
    found: dict[str, list[dict[str, Decimal]]] = {}
    for table in tables:
        for side, entries in table.entries.items():
            columns = table.amount_columns(side)
            for _, entry in entries:
                if not entry.is_settled or not entry.candidates or side:
                    continue
                if surely and entry.assumed:
                    continue
                held = {
                    columns[c].meaning.measure: figure.amount_yuan
                    for c, figure in zip(entry.candidates[0], entry.figures, strict=True)
                }
                amounts = {
                    c.meaning.measure: held.get(c.meaning.measure, Decimal(0)) for c in columns
                }
                if key := _key(entry):
                    found.setdefault(key, []).append(amounts)
    return found
