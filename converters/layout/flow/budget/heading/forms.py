"""Headings of tables without labels, a row of figures alone: known by all signs that they print.

Their names wrap and stand in the middle of cells merged over lines, so that their pieces come in
any order. Such tables are few, and which columns they have is data.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from budgetgraph.figures import is_figure
from budgetgraph.model import Paragraph

from .....vocabulary import load, normalise

_Paths = tuple[tuple[str, ...], ...]
_MOST_LINES = 12
_BRACKETS = str.maketrans("（）", "()")


@cache
def _forms() -> tuple[tuple[Counter[str], _Paths], ...]:
    """Return the signs of each heading, a name over several columns once, and its paths."""
    forms: list[tuple[Counter[str], _Paths]] = []
    for form in load("columns")["unlabelled"]:
        paths = tuple(tuple(path) for path in form["columns"])
        names = {path[: depth + 1] for path in paths for depth in range(len(path))}
        forms.append((Counter("".join(normalise(name[-1]) for name in names)), paths))
    return tuple(forms)


@cache
def _signs() -> frozenset[str]:
    return frozenset(sign for signs, _ in _forms() for sign in signs)


def read_form(paragraphs: Sequence[Paragraph], start: int) -> tuple[str, int, _Paths] | None:
    """Return the text of such a heading, the index of the figures below it, and its paths."""
    if not _signs().issuperset(normalise(paragraphs[start].text)):  # as most lines
        return None
    lines: list[str] = []
    for index in range(start, len(paragraphs)):
        line = paragraphs[index].text
        plain = normalise(line)
        if line and all(map(is_figure, line.split())):
            text = "".join(lines)
            signs = Counter(normalise(text))
            paths = next((paths for form, paths in _forms() if form == signs), ())
            is_told = paths and all(_are_in_order(line, paths) for line in lines)
            return (normalise(text), index, _as_printed(paths, text)) if is_told else None
        lines += [line] if plain else []
        if len(lines) > _MOST_LINES or not _signs().issuperset(plain):
            return None
    return None


def _are_in_order(line: str, paths: _Paths) -> bool:
    """Return whether the pieces of names on a line can stand in the order of the columns."""
    after = 0
    for piece in map(normalise, line.split()):
        places = [n for n, path in enumerate(paths) if any(piece in normalise(p) for p in path)]
        if places and places[-1] < after:
            return False
        after = next((place for place in places if place >= after), after)
    return True


def _as_printed(paths: _Paths, text: str) -> _Paths:
    """Return the paths with brackets of the width in which the heading prints them."""
    if "（" in text:
        return paths
    return tuple(tuple(name.translate(_BRACKETS) for name in path) for path in paths)
