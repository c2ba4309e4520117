"""What the forms of plain lists share: institutions, assets and procurement have one record a row.

Columns are found by their headings (`vocabulary/<form>.toml`); a cell that should hold a figure and
does not becomes a finding, never a guess.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from budgetgraph.figures import half_width, is_blank, parse_figure, parse_scale, squeeze
from budgetgraph.model import Amount, Cell, Column, Finding, Row, Table

from ..layout.meanings import heading_key
from ..vocabulary import load, normalise

DEFAULT_SCALE = 10_000
_YEAR = re.compile(r"^(?:20\d\d)年度?")
_WITH_UNIT = re.compile(
    r"([-+]?\d[\d,]*(?:\.\d+)?)([\u4e00-\u9fa5㎡]{1,3}|[台件套]/[台件套]|台\(套\))"
)

Roles = Mapping[str, tuple[int, ...]]


@cache
def spellings(vocabulary: str) -> Mapping[str, tuple[str, ...]]:
    """Return the headings of each role in `vocabulary/<name>.toml`, as compared, in their order."""
    columns = load(vocabulary)["columns"]
    return {
        role: tuple(dict.fromkeys(heading_key(name) for name in column["headings"]))
        for role, column in columns.items()
    }


@cache
def row_labels(vocabulary: str, kind: str) -> frozenset[str]:
    """Return the row labels of one kind (totals, notes …), as compared."""
    return frozenset(normalise(label) for label in load(vocabulary)["rows"][kind])


def find_roles(columns: Sequence[Column], vocabulary: str) -> Roles:
    """Return the columns of each role, the best spelling first; a column has one role at most.

    The lowest heading decides; where it says nothing, the headings above it are asked. The exact
    heading comes before the heading without its bracket: `单位(计量)` before `单位`.
    """
    ranks = {
        role: {name: rank for rank, name in enumerate(names)}
        for role, names in spellings(vocabulary).items()
    }
    found: dict[str, list[tuple[int, int]]] = {}
    for column in columns:
        match = next(_role_of(ranks, spelled(column)), None)
        if match:
            role, rank = match
            found.setdefault(role, []).append((rank, column.index))
    return {role: tuple(index for _, index in sorted(places)) for role, places in found.items()}


def _role_of(
    ranks: Mapping[str, Mapping[str, int]], names: Sequence[str]
) -> Iterator[tuple[str, int]]:
    for name in names:
        for role, known in ranks.items():
            if name in known:
                yield role, known[name]


def spelled(column: Column) -> list[str]:
    """Return the ways to read a column's headings, from the most to the least exact."""
    names: list[str] = []
    for heading in reversed(column.path):
        key = heading_key(heading)
        names += [key, _YEAR.sub("", key), re.sub(r"\([^()]*\)$", "", key)]
    return list(dict.fromkeys(name for name in names if name))


def first(roles: Roles, role: str) -> int | None:
    """Return the best column of a role, None where the table has none."""
    return roles[role][0] if role in roles else None


def scale_of(table: Table, index: int) -> int:
    """Return yuan per printed unit of a money column: its heading, the table, the caption."""
    for heading in reversed(table.columns[index].path):
        if "元" in heading and (scale := parse_scale(heading)):
            return scale
    if table.scale:
        return table.scale
    captions = (parse_scale(p.text) for p in table.caption if "单位" in p.text)
    return next((scale for scale in captions if scale), DEFAULT_SCALE)


def states_scale(table: Table, index: int) -> bool:
    """Return whether the document says in which unit a money column is printed."""
    in_heading = any("元" in heading for heading in table.columns[index].path)
    return in_heading or bool(table.scale) or any("单位" in p.text for p in table.caption)


def text_at(row: Row, index: int | None) -> str:
    """Return the text of a cell without white space, empty where there is no such column."""
    return squeeze(row[index].text) if index is not None and index < len(row) else ""


def is_note(row: Row, vocabulary: str) -> bool:
    """Return whether the row is a note printed inside the table."""
    label = normalise(next((cell.text for cell in row if squeeze(cell.text)), ""))
    return label.startswith(tuple(row_labels(vocabulary, "notes"))) or "空表" in label


def read_amount(cell: Cell, scale: int) -> Amount | None:
    """Return the figure of a cell, None where it is blank.

    A unit printed behind the figure (`5辆`) is no part of it. A unit of money is: `3万元` in a
    column of yuan is 30000 yuan.

    Raises:
        FigureError: The cell prints something that is no figure.
    """
    if is_blank(cell.text):
        return None
    parts = _WITH_UNIT.fullmatch(half_width(squeeze(cell.text)))
    if parts and not is_blank(parts[2]):
        own = parse_scale(parts[2]) if scale != 1 else None
        return Amount(parse_figure(parts[1], own or scale), cell)
    return Amount(parse_figure(cell.text, scale), cell)


def not_a_figure(table: Table, code: str, label: str, cell: Cell, heading: str) -> Finding:
    """Return the finding for a cell that should print a figure (R31)."""
    return Finding(
        id="R31",
        severity="warning",
        message_zh=f"“{heading}”列应为数字，实为“{squeeze(cell.text)}”，未读取",
        message_en=f"column '{heading}' prints no figure: '{squeeze(cell.text)}'; not read",
        line=cell.line,
        page=cell.page,
        table=code,
        row=label,
        column=heading,
        printed=squeeze(cell.text),
        cell=cell,
        table_number=table.number,
    )


def not_understood(table: Table, code: str, row: Row) -> Finding:
    """Return the finding for a row that states nothing that the form knows (R32)."""
    cell = next((cell for cell in row if squeeze(cell.text)), row[0])
    printed = " ".join(text for c in row if (text := squeeze(c.text)))
    return Finding(
        id="R32",
        severity="warning",
        message_zh="这一行未能识别，未读取",
        message_en="this row was not understood and not read",
        line=cell.line,
        page=cell.page,
        table=code,
        printed=printed,
        cell=cell,
        table_number=table.number,
    )


def unheaded(table: Table, code: str, label: str, cell: Cell) -> Finding:
    """Return the finding for a figure in a column that has no heading (R32)."""
    return Finding(
        id="R32",
        severity="warning",
        message_zh=f"“{squeeze(cell.text)}”所在的列没有表头，未读取",
        message_en=f"'{squeeze(cell.text)}' stands in a column without heading: not read",
        line=cell.line,
        page=cell.page,
        table=code,
        row=label,
        printed=squeeze(cell.text),
        cell=cell,
        table_number=table.number,
    )


def unit_assumed(table: Table, code: str, column: Column) -> Finding:
    """Return the finding for a money column whose unit is printed nowhere (R07)."""
    return Finding(
        id="R07",
        severity="warning",
        message_zh=f"“{column.heading}”列未注明金额单位，按万元读取",
        message_en=f"no unit is printed for column '{column.heading}': read as 万元 (10,000 yuan)",
        line=table.line,
        page=table.page,
        table=code,
        column=column.heading,
        suggestion="单位：万元",
        table_number=table.number,
    )


def label_cell(row: Row, index: int | None) -> Cell:
    """Return the cell that a record quotes: the one of the column, else the first that prints."""
    if index is not None and squeeze(row[index].text):
        return row[index]
    return next((cell for cell in row if squeeze(cell.text)), row[0])
