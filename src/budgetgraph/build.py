"""Many disclosures into one store.

Each input is converted, its facts are derived, and what came of it is loaded in batches. An input
whose bytes the store holds already, read by the same software, is skipped; so a build that was
ended goes on where it stopped. A document that cannot be read does not stop the rest.
"""

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from . import __version__, facts, graph
from .convert import STDIN, convert, read_source
from .errors import BudgetgraphError, UsageError
from .iris import DEFAULT_BASE, DocumentIris, check_base
from .rdf_input import is_rdf, is_rdf_name, read_documents
from .registry import CONVERTERS
from .store import Package, Store
from .updates import mark_facts
from .validate import validate

_BATCH_BYTES = 64 << 20  # N-Quads loaded at once: some ten documents, 200 MB while loading
_SOFTWARE = (
    ("budgetgraph", (".py",)),
    (CONVERTERS, (".py", ".toml")),
    ("budgetgraph.queries", (".rq",)),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be taken in, and why; for a bug of ours, the traceback."""

    place: str
    reason: str
    is_bug: bool = False


@dataclass(slots=True)
class Report:
    """What a build did.

    Attributes:
        loaded: IRIs of the documents that came in or were replaced.
        unchanged: Inputs that were skipped.
        failures: Inputs that could not be read.
    """

    loaded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read.

    Attributes:
        base: Publisher's base IRI.
        name: Name of the disclosure in IRIs, for a single input.
        checks: Also run the checks, so that the graph of findings holds what is wrong.
        workers: How many processes convert side by side.
    """

    base: str = DEFAULT_BASE
    name: str | None = None
    checks: bool = True
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Work:
    """One input to be read: its path, and how."""

    path: str
    options: Options = Options()


Result = list[Package] | Failure


def build(
    inputs: Sequence[str],
    store: Store,
    options: Options = Options(),
    follow: Callable[[Sequence[Work]], Iterable[Work]] | None = None,
) -> Report:
    """Bring disclosures into a store; return what was done.

    Args:
        inputs: Files to convert, RDF files, or folders of them; `-` reads standard input.
        store: A store opened for writing.
        options: How inputs are read.
        follow: Gives the inputs again while it shows how far the build is.

    Raises:
        UsageError: Two inputs would be one document, or there is no input.
    """
    options = replace(options, base=check_base(options.base))
    work = [Work(path, options) for path in list_inputs(inputs)]
    if options.name is not None and len(work) > 1:
        raise UsageError("--id names one disclosure; build the files one by one")
    _refuse_twins(work)
    report = Report()
    store.load_shared()
    todo = list(_changed(work, store, report))
    batch: list[Package] = []
    for result in _read_all(todo if follow is None else follow(todo), options.workers):
        if isinstance(result, Failure):
            report.failures.append(result)
            continue
        batch += result
        if sum(len(package.nquads) for package in batch) >= _BATCH_BYTES:
            _load(store, batch, report)
    _load(store, batch, report)
    if report.loaded:
        store.finish()
    return report


def list_inputs(inputs: Iterable[str]) -> list[str]:
    """Return the files that inputs name, folders opened, hidden files left out.

    Raises:
        UsageError: An input names nothing, or nothing is left.
    """
    found: list[str] = []
    for entry in inputs:
        path = Path(entry)
        if entry != STDIN and path.is_dir():
            found += [
                str(file)
                for file in sorted(path.rglob("*"))
                if file.is_file()
                and not any(p.startswith(".") for p in file.relative_to(path).parts)
            ]
        else:
            found.append(entry)
    if not found:
        raise UsageError("there is no file in what was given; name files or folders that hold some")
    return list(dict.fromkeys(found))


def package_file(work: Work) -> Result:
    """Return what one input gives: its documents ready to be stored, or why it has none.

    Depends on nothing but the input, so that any process or machine can do it.
    """
    try:
        source = read_source(work.path)
        digest = hashlib.sha256(source.data).hexdigest()
        if is_rdf(source):
            return [_package(data, digest, work) for data in read_documents(source)]
        disclosure = convert(source, work.options.name)
        if work.options.checks:
            disclosure = replace(disclosure, findings=validate(disclosure))
        return [_package(graph.nquads(disclosure, work.options.base), digest, work)]
    except BudgetgraphError as error:
        return Failure(work.path, str(error))
    except Exception:  # noqa: BLE001  one document that meets a bug must not lose the others
        return Failure(work.path, traceback.format_exc(), is_bug=True)


@cache
def fingerprint(checks: bool = True) -> str:
    """Return the version with a checksum of all code, words and rules that shape a document."""
    digest = hashlib.sha256()
    for package, suffixes in _SOFTWARE:
        for name, data in _walk(files(package), suffixes):
            digest.update(f"{package}/{name}\0".encode())
            digest.update(data)
    return f"{__version__}+{digest.hexdigest()[:16]}{'' if checks else '-unchecked'}"


def _package(nquads: bytes, digest: str, work: Work) -> Package:
    derived = facts.derive(nquads)
    mark = mark_facts(derived.document, digest, fingerprint(work.options.checks))
    return Package(derived.document, nquads + derived.nquads + mark, derived.sets)


def _changed(work: Sequence[Work], store: Store, report: Report) -> Iterator[Work]:
    """Yield the inputs that the store does not hold as they are."""
    made_by = fingerprint(work[0].options.checks)
    held = {(item.digest, item.document) for item in store.documents() if item.made_by == made_by}
    digests = {digest for digest, _ in held}
    for item in work:
        digest = _digest(item.path)
        name = item.options.name or Path(item.path).stem
        document = DocumentIris(item.options.base, name).document
        # an RDF file names its documents itself; of other files the name says which one it is
        if (digest, document) in held or (is_rdf_name(item.path) and digest in digests):
            report.unchanged.append(item.path)
        else:
            yield item


def _digest(path: str) -> str:
    """Return the checksum of a file, empty where it cannot be read: its reader tells why."""
    try:
        return "" if path == STDIN else hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _read_all(work: Iterable[Work], workers: int) -> Iterator[Result]:
    if workers <= 1:
        yield from map(package_file, work)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(package_file, work)


def _load(store: Store, batch: list[Package], report: Report) -> None:
    if batch:
        store.load(batch)
        report.loaded += [package.document for package in batch]
        batch.clear()


def _refuse_twins(work: Sequence[Work]) -> None:
    """Raise UsageError where two inputs would get the same id, and so replace one another."""
    seen: dict[str, str] = {}
    for item in work:
        stem = Path(item.path).stem
        if stem in seen and not is_rdf_name(item.path):
            raise UsageError(
                f"{seen[stem]} and {item.path} would have the same id '{stem}'; rename one of them"
            )
        seen[stem] = item.path


def _walk(
    place: Traversable, suffixes: tuple[str, ...], path: str = ""
) -> Iterator[tuple[str, bytes]]:
    for item in sorted(place.iterdir(), key=lambda entry: entry.name):
        if item.is_dir():
            yield from _walk(item, suffixes, f"{path}{item.name}/")
        elif item.name.endswith(suffixes):
            yield path + item.name, item.read_bytes()
