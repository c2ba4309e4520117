"""What one document says, as RDF: `Disclosure` -> quads of its statement and findings graphs.

The statement graph is named by the document; the findings graph is `{document}/findings`. Quads
come in document order, so equal input gives equal bytes.
"""

from collections.abc import Iterator

from pyoxigraph import Quad, RdfFormat, parse

from budgetgraph.iris import DEFAULT_BASE, check_base
from budgetgraph.model import Disclosure, Finding

from .findings import describe_findings
from .holdings import describe_holdings
from .lines import describe_lines, describe_units
from .projects import describe_projects
from .scene import Scene
from .source import describe_document, describe_sections, describe_tables
from .spelling import encoded, node

_SUBJECTS_AT_ONCE = 4096


def quads(disclosure: Disclosure, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield the quads of both graphs of one document, statements first.

    Args:
        disclosure: What the document says.
        base: Publisher's base IRI.

    Raises:
        UsageError: The base is no absolute IRI.
    """
    # Lenient: nothing is checked twice. The base was checked, all else is percent-encoded.
    return parse(nquads(disclosure, base), RdfFormat.N_QUADS, lenient=True)


def nquads(disclosure: Disclosure, base: str = DEFAULT_BASE) -> bytes:
    """Return the same quads as N-Quads.

    Args:
        disclosure: What the document says.
        base: Publisher's base IRI.

    Raises:
        UsageError: The base is no absolute IRI.
    """
    return encoded(_spell_graphs(disclosure, base))


def nquads_pieces(disclosure: Disclosure, base: str = DEFAULT_BASE) -> Iterator[bytes]:
    """Yield the same N-Quads in pieces: a long document is not held twice more to be written.

    Args:
        disclosure: What the document says.
        base: Publisher's base IRI.

    Raises:
        UsageError: The base is no absolute IRI.
    """
    texts = _spell_graphs(disclosure, base)
    for start in range(0, len(texts), _SUBJECTS_AT_ONCE):
        yield encoded(texts[start : start + _SUBJECTS_AT_ONCE])


def ntriples(disclosure: Disclosure, base: str = DEFAULT_BASE) -> bytes:
    """Return the statement graph alone as N-Triples.

    Args:
        disclosure: What the document says.
        base: Publisher's base IRI.

    Raises:
        UsageError: The base is no absolute IRI.
    """
    scene = Scene(disclosure, check_base(base), named=False)
    return encoded(_spell_statements(scene))


class Draft:
    """The statements of one document, written before it is known what is wrong with them.

    Args:
        disclosure: What the document says; cells that its findings name are among the statements.
        base: Publisher's base IRI.

    Attributes:
        document: IRI of the document.
        statements: The statement graph as N-Triples, until it is finished.

    Raises:
        UsageError: The base is no absolute IRI.
    """

    def __init__(self, disclosure: Disclosure, base: str = DEFAULT_BASE) -> None:
        """Write the statements."""
        self._scene = Scene(disclosure, check_base(base), named=False)
        self.document = self._scene.iris.document
        self.statements = encoded(_spell_statements(self._scene))

    def finish(self, findings: tuple[Finding, ...]) -> tuple[bytes, ...]:
        """Return the N-Quads of both graphs in pieces; to be called once: it empties the draft.

        Args:
            findings: All that was found, that of the conversion included.
        """
        scene = self._scene
        _describe_cells(scene, findings)
        cells = encoded(scene.drain())
        scene.switch_graph(node(scene.iris.findings))
        describe_findings(scene, findings)
        named = f" {scene.document} .\n".encode()
        statements = self.statements.replace(b" .\n", named)
        self.statements = b""
        return statements, cells.replace(b" .\n", named), encoded(scene.drain())


def _spell_graphs(disclosure: Disclosure, base: str) -> list[str]:
    """Return the statement graph, then the findings graph."""
    scene = Scene(disclosure, check_base(base))
    statements = _spell_statements(scene)
    scene.switch_graph(node(scene.iris.findings))
    describe_findings(scene, disclosure.findings)
    return statements + scene.drain()


def _spell_statements(scene: Scene) -> list[str]:
    """Return the statement graph: the document, its tables and text, then what they say."""
    describe_document(scene)
    head = scene.drain()
    describe_lines(scene)
    describe_units(scene)
    describe_projects(scene)
    describe_holdings(scene)
    body = scene.drain()
    describe_tables(scene)  # knows only now which tables were quoted
    describe_sections(scene)
    tables = scene.drain()
    _describe_cells(scene, scene.disclosure.findings)
    return head + tables + body + scene.drain()


def _describe_cells(scene: Scene, findings: tuple[Finding, ...]) -> None:
    """Add the cells that only findings name: what is printed stands in the statement graph."""
    for finding in findings:
        if finding.cell:
            scene.cell(finding.cell, finding.table_number)
