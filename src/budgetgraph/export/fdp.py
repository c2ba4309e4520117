"""Fiscal Data Package: one CSV per kind of budget table, `datapackage.json` with column types.

Leaves only, since tools that read such packages sum what they find. The rows of one disclosure in
one direction of one resource add up to what the department states there. The money of its units is
in its own already, so theirs stand in a resource apart; other kinds of table state the same money
again. https://specs.frictionlessdata.io/fiscal-data-package/
"""

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from budgetgraph.iris import code
from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder
from budgetgraph.tidy import licenses

from .labels import labels_of, notation_of
from .observations import Observation, read_cubes
from .publication import Publication, from_disclosures

_DIRECTIONS = {"income": "revenue", "expenditure": "expenditure"}
_DIGITS = {"function": (3, 5, 7), "economic": (3, 5)}  # of 类, 款, 项
_REVENUE = "revenue"  # the one kind of table that prints no side and states income
OF_UNITS = "-of-units"  # end of the names of resources with the rows of units


def write_disclosures(
    disclosures: Iterable[Disclosure], folder: Path, base: str, force: bool
) -> None:
    """Write the package of the disclosures.

    Raises:
        OutputError: The folder holds something already, or cannot be written.
    """
    with new_folder(folder, force) as part:
        write(from_disclosures(disclosures, base), part)


def write(publications: Iterable[Publication], folder: Path, licence: str = "") -> None:
    """Write the package into a folder that is there, documents taken one by one."""
    resources: dict[str, Any] = {}
    with ExitStack() as stack:

        def begin(name: str) -> None:
            path = folder / f"{name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            resources[name] = csv.writer(file, lineterminator="\n")
            resources[name].writerow(columns())

        for publication in publications:
            names = _names_of_bodies(publication)
            for name, observations in _leaves_by_resource(publication).items():
                if name not in resources:
                    begin(name)
                kind = name.removesuffix(OF_UNITS)
                resources[name].writerows(
                    _row(publication.id, kind, observation, names) for observation in observations
                )
        if not resources:  # a package without a resource is none
            begin(_REVENUE)
    text = json.dumps(datapackage(sorted(resources), licence), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _leaves_by_resource(publication: Publication) -> dict[str, list[Observation]]:
    """Return the leaves of a document by resource; a kind of table without leaves has an empty one.

    Rows of units are apart where the department states rows of its own in tables of that kind,
    which contain them. Where it states none, those of its units are what there is to sum.
    """
    by_kind: dict[str, list[Observation]] = {}
    for cube in read_cubes(publication):
        kind = cube.structure.kind.removesuffix("-undated")
        by_kind.setdefault(kind, []).extend(
            item for item in cube.observations if notation_of(item.values["role"]) == "leaf"
        )
    return dict(
        resource for kind, leaves in by_kind.items() for resource in _part_units(kind, leaves)
    )


def _part_units(kind: str, leaves: list[Observation]) -> Iterator[tuple[str, list[Observation]]]:
    own = [item for item in leaves if not item.values["unit"]]
    of_units = [item for item in leaves if item.values["unit"]]
    yield kind, own or of_units
    if own and of_units:
        yield f"{kind}{OF_UNITS}", of_units


def columns() -> dict[str, dict[str, str]]:
    """Return the columns by name: column type, Table Schema type, description zh and en."""
    found: dict[str, dict[str, str]] = _data()["columns"]
    return found


@cache
def _data() -> dict[str, Any]:
    text = (files("budgetgraph.export") / "fiscal-columns.toml").read_text("utf-8")
    return tomllib.loads(text)


def datapackage(resources: Iterable[str], licence: str = "") -> dict[str, Any]:
    """Return the description of a package with these resources; `licence` is an IRI, or empty."""
    return {
        "profile": "tabular-data-package",  # which the published fiscal profile asks for
        "name": "budgetgraph-fiscal-data-package",
        "title": "部门预算公开数据 · Department budget disclosures",
        "description": "只含末级行；各表互有重复，请只对一张表、一份文件、一个收支方向求和。 "
        "Leaves only; tables repeat each other: sum one resource, disclosure and direction.",
        **licenses(licence),
        "countryCode": "CN",
        "granularity": "aggregated",
        "model": _model(),
        "resources": [_resource(name) for name in resources],
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


def _resource(name: str) -> dict[str, Any]:
    kind = name.removesuffix(OF_UNITS)
    labels = labels_of(code("table", kind))
    zh, en = labels.get("zh", kind), labels.get("en", kind)
    if name != kind:
        zh, en = f"{zh}（所属单位）", f"{en}, units of the departments"
    fields = [_field(field, column) for field, column in columns().items()]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
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
