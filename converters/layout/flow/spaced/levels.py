"""The heading of the indicators in text that keeps the look of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ... import performance_words
from .columns import Spans
from .words import Cell, Lines, Word, blocks_of

_ENDS = frozenset({"指标", "标", "名称", "称", "性质", "质", "单位", "位", "属性", "值", "内容"})
_NEEDED = frozenset({"level1", "level3", "target"})
_MAX_ABOVE, _MAX_HEADING = 5, 6  # lines above and below those of the levels


@dataclass(slots=True)
class Heading:
    """The heading of the indicators.

    Attributes:
        cells: Its cells from left to right.
        roles: The column of each role.
        lines: Its lines, with that of the numbers of columns.
        spans: Where the columns begin and end, on the page read last.
    """

    cells: tuple[Cell, ...]
    roles: Mapping[str, int]
    lines: range
    spans: Spans

    @property
    def names(self) -> list[str]:
        """The names of the columns, without that of all of them."""
        return [performance_words.without_group(cell.text) for cell in self.cells]

    @property
    def is_list(self) -> bool:
        """Whether columns of several projects stand before the levels."""
        return self.roles["level1"] > 0

    @property
    def merged(self) -> list[int]:
        """Columns whose cells go over several rows."""
        last = self.roles.get("level2", self.roles["level1"])
        return list(range(last + 1))


def find_heading(lines: Lines) -> Heading | None:
    """Return the heading of the indicators, None where levels or targets are not found."""
    for number, words in enumerate(lines):
        if any(word.text.startswith(("一级", "二级", "三级")) for word in words):
            return _heading(lines, number)
    return None


def _heading(lines: Lines, number: int) -> Heading | None:
    """Return the heading whose levels stand in a line: all around it that has known names."""
    block = next(block for block in blocks_of(lines, 0) if number in block)
    for start in range(max(block[0], number - _MAX_ABOVE), number + 1):
        for end in range(number + 1, min(number + _MAX_HEADING, block[-1] + 1) + 1):
            following = lines[end] if end < len(lines) else ()
            found = _named(lines, range(start, end))
            if found and not _goes_on(following):
                cells, roles = found
                spans = [(cell.left, cell.right) for cell in cells]
                return Heading(cells, roles, range(start, _behind_numbers(lines, end)), spans)
    return None


def _named(lines: Lines, block: range) -> tuple[tuple[Cell, ...], Mapping[str, int]] | None:
    """Return the cells and roles of a heading if all it prints are names of columns."""
    cells = sorted(_stacked(lines, block), key=lambda cell: cell.left)
    names = {id(cell): performance_words.without_group(cell.text) for cell in cells}
    cells = [cell for cell in cells if not performance_words.is_group(names[id(cell)])]
    if not all(performance_words.role_of(names[id(cell)]) for cell in cells):
        return None
    roles = performance_words.columns_of([names[id(cell)] for cell in cells])
    return (tuple(cells), roles) if roles and roles.keys() >= _NEEDED else None


def _behind_numbers(lines: Lines, end: int) -> int:
    """Return the line behind the numbers of the columns, where there are such."""
    following = next((n for n in range(end, len(lines)) if lines[n]), end)
    numbers = [word.text for word in lines[following]] if following < len(lines) else []
    is_numbering = len(numbers) > 1 and numbers == [str(n + 1) for n in range(len(numbers))]
    return following + 1 if is_numbering else end


def _goes_on(words: Sequence[Word]) -> bool:
    """Return whether a line prints nothing but the ends of names of columns."""
    return bool(words) and all(word.text in _ENDS for word in words)


def _stacked(lines: Lines, block: range) -> list[Cell]:
    """Return the words of a heading with those below each other as one."""
    cells: list[Cell] = []
    for number in block:
        for word in lines[number]:
            over = [
                cell
                for cell in cells
                if cell.last.shares(word.left, word.right) > 0
                and cell.last.line < number
                and not performance_words.is_group(cell.text)
            ]
            if len(over) == 1:
                over[0].words.append(word)
            else:
                cells.append(Cell([word]))
    return cells
