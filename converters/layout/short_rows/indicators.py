"""Rows of indicators that are too short: merged names of levels, projects and groups are missing.

The heading of the indicators says what stands in each column, and the words of a row whether they
stand there: 质量指标 is no first level, ≥95% no name.
"""

from collections.abc import Mapping, Sequence

from budgetgraph.figures import is_figure
from budgetgraph.model import Row

from .. import performance_words as words
from ..lower_headings import opened_out, with_lower_headings
from ..periods import repeated_headings
from . import heading
from ._moved import by, into, whole

_LABELS = frozenset({"person", "other", "goal", "purpose"})
_MIN_CELLS = 2


def placed(rows: Sequence[Row], columns: int, *, closes_up: bool = False) -> tuple[Row, ...]:
    """Return the rows of a form over so many columns, those of indicators in their columns.

    What stands above the indicators is label and value, read from left to right. A row that fits
    both ways goes the way of the others. Rows that close up lack cells at both ends.
    """
    result: list[Row] = []
    short: list[tuple[int, int, int]] = []
    roles: Mapping[int, str] = {}
    halves: tuple[int, int] | None = None
    width = columns
    for row in rows:
        result.append(row)
        if closes_up and roles and row and words.read_label(row[0].text):
            roles = {}  # of what stands below the indicators nothing is moved
        if words.find_columns(row):
            _place_heading(result, columns)
            width = len(result[-1])
            roles = _roles(result[-1])
            halves = repeated_headings(result[-1])
        elif roles and len(result) > 1 and (opened := opened_out(result[-2], row)):
            width += len(row) - 1
            result[-2:] = with_lower_headings([whole(line, width) for line in opened])
            roles = _roles(result[-1])
        elif halves and (both := _in_halves(row, halves, width)):
            result[-1] = both
        elif roles and _MIN_CELLS <= len(row) < width and _is_indicator(row):
            if closes_up:
                result[-1] = _closed_up(row, roles)
                continue
            missing = width - len(row)
            gain = _misfits(row, roles, 0) - _misfits(row, roles, missing)
            short.append((len(result) - 1, missing, gain))
    usual = sum((gain > 0) - (gain < 0) for _, _, gain in short)
    for index, missing, gain in short:
        if gain > 0 or (gain == 0 and usual > 0):
            result[index] = by(result[index], missing)
    return tuple(result)


def _place_heading(rows: list[Row], columns: int) -> None:
    """Put the heading of indicators, the last row, below 绩效指标 if that spans its columns."""
    if len(rows) == 1 or len(rows[-1]) == columns:
        return
    upper, lower = rows[-2:]
    if len(upper) == columns:
        rows[-1] = heading.open_below(upper, lower, columns) or lower
    else:
        rows[-2:] = heading.open_group(upper, lower, columns) or (upper, lower)


def _roles(heading: Row) -> Mapping[int, str]:
    return {index: role for role, index in (words.find_columns(heading) or {}).items()}


def _in_halves(row: Row, halves: tuple[int, int], width: int) -> Row | None:
    """Return a row of name and target for both periods, without its second levels, in its columns.

    None where it is no such row: it has the name of a level, or another number of cells.
    """
    first, second = halves
    half = second - first
    if width - second != half or len(row) != 2 * (half - 1):
        return None
    if any(_is_level_name(cell.text) for cell in row):
        return None
    return into(row, [*range(first + 2, first + half + 1), *range(second + 2, second + half + 1)])


def _closed_up(row: Row, roles: Mapping[int, str]) -> Row:
    """Return a row whose first cells are the one run of columns in which all of it can stand.

    A row that fits nowhere, or in several places, is one cell: no part of it is placed by chance.
    """
    levels = [
        (index, is_known)
        for role, is_known in (("level1", words.is_level1), ("level2", words.is_level2))
        for index in (index for index, found in roles.items() if found == role)
    ]
    unknown = {
        shift: _misfits(row, roles, shift) * len(row)
        + sum(
            0 <= index - shift < len(row) and not is_known(row[index - shift].text)
            for index, is_known in levels
        )
        for shift in range(min((n for n, role in roles.items() if role == "level3"), default=0) + 1)
    }
    best = min(unknown.values())
    shifts = [shift for shift, found in unknown.items() if found == best]
    if best < len(row) and len(shifts) == 1:
        return by(row, shifts[0])
    text = " ".join(cell.text for cell in row)
    return (row[0]._replace(text=text, pieces=row),)


def _is_indicator(row: Row) -> bool:
    """Return whether a row begins with a text that is no label of what stands below indicators."""
    first = next((cell.text for cell in row if cell.text), "")
    label = words.read_label(first) if first else None
    return bool(first) and not (label and label.kind in _LABELS)


def _misfits(row: Row, roles: Mapping[int, str], shift: int) -> int:
    """Return how many cells stand where they cannot, so many columns further right."""
    filled = {index: cell.text for index, cell in enumerate(row, shift) if cell.text}
    lacking = sum(
        role in {"level3", "target"} and index not in filled for index, role in roles.items()
    )
    return lacking + sum(not may_be(text, roles.get(index, "")) for index, text in filled.items())


def may_be(text: str, role: str) -> bool:
    """Return whether a text may stand in the column of a role of indicators."""
    if role == "sign":
        return words.begins_with_sign(text) or words.sign_of(text) != text or text == "定性"
    if role == "weight":
        return is_figure(text.rstrip("%％分"))
    if role == "target":
        return not _is_level_name(text)
    if role == "measure-unit":
        return not is_figure(text)
    if is_figure(text.rstrip("%％")) or words.begins_with_sign(text):
        return role not in {"level1", "level2", "level3"}
    if role == "level1":
        return words.is_level1(text) or not words.is_level2(text)
    if role == "level2":
        return words.is_level2(text) or not words.is_level1(text)
    return not _is_level_name(text)


def _is_level_name(text: str) -> bool:
    """Return whether a text is the whole name of a level, 指标 behind it."""
    return text.endswith("指标") and (words.is_level1(text) or words.is_level2(text))
