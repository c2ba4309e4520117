"""What an engine answers, and the same as typed values.

An `Answer` holds terms as any engine gives them. `Rows` reads them by the columns of the query:
amounts are `Decimal`, years and counts `int`, the rest text; what is not bound is None.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyoxigraph as ox

from ..errors import MissingExtraError, UsageError
from ..figures import plain_decimal
from .headers import Column, SavedQuery

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Value = str | int | Decimal | bool | date | None
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(
    _XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "short")
)
_NOT_TEXT = frozenset({"decimal", "integer", "year", "date", "boolean"})
_NUMBERS = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_TEXT = frozenset({_XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"})


@dataclass(frozen=True, slots=True)
class Term:
    """One RDF term of an answer.

    Attributes:
        value: IRI, label of a blank node, or lexical form.
        kind: `uri`, `bnode` or `literal`, as in SPARQL results.
        datatype: IRI of a literal's type; empty for plain strings.
        language: Language of a literal; empty for none.
    """

    value: str
    kind: str = "literal"
    datatype: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine answered: names of the variables, and a row of terms per solution."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


class Rows(Sequence[dict[str, Any]]):
    """The answer to a query: a sequence of rows, each a dict of typed values by column.

    Attributes:
        query: The query that was asked.
        answer: The terms as the engine gave them.
        columns: The columns, from the header or, without one, from the variables.
    """

    def __init__(self, query: SavedQuery, answer: Answer) -> None:
        """Match the columns of the header with the variables of the answer."""
        described = {column.name: column for column in query.columns}
        self.query = query
        self.answer = answer
        self.columns = tuple(described.get(name, Column(name)) for name in answer.variables)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.answer.rows)

    def __getitem__(self, index: int | slice) -> Any:
        """Return one row, or for a slice the same answer with fewer rows."""
        if isinstance(index, slice):
            return Rows(self.query, Answer(self.answer.variables, self.answer.rows[index]))
        return dict(zip(self.answer.variables, self._values(self.answer.rows[index]), strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dict of typed values."""
        for row in self.answer.rows:
            yield dict(zip(self.answer.variables, self._values(row), strict=True))

    def tuples(self) -> Iterator[tuple[Value, ...]]:
        """Yield each row as a tuple in the order of the columns."""
        for row in self.answer.rows:
            yield tuple(self._values(row))

    def column(self, name: str) -> list[Any]:
        """Return the values of one column; raises UsageError for an unknown one."""
        if name not in self.answer.variables:
            raise UsageError(f"no column '{name}'; there are: {', '.join(self.answer.variables)}")
        return [row[name] for row in self]

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas DataFrame; amounts stay Decimal.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415
        except ImportError as error:
            raise MissingExtraError("a pandas frame", "pandas") from error
        return pd.DataFrame(list(self.tuples()), columns=list(self.answer.variables), dtype=object)

    def to_polars(self) -> "pl.DataFrame":
        """Return a polars DataFrame; amounts are of the type Decimal.

        Raises:
            MissingExtraError: polars is not installed.
        """
        try:
            import polars as pl  # noqa: PLC0415
        except ImportError as error:
            raise MissingExtraError("a polars frame", "polars") from error
        kinds: dict[str, Any] = {
            "": None,
            "decimal": pl.Decimal(38, 10),
            "integer": pl.Int64,
            "year": pl.Int64,
            "date": pl.Date,
            "boolean": pl.Boolean,
        }
        values = list(zip(*self.tuples(), strict=True)) or [()] * len(self.columns)
        return pl.DataFrame(
            [
                pl.Series(column.name, list(found), kinds.get(column.kind, pl.String))
                for column, found in zip(self.columns, values, strict=True)
            ]
        )

    def _values(self, row: Iterable[Term | None]) -> Iterator[Value]:
        for column, term in zip(self.columns, row, strict=True):
            yield None if term is None else read_value(term, column.kind)


def read_value(term: Term, kind: str = "") -> Value:
    """Return the value of a term, read as a column's kind or else by its datatype."""
    datatype = term.datatype
    if kind == "disclosure":  # the name of the disclosure rather than its IRI
        return unquote(term.value.rpartition("/doc/")[2])
    if not term.value and kind in _NOT_TEXT:
        return None
    try:
        if kind == "decimal" or (not kind and datatype in _NUMBERS):
            return Decimal(term.value)
        if kind in {"integer", "year"} or (not kind and datatype in _WHOLE):
            return int(Decimal(term.value[:4] if kind == "year" else term.value))
        if kind == "boolean" or (not kind and datatype == _XSD + "boolean"):
            return term.value in {"true", "1"}
        if kind == "date" or (not kind and datatype == _XSD + "date"):
            return date.fromisoformat(term.value[:10])
    except (InvalidOperation, ValueError):
        return term.value  # an engine that answers something else is shown as it answers
    return term.value


def show_value(value: Value) -> str:
    """Return a value as text: exact decimals without exponent, empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)


def answer_of(result: object) -> Answer:
    """Return the answer of a pyoxigraph query; raises UsageError for graphs."""
    if isinstance(result, ox.QueryBoolean):
        truth = Term(str(bool(result)).lower(), "literal", _XSD + "boolean")
        return Answer(("answer",), ((truth,),))
    if not isinstance(result, ox.QuerySolutions):
        raise UsageError("this query makes triples; ask with SELECT or ASK")
    variables = tuple(variable.value for variable in result.variables)
    term_of = _Terms().__getitem__
    rows = tuple(tuple(map(term_of, row)) for row in result)
    return Answer(variables, rows)


class _Terms(dict[object, Term | None]):
    """Terms of one answer by those of pyoxigraph; most cells repeat one, such as a name or year."""

    def __missing__(self, value: object) -> Term | None:
        self[value] = term = _term_of(value)
        return term


def _term_of(value: object) -> Term | None:
    if value is None:
        return None
    if isinstance(value, ox.Literal):
        datatype = value.datatype.value
        if datatype in _TEXT:
            return Term(value.value, "literal", "", value.language or "")
        return Term(value.value, "literal", datatype)
    if isinstance(value, ox.NamedNode):
        return Term(value.value, "uri")
    if isinstance(value, ox.BlankNode):
        return Term(value.value, "bnode")
    return Term(str(value))
