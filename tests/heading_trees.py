"""Tables with headings of several levels, printed in the ways that programs print them.

A heading is a tree: a name, or a name with those below it. Every way of printing must give the same
lines as the web page, in which merged cells are known.
"""

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

Tree = Sequence["str | tuple[str, Tree]"]
Rows = Sequence[Sequence[str]]
Placed = tuple[str, int, int, int]  # name, first column, columns, rows
_MARGIN = 3
_NARROW, _LABEL = 12, 24  # columns of characters: how wide figures and labels may be
_FIGURE = re.compile(r"-?[\d,]+\.\d+%?")


def leaves(tree: Tree) -> list[str]:
    """Return the names of the columns."""
    found: list[str] = []
    for node in tree:
        found += [node] if isinstance(node, str) else leaves(node[1])
    return found


def levels(tree: Tree) -> list[list[Placed]]:
    """Return the names of each row of the heading with the columns and rows that they cover."""
    depth = _depth(tree)
    rows: list[list[Placed]] = [[] for _ in range(depth)]

    def put(nodes: Tree, level: int, column: int) -> None:
        for node in nodes:
            if isinstance(node, str):
                rows[level].append((node, column, 1, depth - level))
                column += 1
            else:
                rows[level].append((node[0], column, len(leaves(node[1])), 1))
                put(node[1], level + 1, column)
                column += len(leaves(node[1]))

    put(tree, 0, 0)
    return rows


def _depth(tree: Tree) -> int:
    return max(1 if isinstance(node, str) else 1 + _depth(node[1]) for node in tree)


