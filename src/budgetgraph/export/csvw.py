"""CSV on the Web: the tidy tables with `csv-metadata.json`, which says what each column means.

The metadata stands under the name at which CSVW tools look for it. Texts in Chinese and English.
https://www.w3.org/TR/tabular-metadata/
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder
from budgetgraph.terms import expand
from budgetgraph.tidy import TidyColumn, TidyTable, tables

from .publication import Publication, from_disclosures
from .tidy_csv import write_tables

METADATA = "csv-metadata.json"
_DATATYPES = {"number": "decimal", "integer": "integer", "string": "string"}
# Columns that state a property of ours; the others are described in words only.
_PROPERTIES = {
    ("lines", "row"): "bud:printedRowNumber",
    ("lines", "code"): "bud:printedCode",
    ("lines", "label"): "bud:rowLabel",
    ("lines", "measure"): "bud:columnHeading",
    ("lines", "amount"): "bud:amount",
    ("lines", "printed"): "bud:printedText",
    ("lines", "scale"): "bud:printedScale",
    ("rates", "row"): "bud:printedRowNumber",
    ("rates", "code"): "bud:printedCode",
    ("rates", "label"): "bud:rowLabel",
    ("rates", "measure"): "bud:columnHeading",
    ("rates", "percent"): "bud:percent",
    ("rates", "printed"): "bud:printedText",
    ("projects", "project"): "bud:projectNumber",
    ("projects", "section"): "bud:sectionTitle",
    ("projects", "name"): "skos:prefLabel",
    ("projects", "code"): "bud:projectCode",
    ("projects", "amount"): "bud:amount",
    ("goals", "number"): "bud:goalNumber",
    ("goals", "text"): "bud:goalText",
    ("indicators", "level1"): "bud:printedLevel1",
    ("indicators", "level2"): "bud:printedLevel2",
    ("indicators", "level3"): "skos:prefLabel",
    ("indicators", "description"): "bud:description",
    ("indicators", "basis"): "bud:basisText",
    ("institutions", "name"): "skos:prefLabel",
    ("institutions", "nature"): "bud:printedNature",
    ("institutions", "rank"): "bud:printedRank",
    ("institutions", "funding"): "bud:printedFunding",
    ("assets", "quantity"): "bud:quantity",
    ("assets", "value"): "bud:amount",
    ("procurement", "total"): "bud:amount",
    ("statements", "amount"): "bud:amount",
    ("statements", "printed"): "bud:printedText",
    ("statements", "sentence"): "bud:sentence",
}


def write_disclosures(
    disclosures: Iterable[Disclosure], folder: Path, base: str, force: bool
) -> None:
    """Write the tidy tables of the disclosures with their metadata.

    Raises:
        OutputError: The folder holds something already, or cannot be written.
    """
    with new_folder(folder, force) as part:
        write(from_disclosures(disclosures, base), part)


def write(publications: Iterable[Publication], folder: Path, licence: str = "") -> None:
    """Write the tables and their metadata into a folder that is there."""
    write_tables(publications, folder)
    text = json.dumps(metadata(licence), ensure_ascii=False, indent=2)
    (folder / METADATA).write_text(text + "\n", encoding="utf-8")


def metadata(licence: str = "") -> dict[str, Any]:
    """Return the description of the group of tables; `licence` is an IRI, or empty for none."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": _in_both("部门预算公开数据", "Department budget disclosures"),
        "dc:description": _in_both(
            "金额单位为元，空值表示未印出数字。", "Amounts in yuan; empty means not printed."
        ),
        **({"dc:license": {"@id": licence}} if licence else {}),  # dc: is DCMI Terms in CSVW
        "dialect": {
            "encoding": "utf-8",
            "header": True,
            "delimiter": ",",
            "quoteChar": '"',
            "lineTerminators": "\n",
        },
        "tables": [_table(table) for table in tables()],
    }


def _table(table: TidyTable) -> dict[str, Any]:
    return {
        "url": f"{table.name}.csv",
        "dc:title": _in_both(table.zh, table.en),
        "tableSchema": {"columns": [_column(table.name, column) for column in table.columns]},
    }


def _column(table: str, column: TidyColumn) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {"und": column.name},
        "dc:description": _in_both(column.zh, column.en),
        "datatype": _DATATYPES[column.type],
        "null": "",
        "required": column.name == "disclosure",
    }
    if (table, column.name) in _PROPERTIES:
        described["propertyUrl"] = expand(_PROPERTIES[table, column.name]).value
    return described


def _in_both(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]
