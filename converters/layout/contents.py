"""The list of contents: which lines it is made of, and the parts that it lists."""

import re
from collections.abc import Collection, Sequence

from budgetgraph.model import Paragraph

from ..vocabulary import normalise

_TITLE = re.compile("目录|目次")
_LEADERS = re.compile(r"(?:[.．…·]{3,}|-{4,}|—{3,})\d*$")  # dots and page number behind an entry
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])+"
)
_BEFORE = re.compile(r"^(?:20\d\d年度?)?(?:本?部门|本?单位)?")
_PUNCTUATION = re.compile("[。,，;；:：]")
_LONGEST = 60
_LONGEST_REST = 20
_MIN_ENTRIES = 3
_MIN_TITLE = 4  # characters


def find_contents(paragraphs: Sequence[Paragraph]) -> range:
    """Return which paragraphs list the contents, below the word that says so; empty for none.

    The list ends before a sentence, and where its first entries come again as headings.
    """
    begin = next((n for n, paragraph in enumerate(paragraphs) if _is_title(paragraph.text)), None)
    if begin is None:
        return range(0)
    seen: set[str] = set()
    end = begin + 1
    while end < len(paragraphs):
        plain = normalise(paragraphs[end].text)
        text = _LEADERS.sub("", plain)
        after = paragraphs[end + 1 : end + 2]
        is_entry = text != plain or _is_entry(text) or _is_wrapped(text, after)
        if text and (text in seen or not is_entry):
            break
        seen.add(text)
        end += 1
    return range(begin, end) if len(seen) >= _MIN_ENTRIES else range(0)


def _is_wrapped(text: str, after: Sequence[Paragraph]) -> bool:
    """Return whether a line is the rest of an entry: short, and an entry follows it."""
    return (
        len(text) <= _LONGEST_REST
        and not _PUNCTUATION.search(text)
        and any(_is_entry(normalise(paragraph.text)) for paragraph in after)
    )


def _is_title(text: str) -> bool:
    return "目" in text and bool(_TITLE.fullmatch(normalise(text)))


def _is_entry(text: str) -> bool:
    return len(text) <= _LONGEST and "。" not in text[:-1] and bool(_NUMBERED.match(text))


def listed_titles(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Return the titles that the contents list, without number, year and what they are of."""
    lines = (normalise(paragraphs[n].text) for n in find_contents(paragraphs))
    found = (_BEFORE.sub("", _NUMBERED.sub("", _LEADERS.sub("", line), count=1)) for line in lines)
    return frozenset(title for title in found if len(title) >= _MIN_TITLE)


def is_listed(text: str, titles: Collection[str]) -> bool:
    """Return whether a line is one of the titles: it ends with it, and is no sentence."""
    plain = normalise(text)
    return (
        len(plain) <= _LONGEST
        and not _PUNCTUATION.search(plain)
        and any(plain.endswith(title) for title in titles)
    )
