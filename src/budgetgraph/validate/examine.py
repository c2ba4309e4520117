"""Examines documents: runs shapes and checks, words the results, joins what conversion found."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pyoxigraph as ox

from budgetgraph.iris import DEFAULT_BASE, DocumentIris
from budgetgraph.model import Disclosure, Finding
from budgetgraph.terms import SKOS
from budgetgraph.unclaimed import describe_nothing

from . import printed
from .checks import Check, load_checks, terms_of
from .describe import Places
from .engine import Found, Result, run_check, word
from .lines import PrintedRows, rows_of_disclosure, rows_of_store, titles_by_line
from .outcome import Outcome, Told, in_order
from .structure import LISTS, run_shapes
from .suggest import add_suggestions
from .twins import drop_twins
from .workbench import NO_DOCUMENT, lay_out

_STRUCTURE = "S"  # ids of what only RDF can get wrong: our own conversion is tested against it
_NAMES = ("codes/item.ttl", "codes/measure.ttl")  # labels for messages


def examine(
    disclosure: Disclosure,
    profile: str = "cn",
    source: str = "",
    statements: ox.Store | None = None,
) -> Outcome:
    """Return the findings of a converted disclosure: of its conversion, its print, its content.

    Args:
        disclosure: What a file says.
        profile: `cn`, or `core` for any country.
        source: Name of the file, for reports.
        statements: Its statements in the default graph, where they are loaded already; the lists
            that checks need are added to the store.
    """
    checks, lists, reads = _content_checks(profile)
    store = lay_out(disclosure if statements is None else statements, lists, reads)
    results = [result for check in checks for result in run_check(store, check)]
    rows = rows_of_disclosure(disclosure)
    plain = [*disclosure.findings, *describe_nothing(disclosure), *printed.find(disclosure)]
    titles = {table.number: table.title for table in disclosure.tables}
    told = [
        Told(finding, titles.get(finding.table_number, ""), rows.find(finding)) for finding in plain
    ]
    told += _tell(store, results, rows)
    title_at = titles_by_line(disclosure)
    told = [one if one.title else replace(one, title=title_at(one.finding.line)) for one in told]
    return Outcome(
        disclosure=disclosure.id,
        source=source or disclosure.document.name,
        document=DocumentIris(DEFAULT_BASE, disclosure.id).document,
        told=in_order(drop_twins(told)),
    )


@cache
def _content_checks(profile: str) -> tuple[list[Check], list[str], frozenset[str]]:
    """Return the checks of what a document says, the lists for them, and what is read of these."""
    checks = [check for check in load_checks(profile) if not check.id.startswith(_STRUCTURE)]
    lists = {name for check in checks for name in check.data}
    return checks, [*lists, *_NAMES], terms_of(checks) | {SKOS.prefLabel.value}


def examine_store(store: ox.Store, profile: str = "cn", source: str = "") -> list[Outcome]:
    """Return the findings of RDF from anywhere, one outcome per document that it describes.

    Args:
        store: An in-memory store; the lists that checks need are added to it.
        profile: `cn`, or `core` for any country.
        source: Name of the file, for reports.
    """
    checks = load_checks(profile)
    lists = {name for check in checks for name in check.data}
    lay_out(store, [*lists, *_NAMES, *LISTS])
    results = run_shapes(store, profile)
    results += [result for check in checks for result in run_check(store, check)]
    told = _tell(store, results, rows_of_store(store))
    documents = _documents(store)
    by_document: dict[str, list[Told]] = {document: [] for document in documents}
    for one in told:
        by_document[_document_of(one.value, documents)].append(one)
    if not _holds_statements(store):
        by_document[documents[0]].insert(0, Told(_nothing(source)))
    return [
        Outcome(_name(document, source), source, document, in_order(drop_twins(found)))
        for document, found in by_document.items()
    ]


def _tell(store: ox.Store, results: Iterable[Result], rows: PrintedRows) -> list[Told]:
    places = Places(store)
    found = add_suggestions(store, word(results, places))
    return [_told(one, rows) for one in found]


def _told(found: Found, rows: PrintedRows) -> Told:
    place = found.place
    return Told(found.finding, place.title, rows.find(found.finding, place.sheet), found.value)


def _documents(store: ox.Store) -> list[str]:
    query = (
        "SELECT DISTINCT ?document WHERE { ?document a <https://w3id.org/budgetgraph/ns#Document> }"
    )
    solutions = store.query(query, use_default_graph_as_union=True)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("not a SELECT")
    found = [solution["document"] for solution in solutions]
    return sorted(node.value for node in found if isinstance(node, ox.NamedNode)) or [
        NO_DOCUMENT.value
    ]


def _document_of(value: str, documents: list[str]) -> str:
    """Return the document to which a node belongs by its IRI; the first where none does."""
    for document in documents:
        if value == document or value.startswith((f"{document}/", f"{document}#")):
            return document
    return documents[0]


def _name(document: str, source: str) -> str:
    if document == NO_DOCUMENT.value:
        return source
    return document.rstrip("/#").rpartition("/")[2]


def _holds_statements(store: ox.Store) -> bool:
    query = (
        "ASK { ?any a ?class . FILTER (STRSTARTS(STR(?class), 'https://w3id.org/budgetgraph/ns#')"
        " && ?any != <urn:budgetgraph:no-document>)"
        " FILTER NOT EXISTS { GRAPH <urn:budgetgraph:lists> { ?any a ?class } } }"
    )
    return bool(store.query(query, use_default_graph_as_union=True))


def _nothing(source: str) -> Finding:
    return Finding(
        id="S15",
        severity="violation",
        message_zh="没有任何使用 https://w3id.org/budgetgraph/ns# 词汇的陈述，无可检查；请核对前缀",
        message_en="holds no statement in the vocabulary https://w3id.org/budgetgraph/ns#: nothing "
        "was checked; look at the prefixes",
        printed=source,
    )
