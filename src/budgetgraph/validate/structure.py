"""Runs the compiled shapes: whether the RDF is built as the vocabulary says."""

from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox

from .checks import Check
from .compile import Constraint, PropertyShape, load_shapes
from .engine import Result
from .rows import Row, select
from .wording import shorten

# Lists that `sh:class` looks into.
LISTS = (
    "codes/aggregation-role.ttl", "codes/comparator.ttl", "codes/correction.ttl",
    "codes/expenditure-type.ttl", "codes/frequency.ttl", "codes/funding-source.ttl",
    "codes/indicator", "codes/item.ttl", "codes/ledger.ttl", "codes/measure.ttl", "codes/phase.ttl",
    "codes/severity.ttl", "codes/side.ttl", "codes/table.ttl", "codes/unit.ttl",
    "codes/value-status.ttl", "codes/view.ttl",
)  # fmt: skip


def run_shapes(store: ox.Store, profile: str = "cn") -> list[Result]:
    """Return the results of all shapes of a profile; the store must hold `LISTS`."""
    counts: dict[str, int] = {}
    return [
        Result(_told(constraint, row), row | {"value": row["this"]})
        for shape in load_shapes(profile)
        if not is_clean(store, shape, counts)
        for constraint in shape.constraints
        for row in find_faults(store, constraint)
    ]


def is_clean(store: ox.Store, shape: PropertyShape, counts: dict[str, int]) -> bool:
    """Return whether no constraint of a property shape can fail.

    Args:
        store: The data.
        shape: The property shape.
        counts: Numbers of focus nodes by target, filled as they are asked for.
    """
    row = next(select(store, shape.screen))
    if int(row.get("faults", 0)) or (shape.is_single and row["values"] != row["nodes"]):
        return False
    if not shape.is_required:
        return True
    if shape.target not in counts:
        counts[shape.target] = int(next(select(store, shape.target))["nodes"])
    return counts[shape.target] == row["nodes"]


def find_faults(store: ox.Store, constraint: Constraint) -> Iterator[Row]:
    """Yield the focus nodes (`this`) and values (`term`) that break a constraint, sorted."""
    yield from sorted(select(store, constraint.check.query), key=str)


def _told(constraint: Constraint, row: Row) -> Check:
    """Return the check with the value at fault in its messages."""
    check = constraint.check
    if "term" not in row:
        return check
    found = shorten(str(row["term"]))
    return replace(
        check,
        message_zh=f"{check.message_zh}；现为“{found}”",
        message_en=f"{check.message_en}; found '{found}'",
    )
