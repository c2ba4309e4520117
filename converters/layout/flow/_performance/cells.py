"""One indicator in layout text -> its cells: name, description, target, basis.

The target is found by the grammar of targets. The text before it is two cells wrapped at a column
width. Where they part is told by equal halves (name and description are often the same), a gap
inside a line, the line of the level name, or a line that is not full.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .rows import Line, Piece, Segment, beside_figure, by_points, join, without_kinds
from .targets import SIGNS, targets_of, text_of, with_parted_target, without_passed

_MAX_BASIS = 8  # lines over which a basis wraps
_MAX_NAME = 60  # tokens of name and description; more is no row of a table


@dataclass(slots=True)
class _Parts:
    """A row taken apart: lines before the target, the target, pieces after it.

    `passed` is the value of another period, in the column before the target.
    """

    name: list[Line]
    target: Piece
    basis: list[Piece]
    passed: Piece | None = None


def take_apart(segments: Sequence[Segment], roles: Sequence[str]) -> list[list[Piece]]:
    """Return one list of cells per indicator, in the order of the column roles."""
    has_basis = "basis" in roles
    if "sign" in roles:
        segments = without_kinds(segments)
    if roles[-1:] == ["weight"]:
        segments = by_points(segments)
    if not {"description", "basis"} & set(roles):
        segments = [
            replace(row, lines=list(map(with_parted_target, row.lines))) for row in segments
        ]
    usual = _usual_basis(segments) if has_basis else ""
    found: list[tuple[Segment, _Parts]] = []
    for segment in segments:
        level1, level2, before = segment.level1, segment.level2, segment.before
        for lines in _split_rows(segment.lines, usual, roles):
            own, passed = without_passed(lines, roles)
            parts = _find_target(own, usual, has_basis)
            parts.passed = passed
            found.append((Segment(level1, level2, own, before), parts))
            level1, level2, before = None, Piece("", 0), ()
        if not segment.lines:
            found.append((segment, _Parts([], Piece("", 0), [])))
    width = _width([line for _, parts in found for line in parts.name])
    return [_cells(segment, parts, roles, width) for segment, parts in found]


def _usual_basis(segments: Sequence[Segment]) -> str:
    """Return the basis that most rows print after a target that shows its comparator."""
    counts: Counter[str] = Counter()
    for segment in segments:
        for line in segment.lines:
            for start, end in targets_of(line.tokens):
                if line.tokens[start][0] in SIGNS and end < len(line.tokens):
                    counts[text_of(line.tokens, end)] += 1
    return counts.most_common(1)[0][0] if counts else ""


def _split_rows(lines: list[Line], usual: str, roles: Sequence[str]) -> list[list[Line]]:
    """Return the lines row by row: under a merged level name each further target opens a row.

    Only a target with its comparator, or one before the usual basis, counts: figures stand in
    names and descriptions too. Where a row is only name and target, a line of both is one.
    """
    is_plain = not {"basis", "description"} & set(roles)
    ends = [
        index + 1
        for index, line in enumerate(lines)
        if any(_is_sure(line.tokens, run, usual) for run in targets_of(line.tokens))
        or (is_plain and _is_name_and_target(line.tokens))
    ]
    rows: list[list[Line]] = []
    start = 0
    for end in ends[:-1]:
        stop = end + ("".join(lines[end].tokens) == usual)
        rows.append(lines[start:stop])
        start = stop
    return [*rows, lines[start:]] if lines else []


def _is_name_and_target(tokens: tuple[str, ...]) -> bool:
    """Return whether a line is a name and a target in words, or a target without comparator."""
    runs = targets_of(tokens)
    if runs:
        return bool(runs[-1][0]) and runs[-1][1] == len(tokens)
    return len(tokens) == 2 and not beside_figure(*tokens)  # noqa: PLR2004 - name and words


def _is_sure(tokens: Sequence[str], run: tuple[int, int], usual: str) -> bool:
    start, end = run
    return tokens[start][0] in SIGNS or (bool(usual) and text_of(tokens, end) == usual)


def _find_target(lines: list[Line], usual: str, has_basis: bool) -> _Parts:
    candidates = [
        (index, start, end)
        for index, line in enumerate(lines)
        for start, end in targets_of(line.tokens)
        if index or start  # a name stands before every target
    ]
    if candidates:
        index, start, end = max(candidates, key=lambda place: _rank(lines, place, usual))
        if lines[index].opens and start and lines[index + 1 :] and end < len(lines[index].tokens):
            return _unweave(lines[index], lines[index + 1 :], start, end)
        return _cut(lines, index, start, end)
    return _find_words(lines, usual, has_basis)


def _rank(lines: Sequence[Line], place: tuple[int, int, int], usual: str) -> tuple[bool, bool, int]:
    """Return how likely a run is the target: by its sign, by the basis after it, the last best."""
    index, start, end = place
    tokens = lines[index].tokens
    below = lines[index + 1 : index + 1 + _MAX_BASIS]
    rest = text_of(tokens, end) + "".join(text_of(line.tokens) for line in below)
    return tokens[start][0] in SIGNS, rest == usual, index


def _find_words(lines: list[Line], usual: str, has_basis: bool) -> _Parts:
    """Return the parts of a row whose target is words: it stands last, before the basis."""
    index = len(lines) - 1
    tokens = lines[index].tokens if lines else ()
    if has_basis and len(lines) > 1 and len(tokens) == 1 and tokens[0] == usual:
        index -= 1
        return _cut(lines, index, len(lines[index].tokens) - 1, len(lines[index].tokens))
    if not has_basis and len(tokens) == 1 and len(lines[0].tokens) > 1 and lines[0].opens:
        end = len(lines[0].tokens)
        return _unweave(lines[0], lines[1:], end - 1, end)
    if sum(len(line.tokens) for line in lines) < 2 + has_basis:
        return _Parts(list(lines), Piece("", 0), [])
    end = len(tokens) - (1 if has_basis and len(tokens) > 1 else 0)
    return _cut(lines, index, end - 1, end)


def _cut(lines: Sequence[Line], index: int, start: int, end: int) -> _Parts:
    line = lines[index]
    name = list(lines[:index])
    if start:
        name.append(Line(line.tokens[:start], line.line, line.opens))
    target = Piece("".join(line.tokens[start:end]), line.line)
    after = [Line(line.tokens[end:], line.line), *lines[index + 1 :]]
    basis = [Piece(" ".join(rest.tokens), rest.line) for rest in after if rest.tokens]
    return _Parts(name, target, basis)


def _unweave(first: Line, wrapped: Sequence[Line], start: int, end: int) -> _Parts:
    """Return the parts of a row whose cells begin on one line and wrap side by side below it.

    A wrapped line holds pieces of the cells that were full: those whose last piece is longest.
    """
    tokens = first.tokens
    cells = [[token] for token in tokens[:start]]
    cells += [["".join(tokens[start:end])], ["".join(tokens[end:])]]
    for line in wrapped:
        fullest = sorted(range(len(cells)), key=lambda index: -len(cells[index][-1]))
        places = sorted(fullest[: len(line.tokens)])
        for place, token in zip(places, line.tokens, strict=False):
            cells[place].append(token)
        cells[-1] += line.tokens[len(places) :]
    texts = ["".join(cell) for cell in cells]
    name = Line(tuple(texts[:-2]), first.line, opens=True)
    return _Parts([name], Piece(texts[-2], first.line), [Piece(texts[-1], first.line)])


def _width(lines: Sequence[Line]) -> int:
    """Return the column width: no printed piece of a wrapped cell is longer."""
    return max((len(token) for line in lines for token in line.tokens), default=0)


def _cells(segment: Segment, parts: _Parts, roles: Sequence[str], width: int) -> list[Piece]:
    cells = {
        "level1": segment.level1 or Piece("", 0),
        "level2": segment.level2,
        "target": parts.target,
        "basis": join(parts.basis),
    }
    if "basis" not in roles:
        follow = _follow_each_other(segment.lines)
        ends = [piece for piece in parts.basis if follow or piece.line == parts.target.line]
        cells["target"] = join([parts.target, *ends])
        # What stands below goes on with the name, which wraps beside its target.
        below = [piece for piece in parts.basis if piece.text and piece not in ends]
        parts.name += [Line((piece.text,), piece.line) for piece in below]
    if "description" in roles:
        cells["level3"], cells["description"] = _split_name(parts.name, width)
    else:
        cells["level3"] = join(_tokens(parts.name))
    row = [cells.get(role, Piece("", 0)) for role in roles]
    if parts.passed:
        row[roles.index("target") - 1] = parts.passed
    if "level1" in roles and len(segment.before) == roles.index("level1"):
        row[: len(segment.before)] = segment.before
    return row


def _follow_each_other(lines: Sequence[Line]) -> bool:
    """Return whether each cell has lines of its own, so that none goes on beside another."""
    return all(len(line.tokens) == 1 for line in lines)


def _split_name(lines: Sequence[Line], width: int) -> tuple[Piece, Piece]:
    """Return name and description, parted at the most likely place; one cell alone is the name."""
    tokens = _tokens(lines)
    if not tokens:
        return Piece("", 0), Piece("", 0)
    if len(tokens) == 1:
        half = len(tokens[0].text) // 2
        first, second = tokens[0].text[:half], tokens[0].text[half:]
        if half > 1 and first == second:
            return Piece(first, tokens[0].line), Piece(second, tokens[0].line)
        return tokens[0], Piece("", 0)
    if len(tokens) > _MAX_NAME:
        return join(tokens), Piece("", 0)
    opening = sum(len(line.tokens) for line in lines if line.opens)
    places = range(1, len(tokens))
    best = max(places, key=lambda place: (_score(tokens, place, width, opening), -place))
    return join(tokens[:best]), join(tokens[best:])


def _score(tokens: Sequence[Piece], place: int, width: int, opening: int) -> int:
    """Return how likely two cells part before the token at `place`."""
    before, after = tokens[:place], tokens[place:]
    if "".join(piece.text for piece in before) == "".join(piece.text for piece in after):
        return 1000
    score = 0
    if before[-1].line == after[0].line:
        score += 50 - 60 * beside_figure(before[-1].text, after[0].text)
    elif place == opening:
        score += 30
    elif len(before[-1].text) < width - 1:
        score += 20
    # Inside a cell a line ends only where it is full, and no gap stands beside a word.
    for part in (before, after):
        for left, right in pairwise(part):
            if left.line == right.line:
                score -= 0 if beside_figure(left.text, right.text) else 25
            elif len(left.text) < width - 1:
                score -= 15
    return score


def _tokens(lines: Sequence[Line]) -> list[Piece]:
    return [Piece(token, line.line) for line in lines for token in line.tokens]
