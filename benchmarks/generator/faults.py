"""Faults put into a disclosure, each told in the truth: where, what is printed, what was meant.

A fault changes what one cell prints, or leaves something out; what was meant stays in the truth, so
that a check can be asked whether it finds the fault and nothing else.
"""

import re
from collections.abc import Callable
from random import Random

from .headings import measures
from .sheet import Block, Cell, ProjectForm, Row, Sheet, Text
from .truth import Truth
from .vocabulary import GROUP_LENGTH
from .words import ALPHABET

_CODED = frozenset({"revenue", "expenditure", "general-budget-expenditure", "general-budget-basic"})
_PERCENT = re.compile(r"≥\d+%")
_FIGURE = re.compile(r"\d+\.\d\d")
Fault = dict[str, str]


def inject(rng: Random, blocks: list[Block], truth: Truth) -> None:
    """Put one to five faults of different kinds into the blocks."""
    kinds = rng.sample(sorted(_KINDS), rng.randint(1, 5))
    for kind in kinds:
        found = _KINDS[kind](rng, blocks, truth)
        if found:
            truth.faults.append({"kind": kind, **found})


# --- figures of the budget tables ---------------------------------------------------------------


def _wrong_sum(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Change a class or group, so that it is no longer the sum of its items."""
    return _change(rng, blocks, _is_parent, lambda text: _add(text, rng.randint(100, 99_999)))


def _swapped_digits(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Swap two digits of an item."""
    return _change(rng, blocks, lambda code: not _is_parent(code), _swap)


def _moved_point(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Move the point of a figure to the left: 32921.44 becomes 3292.144."""
    return _change(rng, blocks, lambda code: True, _move_point)


def _change(
    rng: Random, blocks: list[Block], wanted: Callable[[str], bool], how: Callable[[str], str]
) -> Fault | None:
    """Change one figure of a table with codes, in a row whose code is wanted."""
    places = [
        (sheet, row, column)
        for sheet in blocks
        if isinstance(sheet, Sheet) and sheet.code in _CODED
        for row in sheet.rows
        if wanted(_code(sheet, row))
        for column in range(_first_amount(sheet), len(row))
        if row[column].text and how(row[column].text) != row[column].text
    ]
    if not places:
        return None
    sheet, row, column = rng.choice(places)
    row[column].text = how(row[column].text)
    measure = measures(sheet.code)[column - _first_amount(sheet)]
    return _told(row[column], table=sheet.code, row=row[0].text, column=measure)


def _first_amount(sheet: Sheet) -> int:
    return len(sheet.rows[0]) - len(measures(sheet.code))


def _code(sheet: Sheet, row: Row) -> str:
    return row[_first_amount(sheet) - 2].text


def _is_parent(code: str) -> bool:
    return len(code) < GROUP_LENGTH or (len(code) == GROUP_LENGTH and code.startswith("2"))


def _add(text: str, cents: int) -> str:
    whole = int(text.replace(".", "")) + cents
    return f"{whole // 100}.{whole % 100:02d}"


def _swap(text: str) -> str:
    digits = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit()]
    places = [i for i in digits if text[i] != text[i + 1] and (i or text[i + 1] != "0")]
    if not places:
        return text
    place = places[len(text) % len(places)]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _move_point(text: str) -> str:
    whole, _, decimals = text.partition(".")
    return f"{whole[:-1]}.{whole[-1]}{decimals}" if len(whole) > 1 else text


# --- projects -----------------------------------------------------------------------------------


def _form(rng: Random, blocks: list[Block]) -> ProjectForm:
    return rng.choice([block for block in blocks if isinstance(block, ProjectForm)])


def _doubled_target(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Print the value of a target twice: ≥95≥95%."""
    forms = [block for block in blocks if isinstance(block, ProjectForm)]
    cells = [
        (form, row) for form in forms for row in form.indicators if _PERCENT.fullmatch(row[4].text)
    ]
    if not cells:
        return None
    form, row = rng.choice(cells)
    row[4].text = row[4].text.rstrip("%") + row[4].text
    return _told(row[4], table="project", row=str(form.number), column="指标值")


def _falling_plan(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Let the shares of a plan fall."""
    form = _form(rng, blocks)
    form.plan[1].text, form.plan[2].text = "60%", "40%"
    return _told(form.plan[2], table="project", row=str(form.number), column="10月底")


def _open_plan(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """End a plan below 100 percent."""
    form = _form(rng, blocks)
    form.plan[3].text = "90%"
    return _told(form.plan[3], table="project", row=str(form.number), column="12月底")


def _funding_part(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Let the parts of a project's money differ from its sum."""
    form = _form(rng, blocks)
    if not form.fiscal.text:
        return None
    form.fiscal.text = _add(form.fiscal.text, 100)
    return _told(form.fiscal, table="project", row=str(form.number), column="财政资金")


def _check_character(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Print another check character at the end of a project code."""
    form = _form(rng, blocks)
    place = (ALPHABET.index(form.code.text[-1]) + rng.randint(1, 30)) % len(ALPHABET)
    form.code.text = form.code.text[:-1] + ALPHABET[place]
    return _told(form.code, table="project", row=str(form.number), column="项目编码")


def _personal_data(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Print a name with a telephone number; both are the examples that stand for no one."""
    form = _form(rng, blocks)
    form.purpose.text += "，联系人张三 13800000000"
    return _told(form.purpose, table="project", row=str(form.number), column="资金用途")


# --- texts and registers ------------------------------------------------------------------------


def _missing_note(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Leave out the note under an empty table."""
    sheets = [block for block in blocks if isinstance(block, Sheet) and block.notes]
    if not sheets:
        return None
    sheet = rng.choice(sheets)
    note = Cell(sheet.notes.pop())
    note.text = ""
    return _told(note, table=sheet.code, row="", column="")


def _missing_section(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Leave out the section on running cost."""
    start = next(
        number
        for number, block in enumerate(blocks)
        if isinstance(block, Text) and block.text.startswith("三、机关运行经费")
    )
    heading = Cell(blocks[start].text)  # type: ignore[union-attr]
    heading.text = ""
    del blocks[start : start + 2]
    truth.rows["statements"] = [
        row for row in truth.rows["statements"] if row[0] != "agency-running-cost"
    ]
    return _told(heading, table="", row="", column="")


def _narrative_differs(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """State another figure in the text than in the tables."""
    pieces = [
        piece
        for block in blocks
        if isinstance(block, Text)
        for piece in block.pieces
        if _FIGURE.fullmatch(piece.text) and piece.text != "0.00"
    ]
    piece = rng.choice(pieces)
    piece.text = _add(piece.text, rng.randint(1, 999) * 10)
    return _told(piece, table="", row="", column="")


def _wrong_label(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Print the label of another code in one table only."""
    sheets = [block for block in blocks if isinstance(block, Sheet) and block.code in _CODED]
    sheet = rng.choice(sheets)
    row, other = rng.sample(sheet.rows[1:], 2)
    first = _first_amount(sheet)
    label = row[first - 1]
    if label.text == other[first - 1].text:
        return None
    label.text = other[first - 1].text
    truth.rows["lines"] = [
        (*line[:4], label, *line[5:]) if line[6] in row[first:] else line
        for line in truth.rows["lines"]
    ]
    return _told(label, table=sheet.code, row=row[0].text, column="科目名称")


def _wrong_product(rng: Random, blocks: list[Block], truth: Truth) -> Fault | None:
    """Print a price at which quantity times price is not the total of a purchase."""
    rows = [
        row
        for block in blocks
        if isinstance(block, Sheet) and block.code == "procurement"
        for row in block.rows
        if row[6].text
    ]
    if not rows:
        return None
    row = rng.choice(rows)
    row[6].text = _add(row[6].text, rng.randint(10, 500))
    return _told(row[6], table="procurement", row=row[2].text, column="单价")


def _told(cell: Cell, **place: str) -> Fault:
    return {**place, "printed": cell.text, "meant": cell.meant}


_KINDS: dict[str, Callable[[Random, list[Block], Truth], Fault | None]] = {
    "check-character": _check_character,
    "doubled-target": _doubled_target,
    "falling-plan": _falling_plan,
    "funding-part": _funding_part,
    "missing-note": _missing_note,
    "missing-section": _missing_section,
    "moved-point": _moved_point,
    "narrative-differs": _narrative_differs,
    "open-plan": _open_plan,
    "personal-data": _personal_data,
    "swapped-digits": _swapped_digits,
    "wrong-label": _wrong_label,
    "wrong-product": _wrong_product,
    "wrong-sum": _wrong_sum,
}
