"""Fiscal Data Package: one CSV per kind of budget table, `datapackage.json` with column types.

Leaves only, since tools that read such packages sum what they find; even so two kinds of table
state the same money twice, so sum one resource. https://specs.frictionlessdata.io/fiscal-data-package/
"""

import csv
import json
import tomllib
from collections.abc import Iterable
from contextlib import ExitStack
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from budgetgraph.iris import code
from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder

from .labels import labels_of, notation_of
from .observations import Observation, read_cubes
from .publication import Publication, from_disclosures

_DIRECTIONS = {"income": "revenue", "expenditure": "expenditure"}
_DIGITS = {"function": (3, 5, 7), "economic": (3, 5)}  # of 类, 款, 项
_REVENUE = "revenue"  # the one kind of table that prints no side and states income


def write_disclosures(
    disclosures: Iterable[Disclosure], folder: Path, base: str, force: bool
) -> None:
    """Write the package of the disclosures.

    Raises:
        OutputError: The folder holds something already, or cannot be written.
    """
    with new_folder(folder, force) as part:
        write(from_disclosures(disclosures, base), part)


def write(publications: Iterable[Publication], folder: Path) -> None:
    """Write the package into a folder that is there, documents taken one by one."""
    kinds: dict[str, Any] = {}
    with ExitStack() as stack:

        def begin(kind: str) -> None:
            path = folder / f"{kind}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            kinds[kind] = csv.writer(file, lineterminator="\n")
            kinds[kind].writerow(columns())

        for publication in publications:
            names = _names_of_bodies(publication)
            for cube in read_cubes(publication):
                kind = cube.structure.kind.removesuffix("-undated")
                if kind not in kinds:
                    begin(kind)
                for observation in cube.observations:
                    if notation_of(observation.values["role"]) == "leaf":
                        kinds[kind].writerow(_row(publication.id, kind, observation, names))
        if not kinds:  # a package without a resource is none
            begin(_REVENUE)
    text = json.dumps(datapackage(sorted(kinds)), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def columns() -> dict[str, dict[str, str]]:
    """Return the columns by name: column type, Table Schema type, description zh and en."""
    found: dict[str, dict[str, str]] = _data()["columns"]
    return found


@cache
def _data() -> dict[str, Any]:
    text = (files("budgetgraph.export") / "fiscal-columns.toml").read_text("utf-8")
    return tomllib.loads(text)


def datapackage(kinds: Iterable[str]) -> dict[str, Any]:
    """Return the description of a package with the tables of these kinds."""
    return {
        "profile": "tabular-data-package",  # which the published fiscal profile asks for
        "name": "budgetgraph-fiscal-data-package",
        "title": "部门预算公开数据 · Department budget disclosures",
        "description": "只含末级行；各表互有重复，请只对一张表求和。 "
        "Leaves only; tables repeat each other: sum one resource.",
        "countryCode": "CN",
        "granularity": "aggregated",
        "model": _model(),
        "resources": [_resource(kind) for kind in kinds],
    }


def _model() -> dict[str, Any]:
    """Return measures and dimensions; a label names the column before it."""
    dimensions = {}
    for name, data in _data()["dimensions"].items():
        attributes = {column: {"source": column} for column in data["columns"]}
        for column in data["columns"]:
            if column.endswith("_label") and column.removesuffix("_label") in attributes:
                attributes[column]["labelfor"] = column.removesuffix("_label")
        kinds = {key: data[key] for key in data if key != "columns"}
        dimensions[name] = {**kinds, "primaryKey": data["columns"][0], "attributes": attributes}
    return {"measures": {"value": {"source": "value", "currency": "CNY"}}, "dimensions": dimensions}


def _resource(kind: str) -> dict[str, Any]:
    labels = labels_of(code("table", kind))
    zh, en = labels.get("zh", kind), labels.get("en", kind)
    fields = [_field(name, column) for name, column in columns().items()]
    return {
        "profile": "tabular-data-resource",
        "name": kind,
        "path": f"{kind}.csv",
        "title": zh,
        "description": f"{zh} · {en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\n"},
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": ["line_id"]},
    }


def _field(name: str, column: dict[str, str]) -> dict[str, str]:
    kind = {"columnType": column["columnType"]} if column["columnType"] else {}
    about = f"{column['zh']} · {column['en']}"
    return {"name": name, "type": column["type"], **kind, "description": about}


def _row(disclosure: str, kind: str, observation: Observation, names: dict[str, str]) -> list[str]:
    values = observation.values
    side = notation_of(values["side"]) or ("income" if kind == _REVENUE else "expenditure")
    found = {
        "line_id": observation.statement,
        "disclosure": disclosure,
        "fiscal_year": values["period"],
        "phase": notation_of(values["phase"]),
        "phase_label": _label(values["phase"]),
        "direction": _DIRECTIONS.get(side, side),
        "jurisdiction": notation_of(values["area"]),
        "jurisdiction_label": _label(values["area"]),
        "organisation": values["organisation"],
        "organisation_label": names.get(values["organisation"], ""),
        "kind": notation_of(values["measure"]),
        "label": values["label"],
        "value": values["amount"],
        "currency": notation_of(values["currency"]),
        **_levels("function", values),
        **_levels("economic", values),
    }
    return [found.get(name, "") for name in columns()]


def _levels(scheme: str, values: dict[str, str]) -> dict[str, str]:
    """Return codes and labels of all levels of a classification code."""
    concept = values[scheme]
    notation = notation_of(concept)
    start = concept.removesuffix(notation)
    found = {}
    for level, digits in enumerate(_DIGITS[scheme], 1):
        if len(notation) < digits:
            break
        above = notation[:digits]
        own = values["label"] if above == notation else ""
        found[f"{scheme}_{level}"] = above
        found[f"{scheme}_{level}_label"] = _label(start + above) or own
    return found


def _label(concept: str) -> str:
    return labels_of(concept).get("zh", "")


def _names_of_bodies(publication: Publication) -> dict[str, str]:
    query = """SELECT DISTINCT ?body ?name WHERE {
      { ?budget bud:department ?body } UNION { ?budget bud:budgetUnit ?body }
      ?body skos:prefLabel ?name }"""
    return {found["body"]: found["name"] for found in publication.select(query)}
