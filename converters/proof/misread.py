"""Figures that a conversion misread: same digits, point moved (3292.144 for 32921.44).

The printed figure stays; a second Reading is added where at least two proofs say what the cell must
mean. Proofs are the sums that do not hold as printed and hold with the reading (across the row,
down the column, below the row), a twin table that prints it, and the number of decimals that all
other figures of the table have. A reading is none where it breaks a sum, or a twin prints the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgetgraph.figures import Figure, half_width, parse_figure, plain_decimal
from budgetgraph.model import Cell, Finding, Line, Reading

from .nesting import adds_up

_SHIFTS = (-4, -3, -2, -1, 1, 2, 3, 4)
_LARGEST = 15  # power of ten, in yuan: what is more is no amount of a department, but glued digits
# Tables that print the whole expenditure of a code in their total column.
_TWINS = frozenset({"revenue", "expenditure", "general-budget-expenditure"})
_PROOFS_NEEDED = 2
_ALIKE = 4  # figures with as many decimals that make a habit

_Readings = Mapping[int, Figure]  # lines read anew


@dataclass(slots=True, eq=False)
class _Sum:
    """A line and those that it sums: `parts` below it, or `addends` beside it.

    Attributes:
        total: Index of the line.
        parts: Indices of those that it sums.
        members: The same, to ask which line is among them.
        gap: What it differs by from its parts, as printed.
        allowed: What rounding explains of that.
    """

    total: int
    parts: tuple[int, ...]
    members: frozenset[int]
    gap: Decimal
    allowed: Decimal

    def witness(self, index: int) -> int:
        """Return the other line that shows the sum to someone who looks at one of it."""
        return self.parts[0] if index == self.total else self.total


@dataclass(slots=True)
class _Context:
    """What a document says about its lines: sums, twins, the decimals that a table prints."""

    lines: Sequence[Line]
    sums: dict[int, list[_Sum]] = field(default_factory=dict)
    off: set[_Sum] = field(default_factory=set)
    twins: dict[str, list[int]] = field(default_factory=dict)
    decimals: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    rows: dict[tuple[int, str, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather all from the lines."""
        for index, line in enumerate(self.lines):
            for parts in (line.parts, line.addends):
                if parts:
                    self._add_sum(index, parts)
            if line.code and line.table in _TWINS and line.measure_code == "total":
                self.twins.setdefault(line.code, []).append(index)
            self.decimals[line.table_number][_decimals(line.figure)] += 1
            self.rows.setdefault((line.table_number, line.side, line.cell.row), []).append(index)

    def _add_sum(self, total: int, parts: tuple[int, ...]) -> None:
        whole, addends = self.lines[total].figure, [self.lines[part].figure for part in parts]
        found = _Sum(
            total,
            parts,
            frozenset(parts),
            gap=whole.amount_yuan - sum([part.amount_yuan for part in addends]),
            allowed=whole.half_width_yuan + sum([part.half_width_yuan for part in addends]),
        )
        for member in (total, *parts):
            self.sums.setdefault(member, []).append(found)
        if not self.holds(found, {}):
            self.off.add(found)

    def holds(self, found: _Sum, readings: _Readings) -> bool:
        """Return whether rounding explains what a sum differs from its parts by."""
        gap, allowed = found.gap, found.allowed
        for index, figure in readings.items():  # a sum of thousands is not added up anew
            before = self.lines[index].figure
            if index in found.members:
                gap -= figure.amount_yuan - before.amount_yuan
            elif index == found.total:
                gap += figure.amount_yuan - before.amount_yuan
            else:
                continue
            allowed += figure.half_width_yuan - before.half_width_yuan
        return abs(gap) <= allowed

    def row_of(self, index: int) -> list[int]:
        """Return the lines of the same row."""
        line = self.lines[index]
        return self.rows[line.table_number, line.side, line.cell.row]

    def twins_of(self, index: int) -> list[int]:
        """Return the lines of other tables that print the total of a line's code."""
        line = self.lines[index]
        return [
            twin for twin in self.twins.get(line.code, ()) if self.lines[twin].table != line.table
        ]

    def usual_decimals(self, group: Iterable[int]) -> int | None:
        """Return the decimals of all other figures of a row's table, None where they differ."""
        members = [self.lines[index] for index in group]
        left = dict(self.decimals[members[0].table_number])
        for line in members:
            left[_decimals(line.figure)] -= 1
        kept = {decimals: count for decimals, count in left.items() if count}
        return next(iter(kept)) if len(kept) == 1 and min(kept.values()) >= _ALIKE else None


