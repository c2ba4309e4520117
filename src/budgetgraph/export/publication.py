"""One document on its way out: its statements as triples, its tidy rows, and who publishes it.

All exports read publications, so that a fresh conversion and a store give the same files.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

import pyoxigraph as ox

from budgetgraph import tidy
from budgetgraph.graph import ntriples
from budgetgraph.iris import DocumentIris, check_base
from budgetgraph.model import Disclosure
from budgetgraph.rdf_input import load_document, load_statements
from budgetgraph.store import Store
from budgetgraph.terms import PREFIXES

from .stored_rows import stored_rows

_PROLOGUE = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("bud", "dcterms", "prov", "skos")
)
_ABOUT = """
SELECT ?department ?name ?place ?year ?phase ?issued ?file ?sha256 WHERE {
  ?document a bud:Document ; dcterms:publisher ?department ; bud:statesBudget ?budget .
  OPTIONAL { ?department skos:prefLabel ?name }
  OPTIONAL { ?budget bud:jurisdiction ?place }
  OPTIONAL { ?budget bud:fiscalYear ?year }
  OPTIONAL { ?budget bud:phase ?phase }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document bud:fileName ?file }
  OPTIONAL { ?document bud:sha256 ?sha256 }
} ORDER BY ?year ?phase LIMIT 1"""


@dataclass(frozen=True, slots=True)
class About:
    """Who publishes a document for which year; texts are empty where it does not say.

    Attributes:
        department: IRI of the department.
        name: Its printed name.
        place: IRI of the division.
        year: Fiscal year, four digits.
        phase: IRI of the phase.
        issued: Date of publication, ISO 8601.
        file: Name of the source file.
        sha256: Checksum of the source file.
    """

    department: str
    name: str = ""
    place: str = ""
    year: str = ""
    phase: str = ""
    issued: str = ""
    file: str = ""
    sha256: str = ""

    @property
    def title_zh(self) -> str:
        """Title in Chinese, e.g. 和政县人力资源和社会保障局2024年部门预算公开."""
        year = f"{self.year}年" if self.year else ""
        return f"{self.name or '未注明部门'}{year}部门预算公开"

    @property
    def title_en(self) -> str:
        """Title in English; the department keeps its printed name."""
        year = f", {self.year}" if self.year else ""
        return f"Budget disclosure of {self.name or 'an unnamed department'}{year}"


class Publication:
    """One document to be exported.

    Args:
        document: IRI of the document.
        graph: Its statements, in the default graph.
        rows: Rows of one tidy table by the table's name.
    """

    def __init__(
        self, document: str, graph: ox.Store, rows: Callable[[str], Iterable[tidy.Row]]
    ) -> None:
        """Remember the three; nothing is read yet."""
        self.document = document
        self.graph = graph
        self.rows = rows

    @property
    def id(self) -> str:
        """Id of the disclosure, as the document's IRI ends."""
        return id_of(self.document)

    def select(self, query: str) -> Iterator[dict[str, str]]:
        """Yield the solutions of a SELECT over the statements; unbound variables are empty."""
        solutions = self.graph.query(_PROLOGUE + query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError("not a SELECT query")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {name: getattr(solution[name], "value", "") for name in names}

    def about(self) -> About:
        """Return who publishes the document for which year."""
        for found in self.select(_ABOUT):
            return About(**found)
        return About(f"{self.document}/publisher")


def id_of(document: str) -> str:
    """Return the id of a disclosure, as the IRI of its document ends."""
    return unquote(document.rpartition("/")[2])


def base_of(document: str) -> str:
    """Return the publisher's base IRI, as the IRI of a document begins."""
    return document.rpartition("doc/")[0]


def from_disclosures(disclosures: Iterable[Disclosure], base: str) -> Iterator[Publication]:
    """Yield fresh conversions as publications, one by one.

    Raises:
        UsageError: The base is no absolute IRI.
    """
    base = check_base(base)
    for disclosure in disclosures:
        graph = load_statements(ntriples(disclosure, base))
        document = DocumentIris(base, disclosure.id).document
        yield Publication(document, graph, partial(tidy.rows, disclosure=disclosure))


def from_nquads(nquads: bytes) -> Publication:
    """Return the one document that N-Quads describe; its rows are read from its statements.

    Raises:
        InputError: They describe no document, or more than one.
    """
    document, graph = load_document(nquads)
    return _stored(document, graph)


def from_store(store: Store) -> Iterator[Publication]:
    """Yield the documents of a store as publications, one by one, in order of their IRIs."""
    for held in store.documents():
        name = ox.NamedNode(held.document)
        # As text: five times faster than one quad after the other through Python.
        triples = store.inner.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        graph = load_statements(triples or b"")
        yield _stored(held.document, graph)


def _stored(document: str, graph: ox.Store) -> Publication:
    publication = Publication(document, graph, lambda _table: ())
    publication.rows = partial(stored_rows, publication.select, publication.id)
    return publication
