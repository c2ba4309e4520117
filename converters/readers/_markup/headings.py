"""Headings as wikis, AsciiDoc and LaTeX mark them: of a text, and the first row between pipes."""

import re
from collections.abc import Sequence

from .._rows import TextLine, is_pipe
from .tex import argument, plain_tex

_CARETS = re.compile(r"\s*\^(?:[^^|]*[\^|])+\s*")
_DOUBLE = re.compile(r"\s*\|\|(?:[^|]*\|\|)+\s*")
_EACH = re.compile(r"\s*(?:\|=[^|]*)+\|?\s*|\s*(?:\|_\.[^|]*)+\|?\s*")
_MARK = re.compile(r"\|(?:=|_\.)")
_TITLE = re.compile(
    r"\s*(?:(={2,6})\s+([^=]*[\u4e00-\u9fff][^=]*?)(?:\s+\1)?|('{2,5})(.*?)\3|h[1-6]\.\s+(.*))\s*"
)
_TEX_TITLE = re.compile(
    r"\s*\\(?:part|chapter|(?:sub){0,2}section|paragraph|title|caption|textbf|centerline)\*?(?=\{)"
)
# What a line may hold besides, and lines that print nothing.
_TEX_LABEL = re.compile(r"\s*(?:\\label\{[^{}]*\})?\s*")
_TEX_ALONE = re.compile(
    r"\s*\\(?:begin|end)\{(?:table\*?|center|document|landscape|threeparttable|adjustbox)\}"
    r"(?:\[[^\]]*\]|\{[^{}]*\})*\s*|\s*\\(?:centering|small|footnotesize|newpage|clearpage)\s*"
)


def plain_headings(lines: Sequence[TextLine], marked: Sequence[int]) -> Sequence[TextLine]:
    """Return the lines, marked titles without their marks, marked rows like those around them.

    A row of headings has as many cells as a row beside it: else a caret is a caret, and two pipes
    are an empty cell.

    Args:
        lines: The lines of a text.
        marked: The indices of those that may be marked.
    """
    result = list(lines)
    rows: dict[int, str] = {}
    for index in marked:
        text = lines[index].text
        if row := _plain_row(text):
            rows[index] = row
        elif (title := _plain_title(text)) is not None:
            result[index] = lines[index]._replace(text=title)
    for index, text in rows.items():
        beside = [near for near in (index - 1, index + 1) if 0 <= near < len(lines)]
        near = [rows.get(n, lines[n].text) for n in beside if n in rows or is_pipe(lines[n])]
        if any(row.count("|") == text.count("|") for row in near):
            result[index] = lines[index]._replace(text=text)
    return result


def _plain_title(text: str) -> str | None:
    """Return a marked title, an empty text for a mark alone, None for another line."""
    if found := _TITLE.fullmatch(text):
        return found[2] or found[4] or found[5]
    if found := _TEX_TITLE.match(text):
        words, end = argument(text, found.end())
        return plain_tex(words) if _TEX_LABEL.fullmatch(text, end) else None
    return "" if _TEX_ALONE.fullmatch(text) else None


def _plain_row(text: str) -> str:
    """Return a marked row between pipes, nothing for another line."""
    if _CARETS.fullmatch(text):
        return text.replace("^", "|")
    if _DOUBLE.fullmatch(text):
        return text.replace("||", "|")
    return _MARK.sub("|", text) if _EACH.fullmatch(text) else ""
