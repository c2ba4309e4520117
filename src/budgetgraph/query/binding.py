"""Parameters into a query.

A value becomes an RDF term, is checked by its kind, and enters the query as the term's own SPARQL
spelling inside VALUES. No text of the user is ever pasted into a query.

Lines take part in these ways:

    VALUES ?level { 1 } #?level                        stays as it is where no value is given
    #?department VALUES ?like { "人社" } FILTER(…)      sleeps until there is a value
    FILTER(…) #-id                                     is left out where there is a value
    VALUES ?level { 1 } #-level #-code                 is left out where one of them has a value

What stands inside VALUES is replaced by the terms.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ..errors import UsageError
from ..iris import CODE_BASE
from .headers import Parameter, SavedQuery

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SLEEPING = re.compile(r"^(\s*)#\?(\w+) (.*)$")
_STANDING = re.compile(r"^(\s*)(\S.*?) #\?(\w+)\s*$")
_LEFT_OUT = re.compile(r" #-(\w+)(?=(?: #-\w+)*\s*$)")
_VALUES = re.compile(r"(VALUES \?\w+ \{)[^{}]*(\})")
_PATTERNS = {
    "code": re.compile(r"[0-9A-Za-z.\-]{1,40}"),
    "integer": re.compile(r"[+-]?\d{1,18}"),
    "count": re.compile(r"\+?0*[1-9]\d{0,17}"),
    "year": re.compile(r"\d{4}"),
    "concept": re.compile(r"[a-z][a-z0-9\-]{0,60}"),
}
_SAID = {
    "code": "a code such as {example}",
    "integer": "a whole number",
    "count": "a whole number from 1 on",
    "decimal": "a number",
    "year": "a year such as 2024",
    "date": "a date such as 2024-03-31",
    "boolean": "true or false",
    "concept": "a code of its list",
    "iri": "an absolute IRI",
}
_EXAMPLE = re.compile(r"such as (\S+)")  # in what the header says of a parameter
_USUAL_EXAMPLE = "2080507"
_BOOLEANS = {
    "true": "true",
    "1": "true",
    "yes": "true",
    "false": "false",
    "0": "false",
    "no": "false",
}


def bind(query: SavedQuery, parameters: Mapping[str, object]) -> str:
    """Return the text of a query with its parameters bound.

    Args:
        query: The query.
        parameters: Values by name; a sequence stands for several values. None and empty texts count
            as not given.

    Raises:
        UsageError: Unknown parameter, or a value that it does not take.
    """
    values: dict[str, list[str]] = {
        parameter.name: [parameter.default] for parameter in query.parameters if parameter.default
    }
    for name, value in parameters.items():
        query.parameter(name)
        given = [_plain(item) for item in _several(value)]
        if given := [item for item in given if item]:
            values[name] = given
        if len(given) > 1 and not query.parameter(name).several:
            raise UsageError(f"{name} takes one value, not {len(given)}")
    spelled = {
        name: " ".join(str(term(query.parameter(name), item)) for item in items)
        for name, items in values.items()
    }
    return "\n".join(_bind_line(line, spelled) for line in query.text.splitlines()) + "\n"


def term(parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    """Return the RDF term of a parameter's value.

    Raises:
        UsageError: The value is not of the parameter's kind, or none of those it takes.
    """
    if parameter.allowed and value not in parameter.allowed:
        raise UsageError(
            f"{parameter.name}={value}: not one of its values: {', '.join(parameter.allowed)}"
        )
    pattern = _PATTERNS.get(parameter.kind)
    if pattern is not None and not pattern.fullmatch(value):
        raise _refuse(parameter, value)
    try:
        return _MAKERS[parameter.kind](parameter, value)
    except (ValueError, InvalidOperation, KeyError) as error:
        raise _refuse(parameter, value) from error


def _typed(datatype: str, value: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


def _decimal(value: str) -> ox.Literal:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return _typed("decimal", format(number, "f"))


def _iri(value: str) -> ox.NamedNode:
    if ":" not in value:
        raise ValueError(value)
    return ox.NamedNode(value)  # checks the characters


_MAKERS: dict[str, Callable[[Parameter, str], ox.NamedNode | ox.Literal]] = {
    "text": lambda _, value: ox.Literal(value),
    "code": lambda _, value: ox.Literal(value),
    "iri": lambda _, value: _iri(value),
    "integer": lambda _, value: _typed("integer", str(int(value))),
    "count": lambda _, value: _typed("integer", str(int(value))),
    "decimal": lambda _, value: _decimal(value),
    "year": lambda _, value: _typed("gYear", value),
    "date": lambda _, value: _typed("date", date.fromisoformat(value).isoformat()),
    "boolean": lambda _, value: _typed("boolean", _BOOLEANS[value.lower()]),
    "concept": lambda parameter, value: ox.NamedNode(f"{CODE_BASE}{parameter.scheme}/{value}"),
}


def _refuse(parameter: Parameter, value: str) -> UsageError:
    shown = value if len(value) <= 40 else value[:40] + "…"  # noqa: PLR2004  one line for a message
    found = _EXAMPLE.search(parameter.about_en)
    said = _SAID[parameter.kind].format(example=found[1] if found else _USUAL_EXAMPLE)
    return UsageError(f"{parameter.name}={shown}: {parameter.name} is {said}")


def _bind_line(line: str, spelled: Mapping[str, str]) -> str:
    if any(name in spelled for name in _LEFT_OUT.findall(line)):
        return ""
    for pattern, name_at, clause_at in ((_SLEEPING, 2, 3), (_STANDING, 3, 2)):
        found = pattern.match(line)
        if found and found.group(name_at) in spelled:
            terms = spelled[found.group(name_at)]
            clause = _VALUES.sub(
                lambda m, t=terms: f"{m.group(1)} {t} {m.group(2)}", found.group(clause_at)
            )
            return found.group(1) + clause
    return line


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else [value]


def _plain(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
