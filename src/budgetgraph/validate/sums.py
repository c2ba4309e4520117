"""The sums of a document as equations, and which single figure would make all of them hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from budgetgraph.terms import BUD, PREFIXES, PROV

from .describe import Places
from .rows import Value, decimal_of, node_of

_CODE = PREFIXES["code"]
_UNIT_SUMS = (
    ("basic-total", ("basic-personnel", "basic-operating")),
    ("expenditure-total", ("basic-total", "project-total")),
    ("revenue-total", ("fiscal-appropriation", "carry-over", "other-funds")),
    ("expenditure-total", ("revenue-total",)),
)
_TWIN_MEASURES = frozenset({"total", "basic", "project"})
_TWIN_TABLES = frozenset({"expenditure", "general-budget-expenditure", "revenue"})


@dataclass(frozen=True, slots=True)
class Sum:
    """One equation: the total is the sum of the parts."""

    total: str
    parts: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """All lines of the equation."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure that would make all sums hold.

    Attributes:
        line: IRI of the line.
        amount: Its amount, as it is.
        needed: The amount that it should have.
    """

    line: str
    amount: Decimal
    needed: Decimal


class Sums:
    """Finds the equations around a line.

    Args:
        store: The store that the checks ran on.
        places: Looks up properties.
    """

    def __init__(self, store: ox.Store, places: Places) -> None:
        """Remember where to look; read nothing yet."""
        self._store = store
        self._places = places

    def repairs(self, line: str) -> list[Repair]:
        """Return the figures, each of which alone would make all sums around a line hold.

        Args:
            line: A line whose own sum is off.
        """
        found = []
        for equation in self._of_total(line):
            gap = self._gap(equation)
            if abs(gap) <= self._width(equation):
                continue
            for member in equation.members:
                amount = self._amount(member)
                needed = amount - gap if member == equation.total else amount + gap
                if needed > 0 and self._holds_with(member, needed, equation):
                    found.append(Repair(member, amount, needed))
        return found

    def neighbours(self, line: str) -> Iterator[tuple[str, Decimal]]:
        """Yield the other lines of the table in which a line stands, with their amounts."""
        for other in self._lines_of_table(line):
            if other != line:
                yield other, self._amount(other)

    def _holds_with(self, line: str, needed: Decimal, solved: Sum) -> bool:
        """Return whether every other equation of a line holds when its amount is the needed one."""
        for equation in {*self._of_total(line), *self._of_part(line), *self._twins(line)} - {
            solved
        }:
            change = needed - self._amount(line)
            gap = self._gap(equation) + (change if equation.total == line else -change)
            if abs(gap) > self._width(equation):
                return False
        return True

    def _of_total(self, line: str) -> list[Sum]:
        found = []
        for link in (BUD.aggregates, BUD.crossFoots):
            quads = self._store.quads_for_pattern(node_of(line), link, None, None)
            parts = tuple(
                sorted(q.object.value for q in quads if isinstance(q.object, ox.NamedNode))
            )
            if parts:
                found.append(Sum(line, parts))
        return found + [equation for equation in self._unit_sums(line) if equation.total == line]

    def _of_part(self, line: str) -> list[Sum]:
        found = []
        for link in (BUD.aggregates, BUD.crossFoots):
            for quad in self._store.quads_for_pattern(None, link, node_of(line), None):
                if isinstance(quad.subject, ox.NamedNode):
                    whole = self._store.quads_for_pattern(quad.subject, link, None, None)
                    parts = (q.object.value for q in whole if isinstance(q.object, ox.NamedNode))
                    found.append(Sum(quad.subject.value, tuple(sorted(parts))))
        return found + [equation for equation in self._unit_sums(line) if line in equation.parts]

    def _unit_sums(self, line: str) -> list[Sum]:
        """Return the equations of a whole-unit performance table, which no property states."""
        about = self._places.properties(line)
        if _code(about.get("table")) != "unit-performance":
            return []
        lines = {
            _code(self._places.properties(other).get("measure")): other
            for other in self._lines_of_table(line)
            if self._places.properties(other).get("budget") == about.get("budget")
        }
        return [
            Sum(lines[total], tuple(lines[part] for part in parts if part in lines))
            for total, parts in _UNIT_SUMS
            if total in lines and any(part in lines for part in parts)
        ]

    def _twins(self, line: str) -> list[Sum]:
        """Return equations with lines of other tables that print the same figure for one code."""
        about = self._places.properties(line)
        measure, concept = _code(about.get("measure")), about.get("functionalCode")
        if (
            not concept
            or measure not in _TWIN_MEASURES
            or _code(about.get("table")) not in _TWIN_TABLES
        ):
            return []
        found = []
        code = node_of(concept)
        for quad in self._store.quads_for_pattern(None, BUD.functionalCode, code, None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value != line:
                other = self._places.properties(quad.subject.value)
                same_document = quad.subject.value.rpartition("/t")[0] == line.rpartition("/t")[0]
                if (
                    same_document
                    and _code(other.get("measure")) == measure
                    and other.get("amount") == about.get("amount")
                    and _code(other.get("table")) in _TWIN_TABLES
                ):
                    found.append(Sum(line, (quad.subject.value,)))
        return found

    def _lines_of_table(self, line: str) -> list[str]:
        cell = self._places.properties(str(self._places.properties(line).get("wasQuotedFrom", "")))
        if "inTable" not in cell:
            return []
        sheet = node_of(cell["inTable"])
        found = []
        for quad in self._store.quads_for_pattern(None, BUD.inTable, sheet, None):
            quotes = self._store.quads_for_pattern(None, PROV.wasQuotedFrom, quad.subject, None)
            found += [q.subject.value for q in quotes if isinstance(q.subject, ox.NamedNode)]
        return sorted(other for other in found if "amount" in self._places.properties(other))

    def _gap(self, equation: Sum) -> Decimal:
        return self._amount(equation.total) - sum(map(self._amount, equation.parts), Decimal(0))

    def _width(self, equation: Sum) -> Decimal:
        widths = (self._places.properties(member).get("halfWidth") for member in equation.members)
        return sum(map(decimal_of, widths), Decimal(0))

    def _amount(self, line: str) -> Decimal:
        return decimal_of(self._places.properties(line).get("amount"))


def _code(iri: Value | None) -> str:
    return str(iri).rpartition("/")[2] if iri else ""
