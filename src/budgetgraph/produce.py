"""One input to all that comes of it: statements, findings and facts as N-Quads, rows for tables.

`produce` depends on nothing but the bytes of the input and the options, so that this process, a
child or a machine far away give the same. What becomes of it is for `build` and `bulk`.
"""

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from . import __version__, facts, graph, tidy
from .contract import Source
from .convert import convert
from .errors import BudgetgraphError
from .export import fact_rows
from .export.publication import from_nquads
from .iris import DEFAULT_BASE
from .locations import read_input
from .rdf_input import is_rdf, load_statements, read_documents
from .registry import CONVERTERS
from .store import Package
from .updates import mark_facts
from .validate import examine

_SOFTWARE = (
    ("budgetgraph", (".py",)),
    (CONVERTERS, (".py", ".toml")),
    ("budgetgraph.queries", (".rq",)),
)


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read.

    Attributes:
        base: Publisher's base IRI.
        name: Name of the disclosure in IRIs, for a single input.
        checks: Also run the checks, so that the graph of findings holds what is wrong.
    """

    base: str = DEFAULT_BASE
    name: str | None = None
    checks: bool = True


PLAIN = Options()


@dataclass(frozen=True, slots=True)
class Work:
    """One input to be read: its path or URL, and how."""

    path: str
    options: Options = PLAIN


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be taken in, and why; for a bug of ours, the traceback."""

    place: str
    reason: str
    is_bug: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """What came of one document.

    Attributes:
        package: Statements, findings and facts, ready to be stored.
        digest: Checksum of the input.
        rows: Rows of a table by its name: the tidy tables, and `facts`; worked out when asked for.
    """

    package: Package
    digest: str
    rows: Callable[[str], Iterable[tidy.Row]]


def produce(work: Work) -> list[Product] | Failure:
    """Return what one input gives: its documents, or why it has none.

    Raises:
        OSError: A place far away does not answer; a later attempt may succeed.
    """
    try:
        source = read_input(work.path)
        return list(_produce(source, work.options))
    except OSError:
        raise
    except BudgetgraphError as error:
        return Failure(work.path, str(error))
    except Exception:  # noqa: BLE001  one document that meets a bug must not lose the others
        return Failure(work.path, traceback.format_exc(), is_bug=True)


def package_file(work: Work) -> list[Package] | Failure:
    """Return the same without rows: all that a store takes, light to send between processes."""
    made = produce(work)
    return made if isinstance(made, Failure) else [product.package for product in made]


@cache
def fingerprint(checks: bool = True) -> str:
    """Return the version with a checksum of all code, words and rules that shape a document."""
    digest = hashlib.sha256()
    for package, suffixes in _SOFTWARE:
        for name, data in _walk(files(package), suffixes):
            digest.update(f"{package}/{name}\0".encode())
            digest.update(data)
    return f"{__version__}+{digest.hexdigest()[:16]}{'' if checks else '-unchecked'}"


def _produce(source: Source, options: Options) -> Iterator[Product]:
    digest = hashlib.sha256(source.data).hexdigest()
    if is_rdf(source):
        for nquads in read_documents(source):
            publication = from_nquads(nquads)
            yield _finish((nquads,), facts.derive(nquads), digest, options, publication.rows)
        return
    disclosure = convert(source, options.name)
    draft = graph.Draft(disclosure, options.base)
    store = load_statements(draft.statements)  # once, for the checks and then for the rules
    if options.checks:
        findings = examine(disclosure, statements=store).findings
        disclosure = replace(disclosure, findings=findings)
    derived = facts.derive_in(store, draft.document)
    del store  # larger than all that follows
    rows = partial(tidy.rows, disclosure=disclosure)
    yield _finish(draft.finish(disclosure.findings), derived, digest, options, rows)


def _finish(
    nquads: tuple[bytes, ...],
    derived: facts.Facts,
    digest: str,
    options: Options,
    tidy_rows: Callable[[str], Iterable[tidy.Row]],
) -> Product:
    mark = mark_facts(derived.document, digest, fingerprint(options.checks))
    data = b"".join((*nquads, derived.nquads, mark))
    package = Package(derived.document, data, derived.sets)

    def rows(table: str) -> Iterable[tidy.Row]:
        return fact_rows.rows(derived) if table == fact_rows.FACTS else tidy_rows(table)

    return Product(package, digest, rows)


def _walk(
    place: Traversable, suffixes: tuple[str, ...], path: str = ""
) -> Iterator[tuple[str, bytes]]:
    for item in sorted(place.iterdir(), key=lambda entry: entry.name):
        if item.is_dir():
            yield from _walk(item, suffixes, f"{path}{item.name}/")
        elif item.name.endswith(suffixes):
            yield path + item.name, item.read_bytes()
