"""The answer to a saved question as people read it: codes in words, no column said twice."""

from ...query.headers import Column
from ...query.labels import say_codes
from ...query.rows import Rows
from ..language import texts
from ..reading.source import Source

# Columns with words that a query makes itself; their translations stand in the texts.
_OWN_WORDS = frozenset({"kind", "relation", "state"})


def in_words(rows: Rows, source: Source, language: str) -> Rows:
    """Return the same rows with codes replaced by their labels; codes of budgets stay."""
    words = texts(language)

    def own(column: Column, value: str) -> str:
        return words.get(f"value.{value}", "") if column.name in _OWN_WORDS else ""

    return say_codes(rows, language, source.label, own)


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
