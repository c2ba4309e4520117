"""The answer to a saved question as people read it: codes in words, no column said twice."""

from dataclasses import replace

from ...query.headers import Column
from ...query.rows import Answer, Rows, Term
from ..language import texts
from ..reading.source import Source

# Columns whose values are codes of a list, shown with their labels.
_SCHEMES = {
    "againstTable": "table",
    "category": "cn/indicator/2021",
    "comparator": "comparator",
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
# Columns with words that a query makes itself; their translations stand in the texts.
_OWN_WORDS = frozenset({"kind", "relation", "state"})


def in_words(rows: Rows, source: Source, language: str) -> Rows:
    """Return the same rows with codes replaced by their labels; codes of budgets stay."""
    words = texts(language)

    def say(column: Column, term: Term | None) -> Term | None:
        if term is None or term.kind == "uri" or column.kind not in {"code", "text"}:
            return term
        own = words.get(f"value.{term.value}") if column.name in _OWN_WORDS else None
        scheme = _SCHEMES.get(column.name)
        if own is None and (scheme is None or not term.value.isascii() or " " in term.value):
            return term
        iri = f"https://w3id.org/budgetgraph/code/{scheme}/{term.value}"
        return replace(term, value=own or source.label(iri, language))

    told = tuple(
        tuple(say(column, term) for column, term in zip(rows.columns, row, strict=True))
        for row in rows.answer.rows
    )
    columns = tuple(_retitle(column) for column in rows.query.columns)
    return Rows(replace(rows.query, columns=columns), Answer(rows.answer.variables, told))


def _retitle(column: Column) -> Column:
    zh, en = _TITLES.get(column.name, (column.title_zh, column.title_en))
    return replace(column, title_zh=zh, title_en=en)


def telling(rows: Rows) -> tuple[Column, ...]:
    """Return the columns that say something: neither empty nor the same as a later one."""
    values = {column.name: rows.column(column.name) for column in rows.columns}
    if not len(rows):
        return rows.columns
    found = []
    for place, column in enumerate(rows.columns):
        mine = values[column.name]
        twice = any(values[later.name] == mine for later in rows.columns[place + 1 :])
        if any(value not in {None, ""} for value in mine) and not (twice and column.kind == "code"):
            found.append(column)
    return tuple(found)
