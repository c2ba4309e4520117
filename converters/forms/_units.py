"""Units of figures in running text: misprinted and missing ones, proven by sums.

`其中：…2.8元，…0万元` beside a total of 2.8万元 can only mean 2.8万元. Where no sum proves it, a
printed unit stands; a missing one is taken from its neighbours, and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetgraph.figures import UNIT_SCALES, Figure, parse_figure
from budgetgraph.model import Cell, Finding

from ..vocabulary import load

_UNIT_OF_SCALE = {scale: unit for unit, scale in UNIT_SCALES.items()}


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of the text; `scale` is 0 while its unit is missing, `sign` -1 for decreases."""

    key: str
    digits: str
    unit: str
    sign: int
    sentence: str
    cell: Cell
    scale: int


def mend(stated: Sequence[Stated]) -> tuple[list[Stated], list[Finding]]:
    """Return the figures with the units that they must have, and a finding (R06) for each change.

    A figure without a unit and without a neighbour to tell it is left out, with a finding.
    """
    known = {figure.key: figure for figure in stated}
    figures: list[Stated] = []
    findings: list[Finding] = []
    for figure in stated:
        usual = _usual_scale(figure, stated)
        proven = usual and usual != figure.scale and _proves(figure, usual, known)
        if proven or (not figure.unit and usual):
            mended = replace(figure, scale=usual)
            known[figure.key] = mended
            figures.append(mended)
            findings.append(_finding(figure, usual, proven=bool(proven)))
        elif figure.scale:
            figures.append(figure)
        else:
            findings.append(_unknown(figure))
    return figures, findings


def _usual_scale(figure: Stated, stated: Sequence[Stated]) -> int:
    """Return the unit of most figures around one: its sentence, then the figures it sums with."""
    related = _related(figure.key)
    scales = [
        other.scale
        for other in stated
        if other is not figure
        and other.scale
        and (other.sentence == figure.sentence or other.key in related)
    ]
    return max(sorted(set(scales)), key=scales.count) if scales else 0


def _related(key: str) -> set[str]:
    sums = [(entry["whole"], *entry["parts"]) for entry in load("narrative")["sum"]]
    return {member for members in sums if key in members for member in members} - {key}


def _proves(figure: Stated, scale: int, known: Mapping[str, Stated]) -> bool:
    """Return whether a sum holds with another unit and does not hold as printed."""
    return any(
        _holds(entry, {**known, figure.key: replace(figure, scale=scale)})
        and not _holds(entry, known)
        for entry in load("narrative")["sum"]
        if figure.key in (entry["whole"], *entry["parts"])
    )


def _holds(entry: Mapping[str, str | list[str]], known: Mapping[str, Stated]) -> bool:
    """Return whether the whole equals its parts within the printed precision.

    Parts that are not stated count as nothing; at least one must be.
    """
    whole = known.get(str(entry["whole"]))
    parts = [known[key] for key in entry["parts"] if key in known]
    if whole is None or not parts:
        return False
    figures = [_signed(figure) for figure in (whole, *parts)]
    rest = figures[0].amount_yuan - sum((f.amount_yuan for f in figures[1:]), Decimal(0))
    return abs(rest) <= sum(f.half_width_yuan for f in figures)


def _signed(figure: Stated) -> Figure:
    parsed = parse_figure(figure.digits, figure.scale)
    return replace(parsed, amount_yuan=parsed.amount_yuan * figure.sign)


def _finding(figure: Stated, scale: int, *, proven: bool) -> Finding:
    """Return the finding for a unit that is read otherwise than printed."""
    meant = figure.digits + _UNIT_OF_SCALE[scale]
    missing = not figure.unit
    fault_zh = "缺少单位" if missing else "单位有误"
    why_zh = "合计关系证明应为" if proven else "按同句其他数字读作"
    why_en = "sums prove that it means" if proven else "read like its neighbours as"
    return Finding(
        id="R06",
        severity="info" if missing and not Decimal(figure.digits.replace(",", "")) else "warning",
        message_zh=f"“{figure.cell.text}”{fault_zh}，{why_zh}“{meant}”",
        message_en=(
            f"'{figure.cell.text}' {'has no unit' if missing else 'has a wrong unit'}: "
            f"{why_en} '{meant}'"
        ),
        line=figure.cell.line,
        page=figure.cell.page,
        table="narrative",
        row=figure.key,
        printed=figure.cell.text,
        expected=meant,
        found=figure.cell.text,
        suggestion=f"改为“{meant}”",
        cell=figure.cell,
    )


def _unknown(figure: Stated) -> Finding:
    """Return the finding for a figure without a unit and without neighbours."""
    return Finding(
        id="R06",
        severity="warning",
        message_zh=f"“{figure.cell.text}”缺少单位，未读取",
        message_en=f"'{figure.cell.text}' has no unit: not read",
        line=figure.cell.line,
        page=figure.cell.page,
        table="narrative",
        row=figure.key,
        printed=figure.cell.text,
        cell=figure.cell,
    )
