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
    widths = [
        max(map(_width, (name, *(row[column] for row in rows)))) + _MARGIN
        for column, name in enumerate(leaves(tree))
    ]
    for level in levels(tree):
        for name, column, wide, _ in level:
            missing = _width(name) + _MARGIN - sum(widths[column : column + wide])
            widths[column + wide - 1] += max(missing, 0)
    lefts = [sum(widths[:column]) for column in range(len(widths) + 1)]
    lines = [
        _line(
            (lefts[column] + (lefts[column + wide] - lefts[column] - _width(name)) // 2, name)
            for name, column, wide, _ in line
        )
        for line in _middles(tree)
    ]
    for row in rows:
        places = (
            (lefts[n + 1] - 2 - _width(text) if _FIGURE.fullmatch(text) else lefts[n], text)
            for n, text in enumerate(row)
            if text
        )
        lines.append(_line(places))
    middle = " " * ((lefts[-1] - _width(title)) // 2)
    return "\n".join([middle + title, " " * (lefts[-1] - 12) + "单位：万元", *lines, ""])


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _line(places: Iterable[tuple[int, str]]) -> str:
    line = ""
    for left, text in places:
        line += " " * max(left - _width(line), bool(line)) + text
    return line
