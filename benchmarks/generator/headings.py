"""Titles, headings and widths of the tables; see `headings.toml`."""

from functools import cache
from typing import Any

from .plan import Department
from .sheet import Row, Sheet
from .vocabulary import load

LEDGERS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
REGISTERS = frozenset({"institutions", "procurement", "assets"})


@cache
def _spec(code: str) -> dict[str, Any]:
    own: dict[str, Any] = load("headings")[code]
    return load("headings")[own["same"]] | own if "same" in own else own


@cache
def measures(code: str) -> tuple[str, ...]:
    """Return the lowest heading of each amount column of a table by code, and of 三公."""
    spec = _spec(code)
    lowest = []
    upper = [text for text, span in spec["heading"] for _ in range(span)]
    for above, below in zip(upper, spec["lower"] or upper, strict=True):
        lowest.append(below or above)
    first = 2 if code == "three-public" else 3
    return tuple(lowest[first:])


def sheet(code: str, department: Department, rows: list[Row]) -> Sheet:
    """Return the table of a kind with its rows; an empty one carries its note."""
    spec = _spec(code)
    name = f"{department.number} {department.name}"
    return Sheet(
        code=code,
        title=spec["title"],
        caption=[name, f"预算年度：{department.year}", "单位：万元"],
        heading=[(text, span) for text, span in spec["heading"]],
        lower=list(spec["lower"]),
        rows=rows,
        numbers=code not in REGISTERS,
        notes=[] if rows else [spec["note"]],
        widths=list(spec["widths"]),
        narrow=list(spec.get("narrow", spec["widths"])),
        flow_heading=list(spec["flow"]),
        flow_widths=list(spec["flow_widths"]),
    )
