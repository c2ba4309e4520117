"""Running text -> sentences, each with the headings above it and the line of every character.

Lines wrap in the middle of sentences and numbers, and pages break them; text is joined until a
full stop or a heading. Which heading belongs under which follows from the order in which their ways
of numbering first appear: a document that begins with 一、 may have 第一部分 inside it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from budgetgraph.figures import squeeze
from budgetgraph.model import Paragraph

from . import captions
from .contents import is_listed, listed_titles

_STYLE = re.compile(
    r"(?P<part>第[一二三四五六七八九十\d]{1,3}(?:部分|章|节))"
    r"|(?P<chapter>[一二三四五六七八九十]{1,3}[、.．])"
    r"|(?P<section>[(（][一二三四五六七八九十]{1,3}[)）])"
    r"|(?P<item>\d{1,3}[、.．](?!\d))"
    r"|(?P<point>[(（]\d{1,3}[)）])"
)
_CHAPTERS = ("part", "chapter")
_PART_NUMBER = re.compile(r"第([一二三四五六七八九十]|\d{1,3})(?:部分|章|节)")
_LEADERS = re.compile(r"[.．…·—-]*\d*$")  # dots and page number behind a line of the contents
_UNNUMBERED = _STYLE.groups  # below all that are numbered
_SENTENCE_END = re.compile("[。！？]")
_PUNCTUATION = re.compile("[，,。；;：:！？]")
_PAGE_NUMBER = re.compile(r"[-—–─第]*\d{1,3}[-—–─页]*(?:共\d{1,3}页)?")
_RUN_IN = re.compile(
    r"([^。：:，,；;]{2,30})(?:[。：:](?!指|是指|反映|主要反映)|[，,](?=20\d\d年))(.+)"
)
_NUMBER_OPEN = re.compile(r"[\d.．]$")
_NUMBER_GOES_ON = re.compile(r"[.．%％万亿元]")
_MONEY = re.compile(r"\d[万亿]?元")
_REST_OF_TITLE = re.compile(r"(?:增减|变化|变动|编制|情况|的)*说明")
_MAX_HEADING = 40
_MAX_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes:
        text: Its text without white space, full stop included.
        headings: The headings above it, outermost first.
        starts: Offsets in `text` at which the pieces begin.
        pieces: The paragraphs that the pieces come from.
    """

    text: str
    headings: tuple[str, ...]
    starts: tuple[int, ...]
    pieces: tuple[Paragraph, ...]

    def paragraph_at(self, offset: int) -> Paragraph:
        """Return the paragraph that prints the character at an offset."""
        return self.pieces[bisect_right(self.starts, offset) - 1]