def html(title: str, tree: Tree, rows: Rows) -> str:
    """Return a web page: merged cells are known."""
    lines = [f"<p>{title}</p><p>单位：万元</p><table>"]
    for level in levels(tree):
        cells = (f"<td colspan={w} rowspan={h}>{name}</td>" for name, _, w, h in level)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines += ["<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows]
    return "<html><meta charset=utf-8><body>" + "\n".join([*lines, "</table></body></html>"])


def _grid(tree: Tree, rows: Rows, *, repeated: bool) -> list[list[str]]:
    found = []
    for level in levels(tree):
        cells = [""] * len(leaves(tree))
        for name, column, across, _ in level:
            cells[column : column + across] = [name] + [name if repeated else ""] * (across - 1)
        found.append(cells)
    return [*found, *(list(row) for row in rows)]


def pipes(title: str, tree: Tree, rows: Rows, *, repeated: bool = False) -> str:
    """Return a pipe table, merged cells empty or repeated."""
    grid = ["| " + " | ".join(row) + " |" for row in _grid(tree, rows, repeated=repeated)]
    rule = "|" + "---|" * len(leaves(tree))
    return "\n".join([title, "", "单位：万元", "", grid[0], rule, *grid[1:], ""])


def repeated_pipes(title: str, tree: Tree, rows: Rows) -> str:
    """Return a pipe table with merged cells repeated."""
    return pipes(title, tree, rows, repeated=True)


def tabs(title: str, tree: Tree, rows: Rows) -> str:
    """Return cells with tabs between them."""
    grid = _grid(tree, rows, repeated=False)
    return "\n".join([title, "单位：万元", *("\t".join(row) for row in grid), ""])


def across(title: str, tree: Tree, rows: Rows) -> str:
    """Return lines with one blank between what is printed, names on their first row."""
    heading = [" ".join(name for name, *_ in level) for level in levels(tree)]
    return _running(title, heading, rows)


def in_the_middle(title: str, tree: Tree, rows: Rows) -> str:
    """Return lines with one blank between what is printed, names on the middle of their rows."""
    lines = [" ".join(name for name, *_ in line) for line in _middles(tree)]
    return _running(title, [line for line in lines if line], rows)


def one_a_line(title: str, tree: Tree, rows: Rows) -> str:
    """Return each cell on a line of its own, empty ones left out."""
    heading = [name for level in levels(tree) for name, *_ in level]
    return "\n".join([title, "单位：万元", *heading, *(t for row in rows for t in row if t), ""])


def _running(title: str, heading: Sequence[str], rows: Rows) -> str:
    body = (" ".join(text for text in row if text) for row in rows)
    return "\n".join([title, "单位：万元", *heading, *body, ""])


def _middles(tree: Tree) -> list[list[Placed]]:
    """Return the names of each line, those over several rows in the middle of them."""
    lines: list[list[Placed]] = [[] for _ in levels(tree)]
    for number, level in enumerate(levels(tree)):
        for placed in level:
            lines[number + (placed[3] - 1) // 2].append(placed)
    return [sorted(line, key=lambda placed: placed[1]) for line in lines]


def spaced(title: str, tree: Tree, rows: Rows) -> str:
    """Return lines that keep the look of the page, an ideograph as wide as two figures."""
    return _printed(title, tree, rows, [max(_widths(tree, rows))] * len(leaves(tree)), middle=True)


def wrapped(title: str, tree: Tree, rows: Rows) -> str:
    """Return the same with long texts on several lines, in the middle of the height of the row."""
    return _printed(title, tree, rows, _narrow(tree, rows), middle=True)


def wrapped_at_top(title: str, tree: Tree, rows: Rows) -> str:
    """Return the same with long texts on several lines, each cell from the top of its row."""
    return _printed(title, tree, rows, _narrow(tree, rows), middle=False)


def _widths(tree: Tree, rows: Rows) -> list[int]:
    names = leaves(tree)
    return [max(map(_width, (name, *(row[n] for row in rows)))) for n, name in enumerate(names)]


def _narrow(tree: Tree, rows: Rows) -> list[int]:
    """Return for each column how wide its texts may be, figures and codes whole."""
    columns = list(zip(*rows, strict=True))
    return [
        max([_NARROW, *(_width(t) for t in column if t.isascii())])
        if any(t.isascii() and t for t in column)
        else _LABEL
        for column in columns
    ]


def _printed(title: str, tree: Tree, rows: Rows, limits: Sequence[int], *, middle: bool) -> str:
    """Return lines that keep the look of the page, no text wider than its column may be."""
    widths = [
        min(width, limit) + _MARGIN
        for width, limit in zip(_widths(tree, rows), limits, strict=True)
    ]
    for level in levels(tree):
        for name, column, wide, _ in level:
            missing = min(_width(name), _LABEL) + _MARGIN - sum(widths[column : column + wide])
            widths[column + wide - 1] += max(missing, 0)
    lefts = [sum(widths[:column]) for column in range(len(widths) + 1)]
    lines = _heading_lines(tree, lefts, middle=middle)
    for row in rows:
        cells = [_folded(text, widths[n] - _MARGIN) for n, text in enumerate(row)]
        height = max(map(len, cells))
        placed: list[list[tuple[int, str]]] = [[] for _ in range(height)]
        for n, texts in enumerate(cells):
            start = (height - len(texts)) // 2 if middle else 0
            for line, text in enumerate(texts, start):
                right = lefts[n + 1] - 2 - _width(text)
                placed[line].append((right if _FIGURE.fullmatch(text) else lefts[n], text))
        lines += [_line(places) for places in placed]
    centred = " " * ((lefts[-1] - _width(title)) // 2)
    return "\n".join([centred + title, " " * (lefts[-1] - 12) + "单位：万元", *lines, ""])


def _heading_lines(tree: Tree, lefts: Sequence[int], *, middle: bool) -> list[str]:
    """Return the lines of a heading, each name in the middle of its columns."""
    folded = [
        [
            (_folded(name, lefts[column + wide] - lefts[column] - _MARGIN), column, wide, deep)
            for name, column, wide, deep in level
        ]
        for level in levels(tree)
    ]
    heights = [max(len(texts) for texts, _, _, deep in level if deep == 1) for level in folded]
    for number, level in enumerate(folded):
        for texts, _, _, deep in level:
            heights[number + deep - 1] += max(len(texts) - sum(heights[number : number + deep]), 0)
    placed: list[list[tuple[int, str]]] = [[] for _ in range(sum(heights))]
    for number, level in enumerate(folded):
        for texts, column, wide, deep in level:
            height = sum(heights[number : number + deep])
            start = sum(heights[:number]) + ((height - len(texts)) // 2 if middle else 0)
            for line, text in enumerate(texts, start):
                room = lefts[column + wide] - lefts[column] - _width(text)
                placed[line].append((lefts[column] + room // 2, text))
    return [_line(sorted(places)) for places in placed]


def _folded(text: str, width: int) -> list[str]:
    """Return a text on lines of at most so many columns of characters."""
    lines = [""]
    for sign in text:
        if _width(lines[-1] + sign) > width:
            lines.append("")
        lines[-1] += sign
    return [line.strip() for line in lines if line] if text else []


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _line(places: Iterable[tuple[int, str]]) -> str:
    line = ""
    for left, text in places:
        line += " " * max(left - _width(line), bool(line)) + text
    return line
