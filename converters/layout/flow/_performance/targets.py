"""Targets in the words of a row of layout text: which words are one, found by their grammar."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from budgetgraph.targets import parse_target

from ...performance_words import PASSED
from .rows import Line, Piece, beside_figure

_MEASURED = frozenset({"quantity", "range", "deadline", "frequency", "boolean", "graded"})
_MAX_TARGET = 4  # tokens of a target: 每月 15 日 前
_MAX_NAME = 60  # tokens of name and description; more is no row of a table
SIGNS = "≥≤<>=＝＜＞"


def with_parted_target(line: Line) -> Line:
    """Return a line with a name and the target behind it parted: 满意度≥90%."""
    tokens: list[str] = []
    for token in line.tokens:
        place = next((n for n, sign in enumerate(token) if sign in SIGNS), 0)
        whole = place and is_target(token[place:])
        tokens += [token[:place], token[place:]] if whole else [token]
    return line._replace(tokens=tuple(tokens)) if len(tokens) > len(line.tokens) else line


def without_passed(lines: list[Line], roles: Sequence[str]) -> tuple[list[Line], Piece | None]:
    """Return the lines without the value of another period before the target, and that value."""
    at = roles.index("target") if "target" in roles else 0
    if not at or not roles[at - 1].startswith(PASSED):
        return lines, None
    places = [(n, place) for n, line in enumerate(lines) for place in range(len(line.tokens))]
    for number, place in places[1:-1]:
        line = lines[number]
        if is_target(line.tokens[place]):
            rest = line._replace(tokens=line.tokens[:place] + line.tokens[place + 1 :])
            kept = [*lines[:number], *([rest] if rest.tokens else []), *lines[number + 1 :]]
            return kept, Piece(line.tokens[place], line.line)
    return _without_same_words(lines)


def _without_same_words(lines: list[Line]) -> tuple[list[Line], Piece | None]:
    """Return the lines without the first of two targets in words that are alike: 健全 健全."""
    for number, line in enumerate(lines):
        for place in range(1, len(line.tokens) - 1):
            if line.tokens[place] == line.tokens[place + 1]:
                rest = line._replace(tokens=line.tokens[:place] + line.tokens[place + 1 :])
                return [*lines[:number], rest, *lines[number + 1 :]], Piece(
                    line.tokens[place], line.line
                )
    return lines, None


@lru_cache(maxsize=4096)  # several steps ask for each line, and lines recur from row to row
def targets_of(tokens: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the runs of tokens that read like a measured target, the longest at each place."""
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(tokens):
        ends = [end for end in _run_ends(tokens, start) if is_target("".join(tokens[start:end]))]
        if ends:
            runs.append((start, ends[-1]))
        start = ends[-1] if ends else start + 1
    return tuple(runs)


def _run_ends(tokens: Sequence[str], start: int) -> Iterator[int]:
    """Yield where a run from `start` may end: a gap inside a cell stands beside a figure only."""
    for end in range(start + 1, min(len(tokens), start + _MAX_TARGET) + 1):
        yield end
        if end < len(tokens) and not beside_figure(tokens[end - 1], tokens[end]):
            return


def is_target(text: str) -> bool:
    """Return whether a text reads like a measured target: a quantity, a deadline, …."""
    target = parse_target(text)
    if target.doubled:
        return True
    plain = not target.label and not target.words
    return target.kind in _MEASURED and (plain or target.kind in {"deadline", "graded"})


def text_of(tokens: Sequence[str], start: int = 0) -> str:
    """Return the text of a basis; prose of any length is none."""
    return "".join(tokens[start:]) if len(tokens) - start <= _MAX_NAME else ""
