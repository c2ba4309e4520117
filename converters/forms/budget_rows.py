"""What a row of a budget table is about: its classification code and its label.

Codes stand in a column of their own, in one each for 类 款 项, or in the label: `[30101]基本工资`.
"""

import re
from collections.abc import Sequence

from budgetgraph.figures import half_width, is_figure, squeeze
from budgetgraph.model import Column, Row

from ..layout.columns import AmountColumn
from ..vocabulary import normalise

_POINTED = re.compile(r"\(?\[?(\d{3})(?:[.·\-]?(\d{2}))?(?:[.·\-]?(\d{2}))?\]?\)?")
_IN_LABEL = re.compile(
    r"(?:\[(\d{3}|\d{5}|\d{7})\]|\((\d{3}|\d{5}|\d{7})\)|(\d{3}|\d{5}|\d{7})[-_.、:]?)(\D.*)"
)
_UNIT_CODES = re.compile(r"(?:单位|部门)(?:代码|编码)")
_CLASS_CODES = {
    "function": re.compile(r"[12]\d{2}(?:\d{2}){0,2}"),
    "economic": re.compile(r"3\d{2}(?:\d{2})?"),
}
_LEVEL_ONE = 3  # digits; units have numbers of three digits too
_FIRST_LEVEL = re.compile(r"[23]\d{2}")


def codes_in_labels(rows: Sequence[Row], columns: Sequence[AmountColumn]) -> bool:
    """Return whether the labels of a table without code columns begin with codes."""
    return not any(column.codes for column in columns) and any(
        _has_code(_class_of(row, column)) for row in rows for column in columns
    )


def _has_code(text: str) -> bool:
    """Return whether a label begins with a code: 2130101行政运行, 201 一般公共服务支出.

    One of three digits may be a unit's; that of a class stands before an expenditure.
    """
    code, name = split_label(text)
    return len(code) > _LEVEL_ONE or bool(_FIRST_LEVEL.fullmatch(code) and name.endswith("支出"))


def heads_unit_codes(columns: Sequence[Column]) -> bool:
    """Return whether a table has codes of units, too; text may print them under 科目编码."""
    return bool(_UNIT_CODES.search("".join(squeeze(column.heading) for column in columns)))


def is_unit_code(code: str, classification: str) -> bool:
    """Return whether a code of such a table is none of its classification: 501, 318001."""
    known = _CLASS_CODES.get(classification)
    return bool(code) and known is not None and not known.fullmatch(code)


def code_and_label(row: Row, column: AmountColumn, in_labels: bool) -> tuple[str, str]:
    """Return the code and label of a row.

    Args:
        row: The row.
        column: A column of figures.
        in_labels: The codes stand in the labels, or in the names of classes beside them.
    """
    label, known = label_of(row, column), _class_of(row, column)
    if not in_labels:
        return code_of(row, column), label
    code, name = split_label(known)
    return code, name if label == known else label


def split_label(text: str) -> tuple[str, str]:
    """Return code and label of a cell that prints both, the code empty where it prints none."""
    label = squeeze(text)
    found = _IN_LABEL.fullmatch(normalise(label))
    if found is None:
        return "", label
    code = next(filter(None, found.groups()[:3]))
    return code, label[found.start(4) :] if len(normalise(label)) == len(label) else found[4]


def fill_codes(rows: Sequence[Row], columns: Sequence[AmountColumn]) -> Sequence[Row]:
    """Return the rows with 类 and 款 filled down where a row prints only its own 款 or 项."""
    parts = next((column.codes for column in columns if len(column.codes) > 1), ())
    if not parts:
        return rows
    filled: list[Row] = []
    above: dict[int, str] = {}
    for row in rows:
        printed = [index for index in parts if squeeze(row[index].text).isdigit()]
        if printed and printed[0] != parts[0]:
            row = tuple(  # noqa: PLW2901 - the same row, whole
                cell._replace(text=above.get(index, ""))
                if index in parts and index < printed[0]
                else cell
                for index, cell in enumerate(row)
            )
        if printed:
            above = {index: row[index].text for index in parts if index <= printed[-1]}
        filled.append(row)
    return filled


def code_of(row: Row, column: AmountColumn) -> str:
    """Return the printed code; one printed as 类 款 项 in three columns is put together."""
    first, *rest = [half_width(squeeze(row[index].text)) for index in column.codes] or [""]
    code = first
    for piece in rest:
        repeats = piece.startswith(code) and len(piece) > len(code)  # 213 | 21303 | 2130301
        code = piece if repeats else code + (piece.zfill(2) if piece else "")  # 3 in a workbook: 03
    if code.isdigit():
        return code
    pointed = _POINTED.fullmatch(normalise(code))
    return "".join(filter(None, pointed.groups())) if pointed else ""


def label_of(row: Row, column: AmountColumn) -> str:
    """Return the row's label; without one, the nearest text left of it (合计 over two columns).

    Without such, it is a part of the label above, in a column of its own below the same heading.
    """
    start = 0 if column.label is None and not column.codes else column.label
    start = column.column.index if start is None else start
    beside = () if column.beside is None else (column.beside,)
    left, right = range(start - 1, -1, -1), range(start + 1, column.column.index)
    for index in (start, *beside, *reversed(column.codes), *left, *right):
        text = squeeze(row[index].text)
        if text and not is_figure(text) and not (index in column.codes and code_of(row, column)):
            return text
    return ""


def _class_of(row: Row, column: AmountColumn) -> str:
    """Return the name of the row's class where a column has it, else its label."""
    named = "" if column.beside is None else squeeze(row[column.beside].text)
    return named or label_of(row, column)
