"""Answers of SELECT and ASK in the four formats of SPARQL 1.1: JSON, XML, CSV, TSV.

Written here and not by the engine's serializer because the number of rows and bytes is limited, and
an answer over a limit is refused rather than cut in silence.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
_NAMESPACE = "http://www.w3.org/2005/sparql-results#"
_STRING = "http://www.w3.org/2001/XMLSchema#string"

Row = Sequence[Any]


def write_rows(media_type: str, variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield an answer of rows piece by piece.

    Args:
        media_type: One of JSON, XML, CSV, TSV.
        variables: Names without question mark.
        rows: Terms in the order of the variables; None for unbound.
    """
    return _ROWS[media_type](variables, rows)


def write_boolean(media_type: str, value: bool) -> str:
    """Return the answer of ASK; CSV and TSV, which the standard leaves open, say the word alone."""
    word = str(value).lower()
    if media_type == JSON:
        return json.dumps({"head": {}, "boolean": value})
    if media_type == XML:
        head = f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}"><head/>'
        return f"{head}<boolean>{word}</boolean></sparql>\n"
    return f"{word}\n"


def _json(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    head = json.dumps({"vars": list(variables)}, ensure_ascii=False)
    yield f'{{"head":{head},"results":{{"bindings":['
    separator = "\n"
    for row in rows:
        binding = {
            name: _json_term(term)
            for name, term in zip(variables, row, strict=True)
            if term is not None
        }
        yield separator + json.dumps(binding, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


def _json_term(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        found = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
        elif term.datatype.value != _STRING:
            found["datatype"] = term.datatype.value
        return found
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _xml(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}"><head>'
    yield "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    yield "</head><results>\n"
    for row in rows:
        yield "<result>"
        for name, term in zip(variables, row, strict=True):
            if term is not None:
                yield f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
        yield "</result>\n"
    yield "</results></sparql>\n"


def _xml_term(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Literal):
        mark = ""
        if term.language:
            mark = f" xml:lang={quoteattr(term.language)}"
        elif term.datatype.value != _STRING:
            mark = f" datatype={quoteattr(term.datatype.value)}"
        return f"<literal{mark}>{escape(term.value)}</literal>"
    names = ("subject", "predicate", "object")
    parts = "".join(f"<{name}>{_xml_term(getattr(term, name))}</{name}>" for name in names)
    return f"<triple>{parts}</triple>"


def _csv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)  # RFC 4180: CRLF, as the standard asks
    writer.writerow(variables)
    for row in rows:
        writer.writerow([_csv_term(term) for term in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _csv_term(term: Any) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    return str(getattr(term, "value", term))


def _tsv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in rows:
        yield (
            "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"
        )


_ROWS: dict[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]] = {
    JSON: _json,
    XML: _xml,
    CSV: _csv,
    TSV: _tsv,
}
