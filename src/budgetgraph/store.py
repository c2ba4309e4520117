"""The embedded store: Oxigraph, in memory or in a folder, one set of named graphs per document.

    {document}            statements          {document}/facts      facts
    {document}/findings   findings            …/catalogue           which set of facts counts
    one graph per file of the ontology, the code lists and the alignments

A document comes in or is replaced in one transaction: a process that is killed leaves the old state
or the new one. Queries open the store read-only; while it is written nobody else may open it.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from . import catalogue, facts, shared
from .catalogue import CATALOGUE
from .errors import InputError, OutputError, UsageError
from .facts import FactSet, facts_graph
from .locking import Lock, is_locked
from .terms import BUD, DCTERMS, OWL, RDF
from .updates import insert_data, read_edges, remove_edges, spell_edge

if TYPE_CHECKING:
    from .query.rows import Answer, Rows

_CATALOGUE = ox.NamedNode(CATALOGUE)
_MUCH = 4  # a fourth of the documents: order costs as much as the whole store is large
_MARK = "CURRENT"  # every Oxigraph folder has this file


@dataclass(frozen=True, slots=True)
class Package:
    """One document, ready to be stored.

    Attributes:
        document: IRI of the document.
        nquads: Statements, facts, findings, and the mark of `mark_facts`.
        sets: The sets of its facts.
    """

    document: str
    nquads: bytes
    sets: tuple[FactSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """One document that a store holds: its IRI, the checksum of its input, what read it."""

    document: str
    digest: str
    made_by: str


class Store:
    """An embedded store; use `Store.open`.

    A context manager: leaving it gives the folder free.
    """

    def __init__(self, inner: ox.Store, path: Path | None, lock: Lock | None) -> None:
        """Wrap an opened Oxigraph store."""
        self._inner: ox.Store | None = inner
        self._lock = lock
        self._sets: dict[str, tuple[FactSet, ...]] | None = None
        self._catalogue: catalogue.Catalogue | None = None
        self.path = path

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None, *, read_only: bool = True) -> Self:
        """Return a store.

        Args:
            path: Folder of the store; None for an empty one in memory, which can be written.
            read_only: Open for queries; otherwise the folder is made where it is missing.

        Raises:
            InputError: There is no store in that folder.
            OutputError: Another process writes the store, or reads what is to be written.
        """
        if path is None:
            return cls(ox.Store(), None, None)
        folder = Path(path)
        if read_only and not (folder / _MARK).is_file():
            raise InputError(
                "is no store; make one with: budgetgraph build FILE… -s STORE", str(folder)
            )
        if not read_only:
            _prepare(folder)
        lock = Lock.acquire(folder, exclusive=not read_only)
        try:
            inner = ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
        except OSError as error:
            lock.release()
            if is_locked(error):
                raise OutputError(
                    f"{folder}: another process has the store open; wait for it"
                ) from error
            raise InputError(
                f"cannot be opened as a store ({error}); build it anew", str(folder)
            ) from error
        return cls(inner, folder, lock)

    def close(self) -> None:
        """Give the folder free; the store cannot be used afterwards."""
        self._inner = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    @property
    def inner(self) -> ox.Store:
        """The Oxigraph store; raises UsageError after `close`."""
        if self._inner is None:
            raise UsageError("the store is closed; open it again")
        return self._inner

    # --- asking ---------------------------------------------------------------------------------

    def select(self, text: str) -> "Answer":
        """Return the answer to a SPARQL query as terms; the default graph is the union of all.

        Raises:
            UsageError: The text is no SPARQL query.
        """
        from .query.embedded import evaluate  # noqa: PLC0415  that package is built on the store
        from .query.rows import answer_of  # noqa: PLC0415

        return answer_of(evaluate(self.inner, text))

    def query(self, name: str, **parameters: object) -> "Rows":
        """Return the rows of a saved query, or of a SPARQL text.

        Args:
            name: Name of a saved query such as `spending-by-function`, path of an `.rq` file, or
                the text of a query.
            parameters: Values by name; a sequence stands for several.

        Raises:
            UsageError: Unknown query or parameter, or a value that the parameter does not take.
        """
        from .query import ask  # noqa: PLC0415

        return ask(self, name, parameters)

    def documents(self) -> list[Held]:
        """Return the documents that the store holds, in order of their IRIs."""
        held = []
        for quad in self.inner.quads_for_pattern(None, RDF.type, BUD.Document):
            if quad.subject != quad.graph_name or not isinstance(quad.subject, ox.NamedNode):
                continue
            graph = ox.NamedNode(facts_graph(quad.subject.value))
            held.append(
                Held(
                    quad.subject.value,
                    self._value(graph, DCTERMS.identifier, graph),
                    self._value(graph, OWL.versionInfo, graph),
                )
            )
        return sorted(held, key=lambda item: item.document)

    def graphs_of(self, document: str) -> Iterator[ox.NamedNode]:
        """Yield the names of the graphs of a document that the store holds."""
        for name in (document, facts_graph(document), f"{document}/findings"):
            graph = ox.NamedNode(name)
            if self.inner.contains_named_graph(graph):
                yield graph

    def export_nquads(self, document: str) -> bytes:
        """Return the graphs of one document as sorted N-Quads."""
        lines = [
            f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n"
            for graph in self.graphs_of(document)
            for q in self.inner.quads_for_pattern(None, None, None, graph)
        ]
        return "".join(sorted(lines)).encode()

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self.inner)

    # --- writing --------------------------------------------------------------------------------

    def load(self, packages: Sequence[Package]) -> None:
        """Take in documents; one that is there already is replaced.

        New documents come in together and at once; each replaced one in a transaction of its own.
        """
        held = self._known_sets()
        former = [package for package in packages if package.document in held]
        new = [package for package in packages if package.document not in held]
        if new:
            if self._catalogue is None:
                self._catalogue = catalogue.Catalogue()
                stale = read_edges(self.inner) - self._catalogue.add(held)[0]
                remove_edges(self.inner, stale)
            coming = {package.document: package.sets for package in new}
            added, gone = self._catalogue.add(coming)
            data = b"".join([*(one.nquads for one in new), *map(spell_edge, sorted(added))])
            self.inner.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)
            remove_edges(self.inner, gone)
            held.update(coming)
        for package in former:
            self._replace(package.document, package)

    def remove(self, document: str) -> None:
        """Take out a document with all its graphs, in one transaction."""
        self._replace(document, None)

    def load_shared(self) -> bool:
        """Bring ontology, code lists and alignments up to date; return whether anything was new."""
        mark = shared.fingerprint()
        former = self._value(_CATALOGUE, OWL.versionInfo, _CATALOGUE)
        if former == mark:
            return False
        lines = [f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in shared.load()]
        lines.append(f'{_CATALOGUE} {OWL.versionInfo} "{mark}" {_CATALOGUE} .\n')
        nquads = "".join(lines).encode()
        if not former:  # all at once: nothing of it is there
            self.inner.bulk_load(nquads, ox.RdfFormat.N_QUADS, lenient=True)
            return True
        operations = [
            f"DROP SILENT GRAPH {graph}"
            for graph in self.inner.named_graphs()
            if shared.is_shared(graph.value)
        ]
        version = f"{_CATALOGUE} {OWL.versionInfo} ?former"
        operations.append(f"DELETE WHERE {{ GRAPH {_CATALOGUE} {{ {version} }} }}")
        operations.append(insert_data(nquads))
        self.inner.update(";\n".join(operations))
        return True

    def finish(self, added: int) -> None:
        """Bring everything to disk; in an order that is quick to read where much was added."""
        self.inner.flush()
        if added * _MUCH >= len(self._known_sets()):
            self.inner.optimize()

    def _replace(self, document: str, package: Package | None) -> None:
        known = {name: sets for name, sets in self._known_sets().items() if name != document}
        if package is not None:
            known[document] = package.sets
        edges = catalogue.relate(chain.from_iterable(known.values()))
        operations = [f"DROP SILENT GRAPH {graph}" for graph in self.graphs_of(document)]
        operations += [
            f"DELETE WHERE {{ GRAPH {_CATALOGUE} {{ ?set {relation} ?other }} }}"
            for relation in (DCTERMS.isReplacedBy, DCTERMS.isPartOf)
        ]
        added = b"".join([package.nquads if package else b"", *map(spell_edge, edges)])
        operations.append(insert_data(added))
        self.inner.update(";\n".join(operations))
        self._sets, self._catalogue = known, None

    def _known_sets(self) -> dict[str, tuple[FactSet, ...]]:
        """Return the sets of facts by document; read once, then kept up to date."""
        if self._sets is None:
            without: dict[str, tuple[FactSet, ...]] = {one.document: () for one in self.documents()}
            self._sets = without | facts.read_sets(self.inner)
        return self._sets

    def _value(self, subject: ox.NamedNode, predicate: ox.NamedNode, graph: ox.NamedNode) -> str:
        for quad in self.inner.quads_for_pattern(subject, predicate, None, graph):
            return str(getattr(quad.object, "value", ""))
        return ""


def _prepare(folder: Path) -> None:
    if folder.is_file():
        raise OutputError(f"{folder}: is a file; name a folder for the store")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise OutputError(f"{folder}: holds other files; name an empty folder, or one that is new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be made ({error.strerror}); check the place"
        ) from error
