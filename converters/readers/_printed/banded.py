"""Tables without vertical lines: where would the lines be?

Nothing is safe here: gaps between words look like gaps between columns. So columns are anchored on
the numbering row (栏次 1 2 3 …) or on the lowest headings, one column per anchor, and a gap is only
looked for between two anchors, where no row prints anything. Forms, which have no columns, are cut
strip by strip. The lines so found go the way of drawn ones, and the arithmetic of the table decides
afterwards whether its figures stand right.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .columns import Span, numbers_of, span_of, words_of
from .heading import Band, find_heading, group_end
from .lattice import POINT, Rule, Rules
from .page import Glyph
from .text import TextLine, lines_of

_SAME_EDGE = 4 * POINT
MIN_RULES = 3
_SURE = 4  # rows after which one that fits no column is an odd row and not the table's end


def propose(glyphs: Sequence[Glyph], across: Sequence[Rule]) -> list[Rules]:
    """Return the lines of each table that can be told from its horizontal lines or numbering row.

    Args:
        glyphs: Characters outside ruled tables.
        across: Horizontal lines outside ruled tables.
    """
    found: list[Rules] = []
    for group in _groups(across):
        edges = (group[0].start, group[0].end)
        inner = [rule for rule in across if rule not in group]
        for run in _runs(_bands(group, glyphs), inner, edges):
            inside = [rule for rule in inner if run[0].top < rule.position < run[-1].bottom]
            if len(run) > 1 or inside:
                found.append(_columnar(run, inside, edges) or _form(run, inside, edges))
    if found or len(across) >= MIN_RULES:
        return found
    return _unruled(glyphs)


def _groups(across: Sequence[Rule]) -> list[list[Rule]]:
    """Return lines of one width that stand above each other, from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(across):
        for group in groups:
            first = group[0]
            if max(abs(first.start - rule.start), abs(first.end - rule.end)) <= _SAME_EDGE:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= MIN_RULES]


def _bands(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Band]:
    """Return what stands between each two lines that follow each other."""
    glyphs = sorted(glyphs, key=_twice_middle)
    stops = [bisect_left(glyphs, 2 * rule.position, key=_twice_middle) for rule in rules]
    bands = []
    for (upper, lower), (first, last) in zip(pairwise(rules), pairwise(stops), strict=True):
        inside = [
            glyph
            for glyph in glyphs[first:last]
            if 2 * upper.start <= glyph.left + glyph.right <= 2 * upper.end
        ]
        bands.append(Band(upper.position, lower.position, tuple(lines_of(inside))))
    return bands


def _twice_middle(glyph: Glyph) -> int:
    return glyph.top + glyph.bottom


def _runs(bands: Iterable[Band], inner: Sequence[Rule], edges: Span) -> list[list[Band]]:
    """Return the bands of each table: one that is empty or holds running text parts two tables."""
    runs: list[list[Band]] = [[]]
    for band in bands:
        if _is_text(band, inner, edges):
            runs.append([])
        else:
            runs[-1].append(band)
    return [run for run in runs if run]


def _is_text(band: Band, inner: Sequence[Rule], edges: Span) -> bool:
    """Return whether the band holds a title in the middle, or a line from its left edge.

    The space between two tables of one width looks like a row; other tables may even stand in it.
    """
    if not band.lines:
        return True
    first = band.lines[0]
    return _is_title(first, inner, edges) or (
        len(band.lines) < 3 and any(_is_running(line, edges) for line in band.lines)  # noqa: PLR2004
    )


def _is_title(line: TextLine, inner: Sequence[Rule], edges: Span) -> bool:
    """Return whether a line stands whole in the middle, and is no heading of columns below it."""
    centred = abs(line.left + line.right - edges[0] - edges[1]) <= 2 * _SAME_EDGE
    heads = any(
        line.bottom - _SAME_EDGE <= rule.position <= line.bottom + 2 * _SAME_EDGE
        and rule.start <= line.left
        and line.right <= rule.end
        for rule in inner
    )
    return centred and not heads and _is_whole(line)


def _is_running(line: TextLine, edges: Span) -> bool:
    """Return whether a line begins at the left edge and runs on beyond a first column."""
    first = span_of(words_of(line)[0])
    return (
        line.left - edges[0] <= _SAME_EDGE
        and (first[1] - edges[0]) * 8 > edges[1] - edges[0]
        and _is_whole(line)
    )


def _is_whole(line: TextLine) -> bool:
    words = [span_of(word) for word in words_of(line)]
    gaps = [right[0] - left[1] for left, right in pairwise(words)]
    return max(gaps, default=0) <= line.height


def _columnar(run: Sequence[Band], inside: Sequence[Rule], edges: Span) -> Rules | None:
    """Return the lines of a table with columns, None where the bands do not keep to columns."""
    columns, size = find_heading(run, inside)
    if columns is None:
        return None
    odd = 0
    for number, band in enumerate(run[size:]):
        if not columns.admit(band.lines):
            odd += 1
            if number < _SURE:
                return None
    ends = [end for rule in inside for end in rule[1:]]
    borders = columns.borders(ends)
    if odd * 5 > len(run) or columns.has_wide_gaps(borders):
        return None
    return _ruled(run, size, borders, inside, edges)


