"""Rows as text: aligned table, CSV, SPARQL results in JSON, Markdown."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal

from rich.cells import cell_len

from .rows import Rows, Term, Value, show_value

_NUMBERS = frozenset({"decimal", "integer", "year"})
_UNITS = {"yuan": {"zh": "元", "en": "yuan"}, "percent": {"zh": "%", "en": "%"}}


def render_table(rows: Rows, language: str) -> str:
    """Return an aligned table: Chinese characters count double, amounts have groups of digits."""
    headings = [_heading(column.title(language), column.unit, language) for column in rows.columns]
    lines = [[_one_line(cell) for cell in line] for line in _readable(rows)]
    widths = [max(map(cell_len, cells)) for cells in zip(headings, *lines, strict=True)]
    right = [column.kind in _NUMBERS for column in rows.columns]
    rule = ["─" * width for width in widths]
    return "".join(
        "  ".join(map(_pad, line, widths, right)).rstrip() + "\n"
        for line in [headings, rule, *lines]
    )


def render_csv(rows: Rows, language: str) -> str:
    """Return CSV with the names of the columns as its header row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in rows.columns)
    writer.writerows([show_value(value) for value in row] for row in rows.tuples())
    return text.getvalue()


def render_json(rows: Rows, language: str) -> str:
    """Return the terms as the engine gave them: SPARQL 1.1 query results in JSON."""
    names = rows.answer.variables
    bindings = [
        {name: _spell(term) for name, term in zip(names, row, strict=True) if term is not None}
        for row in rows.answer.rows
    ]
    return (
        json.dumps(
            {"head": {"vars": list(names)}, "results": {"bindings": bindings}},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def render_markdown(rows: Rows, language: str) -> str:
    """Return a Markdown table."""
    headings = [_heading(column.title(language), column.unit, language) for column in rows.columns]
    rule = ["--:" if column.kind in _NUMBERS else "---" for column in rows.columns]
    lines = _readable(rows)
    return "".join(
        f"| {' | '.join(_escape(cell) for cell in line)} |\n" for line in [headings, rule, *lines]
    )


RENDERINGS: dict[str, Callable[[Rows, str], str]] = {
    "table": render_table,
    "csv": render_csv,
    "json": render_json,
    "markdown": render_markdown,
}

READ_BY_PEOPLE = frozenset({"table", "markdown"})  # the others hold what the engine gave


def _readable(rows: Rows) -> list[list[str]]:
    """Return the values as people read them; what programs read is in CSV and JSON."""
    units = [column.unit for column in rows.columns]
    return [list(map(_words, row, units)) for row in rows.tuples()]


def _words(value: Value, unit: str) -> str:
    is_money = unit == "yuan" and isinstance(value, Decimal | int)
    return f"{Decimal(show_value(value)):,f}" if is_money else show_value(value)


def _heading(title: str, unit: str, language: str) -> str:
    shown = _UNITS.get(unit, {}).get(language, "")
    return title if not shown or shown in title else f"{title} ({shown})"


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escape(text: str) -> str:
    return _one_line(text).replace("|", "\\|")


def _spell(term: Term) -> dict[str, str]:
    spelled = {"type": term.kind, "value": term.value}
    if term.language:
        spelled["xml:lang"] = term.language
    elif term.datatype:
        spelled["datatype"] = term.datatype
    return spelled
