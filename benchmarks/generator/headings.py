"""Titles, headings and widths of the tables; see `headings.toml`."""

from functools import cache
from typing import Any

from .plan import PROVINCIAL, Department
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


def sheet(code: str, department: Department, rows: list[Row], template: str = PROVINCIAL) -> Sheet:
    """Return the table of a kind with its rows; an empty one carries its note."""
    spec = _spec(code)
    name = f"{department.number} {department.name}"
    made = Sheet(
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
    return made if template == PROVINCIAL else _as_national(made, department)


def _as_national(sheet: Sheet, department: Department) -> Sheet:
    """Return the table without row and column numbers, under its national title, in yuan."""
    spec = _spec(sheet.code)
    sheet.title = spec["national"]
    sheet.caption = [f"部门：{department.name}", "单位：元"]
    sheet.heading, sheet.lower = sheet.heading[1:], sheet.lower[1:]
    sheet.rows = [row[1:] for row in sheet.rows]
    sheet.numbers = False
    sheet.widths, sheet.narrow = sheet.widths[1:], sheet.widths[1:]
    sheet.flow_widths = sheet.flow_widths[1:]
    first, *others = sheet.flow_heading
    rest = first.removeprefix("序号").strip()
    sheet.flow_heading = [rest, *others] if rest else others
    while not sheet.flow_heading[0]:
        sheet.flow_heading.pop(0)
    return sheet