def _ruled(
    bands: Sequence[Band], heading: int, borders: Sequence[int], inside: Sequence[Rule], edges: Span
) -> Rules:
    """Return drawn and supposed lines of a table with columns."""
    top, bottom = bands[0].top, bands[-1].bottom
    across = [Rule(band.top, *edges) for band in bands] + [Rule(bottom, *edges)]
    down = [Rule(edge, top, bottom) for edge in edges]
    for border in borders:
        start = top
        for band in bands[:heading]:
            start = max(start, group_end(border, band, inside, borders))
        down.append(Rule(border, start, bottom))
    return Rules((*across, *inside), tuple(down))


@dataclass(frozen=True, slots=True)
class _Strip:
    """A part of a form: its edges."""

    left: int
    top: int
    right: int
    bottom: int


def _form(run: Sequence[Band], inside: Sequence[Rule], edges: Span) -> Rules:
    """Return the lines of a form: each strip is cut by its own lines, then at its own gaps."""
    top, bottom = run[0].top, run[-1].bottom
    across = [Rule(band.top, *edges) for band in run] + [Rule(bottom, *edges), *inside]
    down = [Rule(edge, top, bottom) for edge in edges]
    for band in run:
        glyphs = [glyph for line in band.lines for glyph in line.glyphs]
        rules = [rule for rule in inside if band.top < rule.position < band.bottom]
        down += _cut(_Strip(edges[0], band.top, edges[1], band.bottom), glyphs, rules)
    return Rules(tuple(across), tuple(down))


def _cut(strip: _Strip, glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> list[Rule]:
    """Return the upright lines of a strip: at the ends of lines inside it, then at gaps."""
    rules = [rule for rule in rules if strip.top + POINT < rule.position < strip.bottom - POINT]
    if not glyphs:
        return []
    if not rules:
        return [Rule(gap, strip.top, strip.bottom) for gap in _gaps(glyphs)]
    widest = max(rules, key=lambda rule: rule.end - rule.start)
    start, end = max(widest.start, strip.left), min(widest.end, strip.right)
    down: list[Rule] = []
    if start - strip.left <= _SAME_EDGE and strip.right - end <= _SAME_EDGE:
        middle = widest.position
        parts = [
            _Strip(strip.left, strip.top, strip.right, middle),
            _Strip(strip.left, middle, strip.right, strip.bottom),
        ]
    else:
        stops = [
            stop
            for stop in (start, end)
            if strip.left + _SAME_EDGE < stop < strip.right - _SAME_EDGE
        ]
        down = [Rule(stop, strip.top, strip.bottom) for stop in stops]
        sides = [strip.left, *stops, strip.right]
        parts = [_Strip(left, strip.top, right, strip.bottom) for left, right in pairwise(sides)]
    for part in parts:
        inner = [
            Rule(rule.position, max(rule.start, part.left), min(rule.end, part.right))
            for rule in rules
            if rule.end - _SAME_EDGE > part.left and rule.start + _SAME_EDGE < part.right
        ]
        down += _cut(part, _inside(glyphs, part), inner)
    return down


def _inside(glyphs: Iterable[Glyph], strip: _Strip) -> list[Glyph]:
    return [
        glyph
        for glyph in glyphs
        if 2 * strip.top <= glyph.top + glyph.bottom < 2 * strip.bottom
        and 2 * strip.left <= glyph.left + glyph.right < 2 * strip.right
    ]


def _gaps(glyphs: Sequence[Glyph]) -> list[int]:
    """Return the middles of the gaps that no line of the strip prints over; a blank is no gap."""
    words = [word for line in lines_of(glyphs) for word in words_of(line)]
    spans = sorted((*span_of(word), word[0].after_blank) for word in words)
    height = min(glyph.bottom - glyph.top for glyph in glyphs)
    found: list[int] = []
    reach = spans[0][1]
    for left, right, after_blank in spans[1:]:
        if (left - reach) * 100 > height * (50 if after_blank else 18):
            found.append((reach + left) // 2)
        reach = max(reach, right)
    return found


def _unruled(glyphs: Sequence[Glyph]) -> list[Rules]:
    """Return the tables of a page without any line: found by their numbering rows alone.

    Tables without one are told by alignment, see `aligned`.
    """
    bands = _rows_of_text(lines_of(glyphs))
    found: list[Rules] = []
    start = 0
    while start < len(bands):
        columns, size = find_heading(bands[start:], [])
        end = start + size
        if columns is None or not numbers_of(bands[end - 1].lines):
            start += 1
            continue
        while end < len(bands) and columns.admit(bands[end].lines):
            end += 1
        table = bands[start:end]
        found.append(_ruled(_closed(table), size, columns.borders([]), [], _edges(table)))
        start = end
    return found


def _rows_of_text(lines: Sequence[TextLine]) -> list[Band]:
    """Return the lines in rows: one that overlaps the next stands beside a taller cell's line."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and (groups[-1][-1].bottom - line.top) * 3 > line.height:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Band(min(line.top for line in group), max(line.bottom for line in group), tuple(group))
        for group in groups
    ]


def _edges(bands: Sequence[Band]) -> Span:
    lines = [line for band in bands for line in band.lines]
    return min(line.left for line in lines), max(line.right for line in lines)


def _closed(bands: Sequence[Band]) -> list[Band]:
    """Return the bands stretched so that each ends where the next begins."""
    ends = [*(band.top for band in bands[1:]), bands[-1].bottom]
    return [Band(band.top, end, band.lines) for band, end in zip(bands, ends, strict=True)]
