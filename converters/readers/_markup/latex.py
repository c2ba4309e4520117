r"""Tables of LaTeX: `tabular` and its kin, cells parted by `&`, rows by `\\`."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from budgetgraph.model import Block, Paragraph

from .._rows import TextLine
from .placing import Written, table_of
from .tex import argument, plain_tex

_OPEN = re.compile(
    r"\s*\\begin\{(tabular[xy*]?|longtable|long?tblr|tblr|tabu|longtabu|supertabular|xltabular|array)\}"
)
_TOKEN = re.compile(r"\\(?:begin|end)\{[^{}]*\}|\\\\|\\tabularnewline\b|\\.|[&{}\n]")
# The heads and feet of pages: each of these ends one of them.
_REPEATED = re.compile(r"\\end(?:first|last)?(?:head|foot)\b")
_FIGURE = re.compile(r"(?<!\{)\d+\.\d")
_CAPTION = re.compile(r"\\caption\*?(?:\[[^\]]*\])?(?=\{)")
_MULTIPLE = re.compile(r"\s*\\multi(column|row)\s*(?:\[[^\]]*\])?(?=\{)")
_RULE = re.compile(
    r"\\(?:hline|(?:top|mid|bottom|special)rule|c?line|cmidrule|noalign|rowcolor|label|hhline"
    r"|arrayrulecolor|addlinespace)\b\s*(?:\([^)]*\)|\[[^\]]*\]|\{[^{}]*\})*"
)
# How a cell of several is set, between their number and its text.
_SET = re.compile(r"(?:\[[^\]]*\])?(?:\*|\{(?:[^{}]|\{[^{}]*\})*\})?(?:\[[^\]]*\])?")
_BLANK = re.compile(rf"(?:\s|{_RULE.pattern})*")
_GAP = re.compile(r"\*?[ \t]*(?:\[[^\]\n]{0,12}\])?")  # behind the end of a row


class _Raw(NamedTuple):
    """A cell as it is written, and the index of its line."""

    text: str
    line: int


def latex_end(lines: Sequence[TextLine], start: int) -> int:
    """Return the index after the table that opens here, else `start`."""
    opened = _OPEN.match(lines[start].text)
    if not opened:
        return start
    begin, end = rf"\begin{{{opened[1]}}}", rf"\end{{{opened[1]}}}"
    depth = 0
    for index in range(start, len(lines)):
        text = lines[index].text
        more = text.count(begin) - text.count(end)
        if (
            index > start and more > 0 and text.lstrip().startswith(begin)
        ):  # the one before was never closed
            return start
        depth += more
        if depth <= 0:
            return index + 1
    return start


def read_latex(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield the caption and the table of these lines, and what stands behind it on the last."""
    text = "\n".join(line.text for line in lines)
    opened = _OPEN.match(text)
    if not opened:
        return
    close = text.rfind(rf"\end{{{opened[1]}}}")
    body, rest = text[:close], text[close:].partition("}")[2]
    start = opened.end()
    while body[start : start + 1] in {"[", "{"}:  # how wide it is, and how its columns are set
        start = body.find("]", start) + 1 if body[start] == "[" else argument(body, start)[1]
    body = "\n" * body.count("\n", 0, start) + _once(body[start:])
    if caption := _CAPTION.search(body):
        words, after = argument(body, caption.end())
        yield Paragraph(plain_tex(words), lines[0].number, lines[0].page)
        body = body[: caption.start()] + body[after:]
    rows = [
        [_written(cell, lines[min(at, len(lines) - 1)]) for cell, at in row] for row in _rows(body)
    ]
    yield from table_of(rows)
    if printed := plain_tex(rest):
        yield Paragraph(printed, lines[-1].number, lines[-1].page)


def _once(body: str) -> str:
    """Return the body with its first head alone, of all that pages repeat; lines stay lines.

    The foot of the last page is kept, and one of all pages that prints a figure: sums stand there.
    """
    parts = _REPEATED.split(body)
    marks = [mark.removeprefix("\\end") for mark in _REPEATED.findall(body)]
    kept = {next((n for n, mark in enumerate(marks) if mark.endswith("head")), -1), len(marks)}
    last = [n for n, mark in enumerate(marks) if mark == "lastfoot"]
    feet = last or [
        n for n, mark in enumerate(marks) if mark == "foot" and _FIGURE.search(parts[n])
    ]
    return "".join(
        p if n in kept.union(feet) else "\n" * p.count("\n") for n, p in enumerate(parts)
    )


def _rows(body: str) -> Iterator[list[_Raw]]:
    """Yield the cells of each row that is not a rule alone."""
    row: list[_Raw] = []
    depth = start = line = begun = 0  # `begun` is the line of the index `start`
    for token in _TOKEN.finditer(body):
        mark = token[0]
        if mark == "\n":
            line += 1
        elif mark == "{" or mark.startswith("\\begin"):
            depth += 1
        elif mark == "}" or mark.startswith("\\end{"):
            depth -= 1
        elif depth == 0 and mark in {"&", "\\\\", "\\tabularnewline"}:
            row.append(_raw(body[start : token.start()], begun))
            start, begun = token.end(), line
            if mark != "&":
                gap = _GAP.match(body, start)
                start = gap.end() if gap else start
                yield row
                row = []
    last = _raw(body[start:], begun)
    if row or last.text:
        yield [*row, last]


def _raw(text: str, line: int) -> _Raw:
    """Return a cell as it is written, at the line of its first character that prints."""
    before = _BLANK.match(text)
    skipped = before.end() if before else 0
    return _Raw(text[skipped:], line + text.count("\n", 0, skipped))


def _written(text: str, line: TextLine) -> Written:
    """Return a cell with the columns it covers.

    The places below a cell of several rows are written as empty cells, so its rows are not counted.
    """
    across = 1
    while found := _MULTIPLE.match(text):
        many, at = argument(text, found.end())
        if found[1] == "column" and many.strip().isdigit():
            across = max(int(many), 1)
        how = _SET.match(text, at)
        text = argument(text, how.end() if how else at)[0]
    return Written(plain_tex(text), line, across)
