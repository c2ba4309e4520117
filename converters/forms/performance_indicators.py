"""The indicator part of a performance table: page breaks mended, levels filled down.

A repeated heading (or a new page) marks a break. The row after it that begins with neither level,
or with the missing end of a level name, continues the row before it, texts and figures alike.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from budgetgraph.model import Cell, Finding, Indicator, Row
from budgetgraph.targets import parse_target

from ..layout import performance_words as words
from .performance_findings import level_assumed, not_understood, repeated_end, withheld
from .performance_rows import (
    ROLES,
    Columns,
    Values,
    infer_columns,
    lacks_level,
    left_over,
    read_row,
    text_of,
)

_LEVEL = "指标"
_CONTENT = ("level3", "description", "target")


@dataclass(slots=True)
class _Draft:
    """One indicator while its pieces come in."""

    texts: dict[str, str]
    cell: Cell
    level1: str  # as printed in this row: empty where it is filled down
    level2: str


class _Read(NamedTuple):
    """One row: the columns that it names as a heading, else its cells by column once known."""

    row: Row
    heading: Columns | None
    values: Values | None
    lost: bool = False  # the cell of its second level


@dataclass(slots=True)
class Indicators:
    """Reads the rows of one table; `drafts` are the indicators so far, `findings` what is told.

    `merged` says that the table merges its second level: a row without it then stands alone.
    """

    merged: bool = False
    drafts: list[_Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _headed: bool = False
    _broken: bool = False
    _page: int | None = None
    _level1: str = ""
    _level2: str = ""

    def take(self, read: _Read) -> None:
        """Read one row: a heading, an indicator, its continuation, or a label below them."""
        row, values = read.row, read.values
        if read.heading:
            if not self._headed:
                self.findings.extend(map(not_understood, words.unknown_headings(row, read.heading)))
            self._headed, self._broken = True, bool(self.drafts)
            return
        if values is None:
            return
        self._headed = True
        if self._is_label_row(row):
            return
        page = next((cell.page for cell in row), None)
        broken = self._broken or (bool(self.drafts) and page != self._page)
        self._broken, self._page = False, page
        if self.drafts and (self._completes(values) or (broken and self._continues(values))):
            self._join(values)
        else:
            self._add(row, values)
            if read.lost and self._level2:
                self.findings.append(level_assumed(values["level3"], self._level2))

    def _is_label_row(self, row: Row) -> bool:
        """Return whether the row is none of the indicators: notes, who filled in the form."""
        first = next((cell for cell in row if cell.text), None)
        label = words.read_label(first.text) if first else None
        if first is None:
            return True
        if label is None or label.kind not in {"person", "other"}:
            return False
        if label.kind == "person":
            self.findings.extend(withheld(cell) for cell in row if cell is not first and cell.text)
            if label.rest:
                self.findings.append(withheld(first))
        return True

    def _completes(self, values: Values) -> bool:
        """Return whether a row begins with the missing end of a level name: `时效指` + `标`."""
        last = self.drafts[-1]
        level1, level2 = text_of(values, "level1"), text_of(values, "level2")
        if level1:
            return not words.is_level1(level1) and words.completes(last.level1, level1, 1)
        return (
            bool(level2)
            and not words.is_level2(level2)
            and (words.completes(last.level2, level2, 2))
        )

    def _continues(self, values: Values) -> bool:
        """Return whether the first row after a break continues the row before it."""
        if "level1" in values or "level2" in values:
            return False
        if not {"level3", "target"} <= values.keys():
            return True
        has_own = words.begins_with_sign(text_of(values, "target")) or "sign" in values
        return not (self.merged or (has_own and self.drafts[-1].texts["target"]))

    def _join(self, values: Values) -> None:
        last = self.drafts[-1]
        pieces = {role: text_of(values, role) for role in ROLES if role in values}
        repeats = {role for role, piece in pieces.items() if last.texts[role].endswith(piece)}
        figures = all(piece.isdigit() for piece in pieces.values())
        if repeats == pieces.keys() and pieces and not figures:  # figures may well go on alike
            self.findings.append(repeated_end(next(iter(values.values()))))
            return
        for role, piece in pieces.items():
            last.texts[role] += piece
        for level in ("level1", "level2"):
            if level in pieces:
                joined = getattr(last, level) + pieces[level]
                setattr(last, level, joined)
                setattr(self, f"_{level}", joined)
                last.texts[level] = joined

    def _add(self, row: Row, values: Values) -> None:
        level1, level2 = text_of(values, "level1"), text_of(values, "level2")
        if level1:
            self._level1, self._level2 = level1, ""
        elif level2 and not words.may_stand_under(self._level1, level2):
            self._level1 = ""  # its own is not printed
        if level2:
            self._level2 = level2
        if not any(role in values for role in _CONTENT):
            if not (level1 or level2) and any(cell.text for cell in row):
                self.findings.append(not_understood(next(cell for cell in row if cell.text)))
            return
        self.findings.extend(map(not_understood, left_over(row, values)))
        texts = {
            "level1": self._level1,
            "level2": self._level2,
            "level3": text_of(values, "level3"),
            "description": text_of(values, "description"),
            "target": self._target(values),
            "basis": text_of(values, "basis"),
        }
        cell = next(values[role] for role in _CONTENT if role in values)
        # A target: the name is lost. The name of a level: rows run together.
        if texts["level3"].startswith(tuple(words.COMPARATORS)) or _holds_level(texts["level3"]):
            self.findings.append(not_understood(cell))
        self.drafts.append(_Draft(texts, cell, level1, level2))

    def _target(self, values: Values) -> str:
        """Return the target, put together where sign, figure and unit have columns of their own."""
        value = text_of(values, "target")
        if "sign" not in values and "measure-unit" not in values:
            return value
        sign, unit = words.sign_of(text_of(values, "sign")), text_of(values, "measure-unit")
        unit = "" if unit.isdecimal() else unit  # points to give, of the next column
        sign = "" if value.startswith(sign) or not value else sign
        return sign + value + ("" if value.endswith(unit) else unit)


def _holds_level(name: str) -> bool:
    """Return whether the name of a second level stands inside that of an indicator."""
    end = name.find(_LEVEL)
    return end > 0 and any(words.is_level2(name[start:end]) for start in range(end - 1))


def read_indicators(rows: Sequence[Row], project: int, unit: str) -> Iterator[Indicator | Finding]:
    """Yield the indicators of the rows, and what of them was not understood."""
    found = list(_read(rows))
    reader = Indicators(_merges_levels(found))
    for read in found:
        reader.take(read)
    yield from build(reader.drafts, project, unit)
    yield from reader.findings


def _read(rows: Iterable[Row]) -> Iterator[_Read]:
    columns: Columns | None = None
    width = 0
    for row in rows:
        heading = words.find_columns(row)
        columns = heading or columns or infer_columns(row)
        if heading or (columns and not width):
            width = max((n for n, cell in enumerate(row, 1) if cell.text), default=0)
        if heading or columns is None:
            yield _Read(row, heading, None)
            continue
        values = read_row(row, columns, width)
        yield _Read(row, None, values, lacks_level(row, values, columns))


def _merges_levels(rows: Iterable[_Read]) -> bool:
    """Return whether a row other than the first of a page goes without a second level."""
    after_heading = True
    page: int | None = None
    for row, _, values, _ in rows:
        after_heading |= row[0].page != page
        page = row[0].page
        if values is None:
            after_heading = True
            continue
        if not after_heading and "level2" not in values and {"level3", "target"} <= values.keys():
            return True
        after_heading = False
    return False


def build(drafts: Iterable[_Draft], project: int, unit: str) -> Iterator[Indicator]:
    """Yield the indicators of the drafts."""
    for draft in drafts:
        texts = draft.texts
        yield Indicator(
            level1=texts["level1"],
            level2=texts["level2"],
            level3=texts["level3"],
            target=parse_target(texts["target"]),
            cell=draft.cell,
            description=texts["description"],
            basis=texts["basis"],
            project=project,
            unit=unit,
        )