def mend(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Return the lines, misread ones with their proven reading, and a Finding for each of them."""
    if _add_up(lines):
        return tuple(lines), ()
    context = _Context(lines)
    suspects = {member for found in context.off for member in (found.total, *found.parts)}
    proven: dict[int, tuple[Figure, list[int]]] = {}
    for index in sorted(suspects):
        if index not in proven:
            proven |= _best(context, index)
    mended = {
        index: _with_reading(lines[index], figure, [lines[proof].cell for proof in proofs])
        for index, (figure, proofs) in proven.items()
    }
    findings = [
        _finding(lines[index], figure, [lines[proof] for proof in proofs])
        for index, (figure, proofs) in sorted(proven.items())
    ]
    return tuple(mended.get(i, line) for i, line in enumerate(lines)), tuple(findings)


def _add_up(lines: Sequence[Line]) -> bool:
    """Return whether every sum holds as printed, as in most documents: then none is misread."""
    return all(
        adds_up(lines, index, parts)
        for index, line in enumerate(lines)
        for parts in (line.parts, line.addends)
        if parts
    )


def _with_reading(line: Line, figure: Figure, evidence: Sequence[Cell]) -> Line:
    reading = Reading(figure.printed, figure.amount_yuan, "moved-point", tuple(evidence))
    return line._replace(amount_yuan=figure.amount_yuan, status="corrected", readings=(reading,))


def _best(context: _Context, index: int) -> dict[int, tuple[Figure, list[int]]]:
    """Return the one reading that enough proofs support, with the lines that prove it.

    A conversion that misreads a cell misreads its like in the row: 合计, 小计 and 财政拨款 of one
    row that print the same are also read anew together.
    """
    line = context.lines[index]
    alike = [
        other
        for other in context.row_of(index)
        if context.lines[other].figure.printed == line.figure.printed
    ]
    found = []
    for figure in _shifted(line.figure):
        for group in [[index], alike] if len(alike) > 1 else [[index]]:
            proofs = _proofs(context, dict.fromkeys(group, figure))
            if proofs:
                found.append({member: (figure, proofs[member]) for member in group})
    return found[0] if len(found) == 1 else {}


def _shifted(figure: Figure) -> Iterator[Figure]:
    """Yield the figure with its decimal point moved."""
    if not figure.amount_yuan or figure.amount_yuan.adjusted() > _LARGEST:
        return
    printed = (figure.amount_yuan / figure.scale).quantize(_last_digit(figure)).as_tuple()
    for shift in _SHIFTS:
        moved = Decimal((printed.sign, printed.digits, int(printed.exponent) + shift))
        yield parse_figure(format(moved, "f"), figure.scale)


def _last_digit(figure: Figure) -> Decimal:
    """Return the worth of the last printed digit in printed units: 0.01 for 3292.14."""
    return (figure.half_width_yuan * 2 / figure.scale).normalize()


def _decimals(figure: Figure) -> int:
    return len(half_width(figure.printed).partition(".")[2].rstrip(")"))


def _proofs(context: _Context, readings: _Readings) -> dict[int, list[int]]:
    """Return, per line read anew, the lines that prove it; nothing where proof is not enough.

    The proofs of a group count together, but each of its lines must have one.
    """
    lines = context.lines
    proofs: dict[int, list[int]] = {}
    count = 0
    for index, figure in readings.items():
        sums = context.sums.get(index, ())
        held = [found for found in sums if context.holds(found, readings)]
        if any(found not in context.off and found not in held for found in sums):
            return {}
        mended = [found.witness(index) for found in held if found in context.off]
        said = context.twins_of(index)
        twins = [twin for twin in said if lines[twin].amount_yuan == figure.amount_yuan]
        if lines[index].measure_code == "total" and any(
            lines[twin].amount_yuan == lines[index].amount_yuan for twin in said
        ):
            return {}
        if not mended and not twins:
            return {}
        proofs[index] = [*mended, *twins]
        unlike = _decimals(lines[index].figure) != _decimals(figure)
        usual = unlike and context.usual_decimals(readings) == _decimals(figure)
        count = max(count, len(proofs[index]) + usual)
    return proofs if count >= _PROOFS_NEEDED else {}


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
