"""What the readers of plain lists in layout text share: wrapped headings, and where a list ends."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from budgetgraph.figures import is_blank, is_figure
from budgetgraph.model import Cell, Paragraph

from ....vocabulary import load, normalise
from ... import captions
from ...meanings import heading_key
from ..pieces import join_points
from ..tokens import Token, joined, tokenise
from .ends import are_cut, with_ends

_YEAR = re.compile(r"20\d\d年度?")
_UNIT = re.compile(r"\((?:金额)?(?:单位:)?[万亿千百]{0,2}元\)")
_FRAME = re.compile(r"单位:.{0,4}元|^(?:截止时间|编制部门|编制单位|预算年度|公开\d{2}表)")
_CUT_FIGURE = re.compile(r"-?[\d,]+\.")
_BEGUN = re.compile(r"20?\d?\d?年?度?|\(.{0,12}")  # a year or a unit behind a name
_SENTENCE = re.compile("。")
_MAX_HEADING_LINES = 80
_MAX_LINE = 120
_MIN_KNOWN = 3
GROUP = "group"


class Name(NamedTuple):
    """One heading: as printed without spaces, its role, and the line where it starts."""

    text: str
    role: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a list.

    Attributes:
        names: Headings in running order.
        end: Index of the first paragraph after it.
        text: All of it without spaces, to know it again on the next page.
    """

    names: tuple[Name, ...]
    end: int
    text: str

    @property
    def roles(self) -> list[str]:
        """The role of each heading."""
        return [name.role for name in self.names]


@cache
def _spellings(vocabulary: str) -> Mapping[str, str]:
    """Return the role of each heading in `vocabulary/<name>.toml`, as compared."""
    content = load(vocabulary)
    roles = {
        heading_key(heading): role
        for role, column in content["columns"].items()
        for heading in column["headings"]
    }
    for kind, headings in content.get("groups", {}).items():
        roles |= {heading_key(heading): f"{GROUP}-{kind}" for heading in headings}
    return roles


def roles_of(text: str, vocabulary: str) -> list[str]:
    """Return the roles of the headings that a text prints, none where it prints anything else."""
    names, rest = _consume(normalise(text), vocabulary)
    return [] if rest else [name.role for _, name in names]


