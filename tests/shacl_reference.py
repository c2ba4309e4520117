"""Fixtures of checks and shapes, what the fast path finds in them, and what pySHACL finds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from budgetgraph.resources import read_bytes
from budgetgraph.validate.checks import Check
from budgetgraph.validate.describe import Places
from budgetgraph.validate.engine import run_check, word
from budgetgraph.validate.workbench import lay_out, list_names

SHAPES = "https://w3id.org/budgetgraph/shapes/"
DCTERMS_ID = rdflib.URIRef("http://purl.org/dc/terms/identifier")
Key = tuple[str, str, str]
Results = Counter[Key]
NAMES = ("codes/item.ttl", "codes/measure.ttl")


@dataclass(frozen=True)
class Fixture:
    """One file, `valid.<what>.ttl` or `invalid.<cause>.ttl`, in the folder of what it is for."""

    path: Path

    @property
    def subject(self) -> str:
        return self.path.parent.name

    @property
    def is_valid(self) -> bool:
        return self.path.name.startswith("valid.")

    @property
    def report(self) -> Path:
        return self.path.with_suffix(".report.ttl")

    def __str__(self) -> str:
        return f"{self.subject}/{self.path.stem}"


def find_fixtures(folder: Path) -> list[Fixture]:
    return [
        Fixture(path)
        for path in sorted(folder.glob("*/*.ttl"))
        if not path.name.endswith(".report.ttl")
    ]


def open_store(path: Path, lists: Iterable[str]) -> ox.Store:
    store = ox.Store()
    store.load(path.read_bytes(), ox.RdfFormat.TURTLE)
    return lay_out(store, [*lists, *NAMES])


@cache
def _list_graph(names: tuple[str, ...]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in names:
        for file in list_names(name):
            graph.parse(data=read_bytes("ontology", file), format="turtle")
    return graph


@cache
def _shapes(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=read_bytes("shapes", name), format="turtle")


def shape_of_check(check: Check) -> rdflib.Graph:
    """Return the graph of one shape: its description, and the prefixes that its query uses."""
    name = "checks-cn" if check.profile == "cn" else "checks"
    whole = _shapes(f"{name}.ttl")
    node = rdflib.URIRef(f"{SHAPES}{name}#{check.name}")
    assert (node, RDF.type, SH.NodeShape) in whole, f"no shape {check.name}"
    graph = whole.cbd(node)
    for declared in set(whole.objects(None, SH.prefixes)):
        graph += whole.cbd(declared)
    return graph


def reference_results(
    data: Path, shapes: rdflib.Graph, lists: tuple[str, ...] = ()
) -> rdflib.Graph:
    """Return the report of pySHACL."""
    graph = rdflib.Graph().parse(data)
    if lists:
        graph += _list_graph(lists)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, rdflib.Graph), report
    return report


def keys_of_report(report: rdflib.Graph) -> Results:
    """Return focus node, value and severity of every result."""
    found: Results = Counter()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        value = report.value(result, SH.value)
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower()
        found[str(focus), str(focus if value is None else value), severity] += 1
    return found


def keys_of_check(store: ox.Store, check: Check) -> Results:
    return Counter(
        (str(result.row["this"]), str(result.row.get("value", result.row["this"])), check.severity)
        for result in run_check(store, check)
    )


def write_report(store: ox.Store, check: Check) -> str:
    """Return what the fast path says, as an approved report."""
    lines = [
        "@prefix sh: <http://www.w3.org/ns/shacl#> .",
        "@prefix check: <https://w3id.org/budgetgraph/code/check/> .",
        "@prefix bud: <https://w3id.org/budgetgraph/ns#> .",
        "",
        "[] a sh:ValidationReport ;",
        "    sh:conforms false ;",
        "    sh:result",
    ]
    blocks = []
    for found in word(run_check(store, check), Places(store)):
        finding = found.finding
        pairs: list[tuple[str, Any]] = [
            ("bud:check", f"check:{finding.id}"),
            ("sh:focusNode", f"<{found.row['this']}>"),
            ("sh:value", f"<{found.value}>"),
            ("sh:resultSeverity", f"sh:{finding.severity.capitalize()}"),
            (
                "sh:resultMessage",
                f"{_quote(finding.message_zh)}@zh , {_quote(finding.message_en)}@en",
            ),
            ("bud:expected", _quote(finding.expected)),
            ("bud:found", _quote(finding.found)),
            ("bud:difference", _quote(finding.difference)),
            ("bud:suggestion", _quote(finding.suggestion)),
        ]
        told = [f"{name} {value}" for name, value in pairs if value != '""']
        blocks.append("        [ " + " ;\n          ".join(["a sh:ValidationResult", *told]) + " ]")
    return "\n".join(lines) + "\n" + " ,\n".join(blocks) + " .\n"


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
