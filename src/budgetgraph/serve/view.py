"""What a page shows, apart from how: a template with its values, tables, subjects.

From one view come the page, its tables as CSV and JSON, and its subjects or tables as RDF.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from ..figures import plain_decimal
from ..terms import PREFIXES
from .reading.source import Source

Value = str | int | Decimal | bool | date | None
_RESULT = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHOWN = (
    "bud",
    "dcterms",
    "org",
    "prov",
    "sh",
    "skos",
    "xkos",
    "xsd",
    "owl",
    "rdfs",
    "dcat",
    "void",
)
SUFFIXES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".ttl": "text/turtle; charset=utf-8",
}


class NotFoundError(LookupError):
    """There is no such page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a page, as data.

    Attributes:
        name: Short name, for `?table=`.
        columns: Names of the columns.
        rows: Values by column.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class View:
    """A page before it is drawn.

    Attributes:
        template: Name of the template.
        title: Title of the page.
        values: Values for the template.
        sheets: Its tables; the first is the main one.
        subjects: IRIs that the page is about; their triples are its RDF.
    """

    template: str
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    subjects: tuple[str, ...] = ()


def as_csv(view: View, wanted: str = "") -> bytes:
    """Return one table of a view as CSV; raises NotFoundError for an unknown one."""
    sheet = next((item for item in view.sheets if item.name == wanted or not wanted), None)
    if sheet is None:
        raise NotFoundError(wanted)
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([_defuse(plain(value)) for value in row] for row in sheet.rows)
    return output.getvalue().encode()


def as_json(view: View) -> bytes:
    """Return all tables of a view as JSON: a list of objects per table, amounts as exact text."""
    tables = {
        sheet.name: [
            dict(zip(sheet.columns, map(_for_json, row), strict=True)) for row in sheet.rows
        ]
        for sheet in view.sheets
    }
    found = {"title": view.title, "subjects": list(view.subjects), "tables": tables}
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"


def as_turtle(view: View, source: Source) -> bytes:
    """Return the triples about the subjects of a view, else its main table as a result set."""
    triples = source.triples(list(view.subjects)) if view.subjects else []
    if not triples and view.sheets:
        triples = list(_result_set(view.sheets[0]))
    shown = {name: PREFIXES[name] for name in _SHOWN if name in PREFIXES}
    shown |= {"rs": _RESULT} if not view.subjects else {}
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=shown) or b""


def plain(value: Value) -> str:
    """Return a value as text: exact decimals without exponent, empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)


def _for_json(value: Value) -> Any:
    return value if isinstance(value, str | int | bool | None) else plain(value)


def _defuse(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are."""
    if text[:1] in {"=", "+", "@", "\t", "\r"} or (text[:1] == "-" and not text[1:2].isdigit()):
        return f"'{text}"
    return text


def _result_set(sheet: Sheet) -> list[ox.Triple]:
    """Return a table in the vocabulary of result sets of the SPARQL test suite."""
    top = ox.BlankNode("table")
    triples = [ox.Triple(top, _rdf("type"), _term("ResultSet"))]
    triples += [ox.Triple(top, _term("resultVariable"), ox.Literal(name)) for name in sheet.columns]
    for index, row in enumerate(sheet.rows):
        solution = ox.BlankNode(f"row{index}")
        triples.append(ox.Triple(top, _term("solution"), solution))
        for place, (name, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if value is None or value == "":
                continue
            binding = ox.BlankNode(f"row{index}x{place}")
            triples.append(ox.Triple(solution, _term("binding"), binding))
            triples.append(ox.Triple(binding, _term("variable"), ox.Literal(name)))
            triples.append(ox.Triple(binding, _term("value"), _literal(value)))
    return triples


def _literal(value: Value) -> ox.Literal | ox.NamedNode:
    if isinstance(value, bool | int):
        kind = "boolean" if isinstance(value, bool) else "integer"
        return ox.Literal(plain(value), datatype=ox.NamedNode(_XSD + kind))
    if isinstance(value, Decimal):
        return ox.Literal(plain(value), datatype=ox.NamedNode(_XSD + "decimal"))
    text = plain(value)
    if text.startswith(("http://", "https://")) and " " not in text:
        try:
            return ox.NamedNode(text)
        except ValueError:
            return ox.Literal(text)
    return ox.Literal(text)


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(_RESULT + name)


def _rdf(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["rdf"] + name)
