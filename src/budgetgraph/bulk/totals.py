"""Saved totals on Parquet: the sums of saved questions without a triple store, by DuckDB.

The SQL is in `queries/totals/`, named as the saved question that gives the same numbers, and speaks
of the tables `facts`, `sets` and the tidy tables. It is plain enough for Spark, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from budgetgraph.errors import InputError, MissingExtraError, UsageError
from budgetgraph.export import fact_rows
from budgetgraph.locations import find_system, is_url, open_location
from budgetgraph.resources import list_files, read_text

from .part import tables

FOLDER = "queries/totals"
_TITLE = re.compile(r"^-- title: (.+?) \| (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Total:
    """A saved total: its name, title in Chinese and English, and SQL."""

    name: str
    title_zh: str
    title_en: str
    sql: str


def list_totals() -> Iterator[Total]:
    """Yield the saved totals in order of their names."""
    for file in list_files(FOLDER, ".sql"):
        text = read_text(FOLDER, file)
        found = _TITLE.search(text)
        zh, en = found.groups() if found else ("", "")
        yield Total(file.removesuffix(".sql"), zh, en, text)


def get_total(name: str) -> Total:
    """Return a saved total by its name; raises UsageError that names what there is."""
    known = {total.name: total for total in list_totals()}
    if name not in known:
        raise UsageError(f"no saved total '{name}'; there are: {', '.join(known)}")
    return known[name]


def compute(sql: str, place: str) -> Any:
    """Return the answer to SQL over the Parquet of a folder of parts, as a DuckDB relation.

    Args:
        sql: A query over `facts`, `sets`, `lines` and the other tidy tables.
        place: Folder or URL of the parts.

    Raises:
        MissingExtraError: DuckDB is not installed.
        InputError: There is no Parquet of that kind.
        UsageError: The text is no SQL that DuckDB understands.
    """
    try:
        duckdb = import_module("duckdb")
    except ImportError as error:
        raise MissingExtraError("computing totals", "duckdb") from error
    connection = duckdb.connect()
    try:
        if is_url(place):
            if not open_location(place).list(fact_rows.FACTS):  # DuckDB tells less well
                raise InputError("holds no parts", place)
            connection.register_filesystem(find_system(place)[0])
        for name in (*(table.name for table in tables()), fact_rows.SETS):
            files = f"{place.rstrip('/')}/{name}/*.parquet".replace("'", "''")
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{files}')")
        return connection.sql(sql)
    except duckdb.IOException as error:
        raise InputError(f"holds no parts ({_first_line(error)})", place) from error
    except duckdb.Error as error:
        raise UsageError(f"no total: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