@cache
def _one_name(vocabulary: str) -> re.Pattern[str]:
    """Return a pattern for one heading, the longest spelling first."""
    names = sorted(_spellings(vocabulary), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


@cache
def _beginnings(vocabulary: str) -> frozenset[str]:
    """Return all beginnings of headings, for names cut by the end of a line."""
    names = _spellings(vocabulary)
    return frozenset(name[:size] for name in names for size in range(len(name) + 1))


@cache
def _first_sign(vocabulary: str) -> re.Pattern[str]:
    """Return a pattern for lines that can begin a heading: cheap, for it is asked of every line."""
    signs = "".join(sorted({re.escape(name[0]) for name in _spellings(vocabulary)}))
    return re.compile(rf"\s*[“\"]?(?:20\d\d|[{signs}])")


def read_heading(paragraphs: Sequence[Paragraph], start: int, vocabulary: str) -> Heading | None:
    """Return the heading that starts at a paragraph; its names may wrap over many lines.

    Each name is taken once: a second 合计 is the label of the first row.
    """
    if not _first_sign(vocabulary).match(paragraphs[start].text):
        return None
    found: tuple[list[tuple[int, Name]], int] | None = None
    text = ""
    starts: list[int] = []
    lines: list[int] = []
    for index in range(start, min(len(paragraphs), start + 2 * _MAX_HEADING_LINES)):
        plain = normalise(paragraphs[index].text)
        if not plain:
            continue
        starts.append(len(text))
        lines.append(paragraphs[index].line)
        text += plain
        names, rest = _consume(text, vocabulary)
        if not rest:
            found = names, index + 1
        elif not _may_continue(rest, names, vocabulary):
            break
    if found is None:
        wrapped, is_cut = _wrapped(paragraphs, start, vocabulary)
        return wrapped if is_cut else _with_unknown(paragraphs[start], start, vocabulary)
    names, end = found
    whole = names[-1][0] + len(names[-1][1].text)
    placed = (name._replace(line=lines[bisect_right(starts, at) - 1]) for at, name in names)
    return Heading(tuple(placed), end, text[:whole])


def _wrapped(
    paragraphs: Sequence[Paragraph], start: int, vocabulary: str
) -> tuple[Heading | None, bool]:
    """Return a heading of two lines, and whether the second prints ends of names of the first."""

    def is_name(text: str) -> bool:
        return len(roles_of(text, vocabulary)) == 1

    end = next((n for n in range(start + 1, len(paragraphs)) if paragraphs[n].text), start)
    first, below = paragraphs[start], paragraphs[end]
    upper, lower = (list(map(normalise, line.text.split())) for line in (first, below))
    if len(upper) < _MIN_KNOWN or not are_cut(upper, lower, is_name):
        return None, False
    texts = with_ends(upper, lower, is_name) or ()
    roles = ([*roles_of(text, vocabulary), "other"][0] for text in texts)
    lines = [first.line] * len(upper) + [below.line] * len(lower)
    names = tuple(map(Name, texts, roles, lines))
    if sum(name.role == "other" for name in names) * _MIN_KNOWN > len(names) or not names:
        return None, True
    return Heading(names, end + 1, normalise(first.text) + normalise(below.text)), True


def _with_unknown(paragraph: Paragraph, index: int, vocabulary: str) -> Heading | None:
    """Return a heading on one line in which most names are known; the others are columns unread."""
    if len(paragraph.text.split()) == 1:  # one name, and not known
        return None
    names: list[Name] = []
    for token in tokenise([paragraph]):
        known, rest = _consume(normalise(token.text), vocabulary)
        if is_amount(token.text):
            return None
        whole = [Name(name.text, name.role, token.line) for _, name in known]
        names += whole if not rest else [Name(normalise(token.text), "other", token.line)]
    known_names = sum(name.role != "other" for name in names)
    if known_names < _MIN_KNOWN or len(names) - known_names > known_names // 2:
        return None
    return Heading(tuple(names), index + 1, normalise(paragraph.text))


def _consume(text: str, vocabulary: str) -> tuple[list[tuple[int, Name]], str]:
    """Return the names that a text begins with, each with its place, and the rest of the text."""
    found: list[tuple[int, Name]] = []
    taken: set[str] = set()
    place = 0
    while place < len(text):
        year = _YEAR.match(text, place)
        begin = year.end() if year else place
        name = _one_name(vocabulary).match(text, begin)
        if name is None or name[0] in taken:
            break
        unit = _UNIT.match(text, name.end())
        end = unit.end() if unit else name.end()
        found.append((place, Name(text[place:end], _spellings(vocabulary)[name[0]], 0)))
        taken.add(name[0])
        place = end
    return found, text[place:]


def _may_continue(rest: str, names: Sequence[tuple[int, Name]], vocabulary: str) -> bool:
    """Return whether the rest of a heading can be the beginning of a name cut by a line end.

    A name already taken may be the beginning of a longer one: 财政拨款 of 财政拨款结转.
    """
    begun = _YEAR.sub("", rest, count=1)
    last = names[-1][1].text if names else ""
    beginnings = _beginnings(vocabulary)
    if begun in beginnings or (last and last + begun in beginnings):
        return True
    return bool(_BEGUN.fullmatch(rest))


def skip_heading(paragraphs: Sequence[Paragraph], start: int, text: str) -> int:
    """Return the index after a repeated heading, `start` where none stands there."""
    seen = ""
    for index in range(start, min(len(paragraphs), start + 2 * _MAX_HEADING_LINES)):
        plain = normalise(paragraphs[index].text)
        if not plain:
            continue
        seen += plain
        if seen == text:
            return index + 1
        if not text.startswith(seen):
            break
    return start


def body(
    paragraphs: Sequence[Paragraph], heading: Heading, begins_item: re.Pattern[str] | None = None
) -> Iterator[tuple[int, list[Token]]]:
    """Yield the lines of a list as tokens, with the index of the paragraph, up to its end.

    Repeated headings, units, dates and page numbers are left out. The list ends before a section,
    a note, a title or a sentence; what matches `begins_item` is no section. A figure cut after its
    point is joined.
    """
    held: tuple[int, list[Token]] | None = None
    for index, tokens in _lines(paragraphs, heading, begins_item):
        if held and _CUT_FIGURE.fullmatch(held[1][-1].text) and tokens[0].text.isdecimal():
            whole = held[1][-1]._replace(text=held[1][-1].text + tokens[0].text)
            held = index, [*held[1][:-1], whole, *tokens[1:]]
            continue
        if held:
            yield held
        held = index, tokens
    if held:
        yield held


def _lines(
    paragraphs: Sequence[Paragraph], heading: Heading, begins_item: re.Pattern[str] | None
) -> Iterator[tuple[int, list[Token]]]:
    index, blanks, part = heading.end, 0, 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        plain = normalise(paragraph.text)
        if not plain:
            index, blanks = index + 1, blanks + 1
            continue
        after = skip_heading(paragraphs, index, heading.text)
        if after > index:
            index, blanks, part = after, 0, part + 1
            continue
        furniture = _is_page_number(plain, blanks) or bool(_FRAME.search(plain))
        if not furniture and _ends(paragraph.text, plain, begins_item):
            return
        if not furniture:
            yield index, join_points(tokenise([paragraph], part))
        index, blanks = index + 1, 0


def _is_page_number(plain: str, blanks: int) -> bool:
    """Return whether a line is a page number: digits alone after a wide gap.

    A number alone after a narrow gap is a figure or a piece of a code.
    """
    return blanks > 1 and bool(re.fullmatch(r"[-—–第]*\d{1,3}[-—–页]*", plain))


def _ends(text: str, plain: str, begins_item: re.Pattern[str] | None) -> bool:
    if begins_item and begins_item.match(plain):
        return False
    return (
        captions.is_section(text)
        or captions.is_note(text)
        or bool(_SENTENCE.search(text))
        or len(plain) > _MAX_LINE
        or bool(captions.table_code(text))
        or ("绩效" in plain and captions.is_title(text))
    )


def trailing_figures(tokens: Sequence[Token], at_most: int) -> int:
    """Return how many of the last tokens are figures or dashes that stand for none."""
    count = 0
    while count < min(len(tokens), at_most) and is_amount(tokens[-1 - count].text):
        count += 1
    return count


@lru_cache(maxsize=4096)
def is_amount(text: str) -> bool:
    """Return whether a token stands in a column of figures: a figure, or a dash for none."""
    return is_figure(text) or (is_blank(text) and text not in {"无", "/"})


def cell_of(tokens: Sequence[Token]) -> Cell | None:
    """Return the tokens as one cell, None where there are none."""
    return joined(tokens) if tokens else None
