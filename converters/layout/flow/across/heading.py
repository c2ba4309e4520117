"""The heading of a table read across the page: pieces of names on several lines -> names in order.

Each name takes at most one piece of a line, from top to bottom, and the pieces of a line are taken
from left to right; only known names are put together. What stands higher than the middle may be a
name over several columns, what stands lower one of these columns.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from fractions import Fraction
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from ....vocabulary import load
from ...headings import known_headings
from ...meanings import heading_key, meaning
from ...performance_words import is_listed, role_of

_ORDER = ("ordinal", "code", "unit-code", "unit-label", "label")
_SUMS = ("total", "subtotal")
_ROLES = (
    *("unit", "code", "name", "amount", "goal", "level1", "level2", "level3", "description"),
    *("sign", "target", "measure-unit", "basis", "weight"),
)
_MAX_PIECES = 4  # lines over which a name wraps
_MAX_STEPS = 4000
_LONGEST = 80  # characters of names without a gap
_BEGUN, _WHOLE = 3, 4  # characters of names, beside one that goes on in another line
_OFF_MIDDLE = Fraction(2, 5)  # of a line
_ONCE = frozenset({"code", "label"})


Place = Callable[[str], tuple[int, int]]


_Piece = tuple[str, str]  # as compared and as printed


class Name(NamedTuple):
    """A name of a column as compared; its pieces as printed, with the numbers of their lines."""

    text: str
    pieces: tuple[tuple[str, int], ...]

    @property
    def height(self) -> Fraction:
        """The line on which its middle stands."""
        return Fraction(sum(line for _, line in self.pieces), len(self.pieces))


def read_levels(lines: Sequence[Sequence[str]]) -> list[list[Name]] | None:
    """Return the names of one level or two, None where the pieces make no known names."""
    names = _Search(_pieces(lines), known_headings().__contains__, _place).names()
    if names is None:
        return None
    if _kind(names[0].text) == "amount" and any(_kind(name.text) == "label" for name in names):
        names.sort(key=lambda name: _place(name.text))  # lines sorted by height part them
    middle = Fraction(len(lines) - 1, 2)
    lower = [name for name in names if name.height > middle + _OFF_MIDDLE]
    if not lower:
        return [names]
    if not any(name.height < middle - _OFF_MIDDLE for name in names):
        return None
    return [[name for name in names if name not in lower], lower]


def read_columns(lines: Sequence[Sequence[str]]) -> list[Name] | None:
    """Return the names of columns that are all of one level: as few as the pieces can make."""
    pieces = _pieces(lines)
    for most in range(max(map(len, pieces), default=0), sum(map(len, pieces)) + 1):
        if names := _Search(pieces, known_headings().__contains__, _place, most).names():
            return names
    return None


def _pieces(lines: Sequence[Sequence[str]]) -> list[list[_Piece]]:
    return [[two for piece in line for two in _parted(piece)] for line in lines]


def read_indicators(lines: Sequence[Sequence[str]]) -> list[Name] | None:
    """Return the names of the columns of indicators, None where the pieces make no known names."""
    pieces = [[(heading_key(piece), piece) for piece in line] for line in lines]
    return _Search(pieces, is_listed, _place_of_role).names()


def _place_of_role(text: str) -> tuple[int, int]:
    role = role_of(text)
    return (_ROLES.index(role) if role in _ROLES else len(_ROLES)), 0


def _parted(piece: str) -> list[_Piece]:
    """Return a piece as several names where it is known as these alone: 基本支出项目支出.

    The first or last may go on in another line: 对附属单位补助支科目编码.
    """
    key = heading_key(piece)
    if len(key) != len(piece) or len(key) > _LONGEST or _is_one(key):
        return [(key, piece)]
    ends = _ends(key, 2) or _ends(key, _WHOLE, _beginnings())
    return [(key[a:b], piece[a:b]) for a, b in pairwise([0, *ends])] or [(key, piece)]


def _is_one(key: str) -> bool:
    return key in known_headings() or key in _beginnings()


@lru_cache(maxsize=1024)  # the rests of a text are asked for again and again
def _ends(
    key: str, least: int, begun: Set[str] = frozenset(), *, first: bool = True
) -> tuple[int, ...]:
    """Return where the names of a text end, none where it is no known names.

    Args:
        key: The text as compared.
        least: Characters of the shortest name.
        begun: What the first or the last may be instead.
        first: Whether the text begins with the first.
    """
    known = known_headings()
    if key in begun:
        return (len(key),)
    for end in range(len(key), least - 1, -1):
        name, rest = key[:end], key[end:]
        if name not in known and not (first and name in begun):
            continue
        if not rest:
            return (end,)
        if ends := _ends(rest, least, begun, first=False):
            return (end, *(end + other for other in ends))
    return ()


@cache
def _beginnings() -> frozenset[str]:
    names = known_headings()
    return frozenset(name[:end] for name in names for end in range(_BEGUN, len(name)))


class _Search:
    """Puts names together from left to right; of several that fit, the usual order decides."""

    def __init__(
        self,
        lines: Sequence[Sequence[_Piece]],
        is_known: Callable[[str], bool],
        place: Place,
        most: int | None = None,
    ) -> None:
        self._lines = lines
        self._most = most  # names
        self._is_known = is_known
        self._place = place
        self._middle = Fraction(len(lines) - 1, 2)
        self._dead: set[tuple[tuple[int, ...], int, int]] = set()
        self._steps = 0

    def names(self) -> list[Name] | None:
        """Return the names that take every piece once, None where there is no such way."""
        return self._from((0,) * len(self._lines), [])

    def _from(self, places: tuple[int, ...], found: list[Name]) -> list[Name] | None:
        if all(at == len(line) for at, line in zip(places, self._lines, strict=True)):
            return found
        self._steps += 1
        taken = [name.text for name in found]
        left = 0 if self._most is None else self._most - len(found)
        state = places, sum(_kind(text) in _ONCE for text in taken), left
        if state in self._dead or self._steps > _MAX_STEPS or (self._most and not left):
            return None
        for name in sorted(self._next(places), key=self._rank):
            if name.text in taken or not _may_follow(name, taken):
                continue
            lines = {line for _, line in name.pieces}
            after = tuple(at + (line in lines) for line, at in enumerate(places))
            if whole := self._from(after, [*found, name]):
                return whole
        self._dead.add(state)
        return None

    def _rank(self, name: Name) -> tuple[tuple[int, int], Fraction, int]:
        """Return which name comes first; of pieces that make the same, those around the middle."""
        return self._place(name.text), abs(name.height - self._middle), -len(name.pieces)

    def _next(self, places: Sequence[int]) -> Iterator[Name]:
        """Yield the names that the next pieces of some lines make."""
        open_lines = [n for n, at in enumerate(places) if at < len(self._lines[n])]
        for count in range(1, _MAX_PIECES + 1):
            for chosen in combinations(open_lines, count):
                pieces = [self._lines[n][places[n]] for n in chosen]
                text = "".join(key for key, _ in pieces)
                if self._is_known(text):
                    printed = [piece for _, piece in pieces]
                    yield Name(text, tuple(zip(printed, chosen, strict=True)))


def _may_follow(name: Name, taken: Sequence[str]) -> bool:
    """Return whether the table has no other column of codes or labels yet."""
    kind = _kind(name.text)
    return kind not in _ONCE or all(_kind(other) != kind for other in taken)


def _kind(text: str) -> str:
    said = meaning(text)
    return said.kind if said else ""


@cache
def _measures() -> dict[str, int]:
    """Return the place of each measure in the vocabulary, which lists them in the usual order."""
    found = [entry.get("measure", "") for entry in load("columns")["column"]]
    return {measure: place for place, measure in reversed(list(enumerate(found)))}


def _place(text: str) -> tuple[int, int]:
    """Return where a column usually stands: codes, labels, sums, the rest as the vocabulary."""
    said = meaning(text)
    if said is None:
        return len(_ORDER), 0
    if said.kind in _ORDER:
        return _ORDER.index(said.kind), 0
    if said.measure in _SUMS:
        return len(_ORDER), _SUMS.index(said.measure)
    return len(_ORDER) + 1, _measures().get(said.measure, 0)
