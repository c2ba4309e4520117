"""Codes of an answer in words: labels of the code lists, and what the query's header calls them.

A query has its words from the data, which are Chinese. The label beside a code of a list with
translations is therefore said anew in the reader's language.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from .. import codes
from ..terms import CODE_IRI
from .headers import Column, SavedQuery
from .rows import Answer, Rows, Term

# Columns whose values are codes of a list.
_SCHEMES = {
    "againstTable": "table",
    "category": "cn/indicator/2021",
    "comparator": "comparator",
    "division": "cofog/1999",
    "item": "item",
    "jurisdiction": "cn/division",
    "kind": "change-type",
    "ledger": "ledger",
    "phase": "phase",
    "reason": "correction",
    "role": "aggregation-role",
    "severity": "severity",
    "source": "funding-source",
    "statedIn": "table",
    "status": "value-status",
    "table": "table",
    "type": "expenditure-type",
    "view": "view",
}
# Columns whose title speaks of the code, and what is said where labels are shown instead.
_TITLES = {"jurisdiction": ("地区", "place")}
_LABEL = "label"  # column of the label of the code before it

Labeller = Callable[[str, str], str]


def label_of_code(iri: str, language: str) -> str:
    """Return the label of a code in a language, its notation where no list has it."""
    scheme, _, notation = iri.removeprefix(CODE_IRI).rpartition("/")
    found = _lists().get(scheme)
    concept = found.get(notation) if found else None
    return concept.label(language) if concept else notation


def say_codes(
    rows: Rows,
    language: str,
    label: Labeller = label_of_code,
    own: Callable[[Column, str], str] = lambda _column, _value: "",
) -> Rows:
    """Return the rows with codes and labels in words; codes of budgets stay.

    Args:
        rows: The rows of a query.
        language: `zh` or `en`.
        label: What an IRI is called in a language.
        own: What a value of a column is called that stands in no list, empty for nothing.
    """

    def say(column: Column, term: Term | None) -> Term | None:
        if term is None or term.kind == "uri" or column.kind not in {"code", "text"}:
            return term
        word = own(column, term.value) or _word(rows.query, column, term, language, label)
        return replace(term, value=word) if word else term

    filled = fill_labels(rows, language, label)
    told = _with(filled, (tuple(map(say, rows.columns, row)) for row in filled.answer.rows))
    columns = tuple(map(_retitle, rows.query.columns))
    return Rows(replace(rows.query, columns=columns), told.answer)


def _retitle(column: Column) -> Column:
    zh, en = _TITLES.get(column.name, (column.title_zh, column.title_en))
    return replace(column, title_zh=zh, title_en=en)


def fill_labels(rows: Rows, language: str, label: Labeller = label_of_code) -> Rows:
    """Return the rows with the labels of listed codes in a language; codes stay codes."""
    places = [
        place
        for place, (code, beside) in enumerate(pairwise(rows.columns))
        if beside.name == _LABEL and code.name in _SCHEMES
    ]

    def fill(row: tuple[Term | None, ...]) -> tuple[Term | None, ...]:
        found = list(row)
        for place in places:
            term = row[place]
            word = term and _word(rows.query, rows.columns[place], term, language, label)
            if term and word and word != term.value:
                found[place + 1] = Term(word)
        return tuple(found)

    return _with(rows, map(fill, rows.answer.rows)) if places else rows


def _word(
    query: SavedQuery, column: Column, term: Term, language: str, label: Labeller
) -> str | None:
    """Return what a value of a column is called, None where nothing tells."""
    for word in query.words:
        if (word.column, word.value) == (column.name, term.value):
            return word.zh if language == "zh" else word.en
    scheme = _SCHEMES.get(column.name)
    if scheme is None or not term.value or not term.value.isascii() or " " in term.value:
        return None
    return label(f"{CODE_IRI}{scheme}/{term.value}", language)


def _with(rows: Rows, found: Iterable[tuple[Term | None, ...]]) -> Rows:
    return Rows(rows.query, Answer(rows.answer.variables, tuple(found)))


@cache
def _lists() -> dict[str, codes.Scheme]:
    return codes.schemes()
