"""The tidy tables and their columns (`tables.toml`), and their Frictionless description."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class TidyColumn:
    """One column: its Table Schema type and what it holds, in Chinese and English."""

    name: str
    type: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class TidyTable:
    """One table, e.g. `lines`, written as `lines.csv`."""

    name: str
    zh: str
    en: str
    columns: tuple[TidyColumn, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> tuple[TidyTable, ...]:
    """Return the tidy tables in the order in which they are described."""
    text = files("budgetgraph.tidy").joinpath("tables.toml").read_text("utf-8")
    return read_tables(text)


def read_tables(text: str) -> tuple[TidyTable, ...]:
    """Return the tables that a text in the form of `tables.toml` describes."""
    return tuple(_table(name, entry) for name, entry in tomllib.loads(text).items())


def _table(name: str, entry: dict[str, Any]) -> TidyTable:
    columns = (
        TidyColumn(column["name"], column.get("type", "string"), column["zh"], column["en"])
        for column in entry["columns"]
    )
    return TidyTable(name, entry["zh"], entry["en"], tuple(columns))


def datapackage(licence: str = "") -> dict[str, Any]:
    """Return the Frictionless Data Package that describes the folder of CSV files.

    Args:
        licence: IRI of the licence of the data; empty where none is stated.
    """
    return {
        "profile": "tabular-data-package",
        "name": "budgetgraph-tidy-tables",
        "title": "部门预算公开数据 · Department budget disclosures",
        "description": "金额单位为元，空值表示未印出数字。 "
        "Amounts in yuan; empty means not printed.",
        **licenses(licence),
        "resources": [_resource(table) for table in tables()],
    }


def licenses(licence: str) -> dict[str, list[dict[str, str]]]:
    """Return the member `licenses` of a package; none where no licence is stated."""
    return {"licenses": [{"path": licence}]} if licence else {}


def _resource(table: TidyTable) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": column.type, "description": f"{column.zh} · {column.en}"}
        for column in table.columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.zh,
        "description": f"{table.zh} · {table.en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": {"fields": fields, "missingValues": [""]},
    }
