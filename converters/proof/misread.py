"""Figures that a conversion misread: same digits, point moved (3292.144 for 32921.44).

The printed figure stays; a second Reading is added where the sums of the table and the twin tables
prove what the cell must mean. At least two proofs are needed, and the digits must be the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetgraph.figures import Figure, parse_figure, plain_decimal
from budgetgraph.model import Finding, Line, Reading

_SHIFTS = (-4, -3, -2, -1, 1, 2, 3, 4)
# Tables that print the whole expenditure of a code in their total column.
_TWINS = frozenset({"revenue", "expenditure", "general-budget-expenditure"})
_PROOFS_NEEDED = 2


def mend(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Return the lines, misread ones with their proven reading, and a Finding for each of them."""
    parents = _parents(lines)
    twins = _twins(lines)
    mended: dict[int, Line] = {}
    findings: list[Finding] = []
    for index in _suspects(lines, parents):
        line = lines[index]
        found = _best(lines, index, parents.get(index), twins.get(line.code, ()))
        if found is None:
            continue
        figure, proofs = found
        reading = Reading(
            text=figure.printed,
            amount_yuan=figure.amount_yuan,
            reason="moved-point",
            evidence=tuple(lines[proof].cell for proof in proofs),
        )
        mended[index] = replace(
            line, amount_yuan=figure.amount_yuan, status="corrected", readings=(reading,)
        )
        findings.append(_finding(line, figure, [lines[proof] for proof in proofs]))
    return tuple(mended.get(i, line) for i, line in enumerate(lines)), tuple(findings)


def _parents(lines: Sequence[Line]) -> dict[int, int]:
    return {part: index for index, line in enumerate(lines) for part in line.parts}


def _twins(lines: Sequence[Line]) -> dict[str, tuple[int, ...]]:
    """Return, per code, the lines that print its total in the tables that repeat it."""
    found: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.code and line.table in _TWINS and line.measure_code == "total":
            found.setdefault(line.code, []).append(index)
    return {code: tuple(indices) for code, indices in found.items()}


def _suspects(lines: Sequence[Line], parents: dict[int, int]) -> Iterator[int]:
    """Yield lines whose own sum, or the sum they belong to, is off by more than rounding."""
    off = {
        index for index, line in enumerate(lines) if line.parts and _gap(lines, index) is not None
    }
    for index in range(len(lines)):
        if index in off or parents.get(index) in off:
            yield index


def _gap(lines: Sequence[Line], index: int) -> Decimal | None:
    """Return printed total minus sum of parts where rounding cannot explain it, else None."""
    line = lines[index]
    parts = [lines[part] for part in line.parts]
    difference = line.amount_yuan - sum((part.amount_yuan for part in parts), Decimal(0))
    allowed = line.figure.half_width_yuan + sum(
        (part.figure.half_width_yuan for part in parts), Decimal(0)
    )
    return difference if abs(difference) > allowed else None


def _best(
    lines: Sequence[Line], index: int, parent: int | None, twins: Sequence[int]
) -> tuple[Figure, list[int]] | None:
    """Return the one shifted reading that enough proofs support, with the lines that prove it."""
    found = []
    for figure in _shifted(lines[index].figure):
        proofs = _proofs(lines, index, figure, parent, twins)
        if len(proofs) >= _PROOFS_NEEDED:
            found.append((figure, proofs))
    return found[0] if len(found) == 1 else None


def _shifted(figure: Figure) -> Iterator[Figure]:
    """Yield the figure with its decimal point moved."""
    value = figure.amount_yuan / figure.scale
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not any(digits):
        return
    printed = Decimal(figure.printed.replace(",", "")).as_tuple()
    for shift in _SHIFTS:
        moved = Decimal((sign, printed.digits, int(printed.exponent) + shift))
        text = format(moved, "f")
        yield parse_figure(text, figure.scale)


def _proofs(
    lines: Sequence[Line], index: int, figure: Figure, parent: int | None, twins: Sequence[int]
) -> list[int]:
    """Return lines that agree with a reading: the sum below, the sum above, the twin tables.

    Twin lines of the same reading prove nothing by themselves: they must print the value.
    """
    line = lines[index]
    proofs: list[int] = []
    candidate = replace(line, amount_yuan=figure.amount_yuan, figure=figure)
    trial = [*lines[:index], candidate, *lines[index + 1 :]]
    if line.parts and _gap(trial, index) is None:
        proofs.append(line.parts[0])
    if parent is not None and _gap(trial, parent) is None:
        proofs.append(parent)
    proofs += [
        twin
        for twin in twins
        if lines[twin].table != line.table and lines[twin].amount_yuan == figure.amount_yuan
    ]
    return proofs


def _finding(line: Line, figure: Figure, proofs: Sequence[Line]) -> Finding:
    where = "、".join(f"第{proof.cell.line}行" for proof in proofs)
    lines = ", ".join(str(proof.cell.line) for proof in proofs)
    return Finding(
        id="R33",
        severity="warning",
        message_zh=(
            f"“{line.label}”{line.measure}印作{line.figure.printed}，"
            f"各项加总与其他表证明应为{figure.printed}（见{where}）"
        ),
        message_en=(
            f"{line.code or line.label} {line.measure} prints {line.figure.printed}; "
            f"sums and other tables prove {figure.printed} (lines {lines})"
        ),
        line=line.cell.line,
        page=line.cell.page,
        table=line.table,
        row=line.row_number or line.label,
        column=line.measure,
        printed=line.figure.printed,
        expected=figure.printed,
        found=line.figure.printed,
        difference=plain_decimal(line.figure.amount_yuan - figure.amount_yuan),
        suggestion=figure.printed,
        cell=line.cell,
        table_number=line.table_number,
    )