@dataclass(slots=True)
class _Flow:
    """Text joined so far, and the headings in force."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    pieces: list[Paragraph] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    ranks: dict[str, int] = field(default_factory=dict)
    inner_part: int = 0
    outer_part: int = 0
    outer_titles: set[str] = field(default_factory=set)
    listed: frozenset[str] = frozenset()  # titles that the contents list
    is_under: bool = True  # whether text stands below the last heading

    def add(self, text: str, paragraph: Paragraph) -> Iterator[Sentence]:
        """Add text; yield the sentences that it ends."""
        begin = 0
        for stop in _SENTENCE_END.finditer(text):
            self._append(text[begin : stop.end()], paragraph)
            begin = stop.end()
            yield from self.end()
        if begin < len(text):
            self._append(text[begin:], paragraph)
        if len(self.text) > _MAX_SENTENCE:
            yield from self.end()

    def _append(self, text: str, paragraph: Paragraph) -> None:
        self.is_under = True
        self.starts.append(len(self.text))
        self.pieces.append(paragraph)
        self.text += text

    def end(self) -> Iterator[Sentence]:
        """Yield the text joined so far as a sentence, if there is any."""
        if self.text:
            above = tuple(text for _, text in self.headings)
            yield Sentence(self.text, above, tuple(self.starts), tuple(self.pieces))
        self.text, self.starts, self.pieces = "", [], []

    def open(self, text: str, style: str, *, chapters_restart: bool = False) -> None:
        """Put a heading in force; it ends all of its own and of deeper levels.

        Args:
            text: The heading.
            style: How it is numbered.
            chapters_restart: Whether the next chapter after it is number one again.
        """
        if style == "part":
            style = self._part_style(text, chapters_restart)
        elif not style and is_listed(text, self.listed):
            self.headings.clear()
        elif not (style or self.is_under) and _REST_OF_TITLE.fullmatch(text):
            text = self.headings[-1][1] + text  # a title over two lines
        self.is_under = bool(style)
        rank = self.ranks.setdefault(style, len(self.ranks)) if style else _UNNUMBERED
        self.headings = [(r, t) for r, t in self.headings if r < rank]
        self.headings.append((rank, text))

    def _part_style(self, text: str, chapters_restart: bool) -> str:
        """Return how a part ranks: parts that begin anew inside a chapter stand below it.

        One that continues both series is an outer one where it begins its own chapters; one that
        the contents list is an outer one, too.
        """
        number, title = _part_number(text), _LEADERS.sub("", text)
        in_chapter = any(rank == self.ranks.get("chapter") for rank, _ in self.headings)
        is_inner = title not in self.outer_titles and (
            (number == 1 and bool(self.outer_part) and in_chapter)
            or (bool(self.inner_part) and number == self.inner_part + 1)
        )
        if is_inner and self.inner_part and number == self.outer_part + 1:
            is_inner = not chapters_restart
        if is_inner:
            self.inner_part = number
            return "inner-part"
        self.inner_part, self.outer_part = 0, number
        if not _PART_NUMBER.fullmatch(title):
            self.outer_titles.add(title)
        return "part"


def _part_number(text: str) -> int:
    """Return 3 for 第三部分, 0 where it cannot be told."""
    found = _PART_NUMBER.match(text)
    if found is None:
        return 0
    return int(found[1]) if found[1].isdecimal() else "一二三四五六七八九十".find(found[1]) + 1


def split_sentences(paragraphs: Iterable[Paragraph]) -> Iterator[Sentence]:
    """Yield the sentences of running text in order."""
    lines = [(p, text) for p in paragraphs if (text := squeeze(p.text))]
    flow = _Flow(listed=listed_titles([paragraph for paragraph, _ in lines]))
    full = _full_line([len(text) for _, text in lines])
    for index, (paragraph, text) in enumerate(lines, 1):
        after = lines[index][1] if index < len(lines) else ""
        turns = index < len(lines) and lines[index][0].page != paragraph.page
        if turns and _PAGE_NUMBER.fullmatch(text):
            continue
        if _is_page_number(text, flow.text, after):
            continue
        style = _style(text)
        run_in = _run_in(text) if style else None
        if _is_heading(text, style, flow.text, full):
            yield from flow.end()
            restart = style == "part" and _chapters_restart(lines, index)
            flow.open(text, style, chapters_restart=restart)
        elif run_in:
            yield from flow.end()
            flow.open(run_in[1], style)
            yield from flow.add(run_in[2], paragraph)
        else:
            if style in _CHAPTERS:  # a chapter that begins with its text: `四、…安排5.78万元`
                yield from flow.end()
                flow.open(_PUNCTUATION.split(text)[0], style)
            yield from flow.add(text, paragraph)
    yield from flow.end()


def _chapters_restart(lines: Sequence[tuple[Paragraph, str]], start: int) -> bool:
    """Return whether the first chapter from a line on, before the next part, is number one."""
    for index in range(start, len(lines)):
        text = lines[index][1]
        style = _style(text)
        if style in _CHAPTERS:
            return style == "chapter" and text[0] == "一" and text[1] in "、.．"
    return False


def _full_line(lengths: list[int]) -> int:
    """Return the length from which a line counts as full: text that wraps fills its lines."""
    ordered = sorted(lengths)
    return ordered[len(ordered) * 9 // 10] * 4 // 5 if ordered else 0


def _style(text: str) -> str:
    """Return how a line is numbered, empty where it is not."""
    found = _STYLE.match(text)
    return (found.lastgroup or "") if found else ""


def _is_heading(text: str, style: str, open_text: str, full: int) -> bool:
    """Return whether a line is a heading: short and without punctuation.

    Without a number it stands where a sentence could begin and does not fill its line, or is the
    title or frame of a table.
    """
    if len(text) > _MAX_HEADING or _PUNCTUATION.search(text.rstrip("：:。" if style else "：:")):
        return captions.is_running(text) and "单位" in text
    if _MONEY.search(text):
        return False
    if style:
        return True
    return (not open_text and len(text) < full) or bool(captions.table_code(text))


def _run_in(text: str) -> re.Match[str] | None:
    """Return the heading and the text of a line that prints both: `（一）机关运行经费。2024年…`."""
    found = _RUN_IN.fullmatch(text)
    return found if found and not _MONEY.search(found[1]) else None


def _is_page_number(text: str, before: str, after: str) -> bool:
    """Return whether a line is a page number and not a piece of a number in a sentence."""
    if not _PAGE_NUMBER.fullmatch(text):
        return False
    return not before or not (_NUMBER_OPEN.search(before) or _NUMBER_GOES_ON.match(after))
