"""Findings that tell the same slip: the one that says most is kept."""

from collections.abc import Callable, Sequence

from .outcome import Told

# Check -> checks that make it redundant at the same statement.
_AT_STATEMENT = {
    "P31": {"P16", "P03"},  # a doubled word inside a doubled goal or target
    "P10": {"X10"},
    "P18": {"P03"},
    "P13": {"P03"},
}
# The same at the same printed line: checks of the text that follow from one wrong figure in it.
_AT_LINE = {"X16": {"X10"}, "X30": {"X10", "X16"}, "P10": {"X10"}}
# Conversion's own findings that a check repeats with more to say, at the same line and column.
_CORRECTED = frozenset({"R04", "R33"})


def drop_twins(told: Sequence[Told]) -> list[Told]:
    """Return the findings without those that another one makes redundant."""
    at_statement = _group(told, lambda one: one.value)
    at_line = _group(told, lambda one: str(one.finding.line or ""))
    proven = {(one.finding.line, one.finding.column) for one in told if one.finding.id == "A13"}
    # Conversion tells of personal data as well, but not what is printed there.
    masked = {one.finding.line for one in told if one.finding.id == "P09" and one.finding.printed}
    return [
        one
        for one in told
        if not (
            _AT_STATEMENT.get(one.finding.id, set()) & at_statement.get(one.value, set())
            or _AT_LINE.get(one.finding.id, set()) & at_line.get(str(one.finding.line or ""), set())
            or (one.finding.id in _CORRECTED and (one.finding.line, one.finding.column) in proven)
            or (one.finding.id == "P09" and not one.finding.printed and one.finding.line in masked)
        )
    ]


def _group(told: Sequence[Told], key: Callable[[Told], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in told:
        if key(one):
            found.setdefault(key(one), set()).add(one.finding.id)
    return found
