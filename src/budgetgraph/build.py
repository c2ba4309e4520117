"""Many disclosures into one store.

A crew turns each input into statements, findings and facts (`produce.py`); what came of them is
loaded in batches. An input whose bytes the store holds already, read by the same software, is
skipped; so a build that was ended goes on where it stopped. A document that cannot be read does not
stop the rest.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .convert import STDIN
from .crew import ALONE, Crew, Lost
from .errors import BudgetgraphError, UsageError
from .iris import DocumentIris, check_base
from .locations import is_url, list_urls, read_input
from .produce import PLAIN, Failure, Options, Work, fingerprint, package_file
from .rdf_input import is_rdf_name
from .store import Package, Store

_BATCH_BYTES = 64 << 20  # N-Quads loaded at once: some ten documents, 200 MB while loading

Follow = Callable[[int], Callable[[], None]]


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


def build(
    inputs: Sequence[str],
    store: Store,
    options: Options = PLAIN,
    crew: Crew = ALONE,
    follow: Follow = lambda _count: lambda: None,
) -> Report:
    """Bring disclosures into a store; return what was done.

    Args:
        inputs: Files to convert, RDF files, or folders of them, also by URL; `-` reads stdin.
        store: A store opened for writing.
        options: How inputs are read.
        crew: Who reads them.
        follow: Is told how many inputs there are to read, and returns what to call after each.

    Raises:
        UsageError: Two inputs would be one document, or there is no input.
    """
    work = list_work(inputs, options)
    report = Report()
    store.load_shared()
    todo = list(_changed(work, store, report))
    advance = follow(len(todo))

    def packages() -> Iterator[Package]:
        for item, result in crew.map(package_file, todo):
            if isinstance(result, Lost):
                report.failures.append(Failure(item.path, f"{item.path}: {result.reason}"))
            elif isinstance(result, Failure):
                report.failures.append(result)
            else:
                yield from result
            advance()

    report.loaded = load_in_batches(store, packages())
    report.failures.sort(key=lambda failure: failure.place)
    return report


def load_in_batches(store: Store, packages: Iterable[Package]) -> list[str]:
    """Bring documents into a store, some ten at once; return their IRIs.

    What was loaded stays when the rest fails: a batch is in or not.
    """
    loaded: list[str] = []
    batch: list[Package] = []
    size = 0
    for package in packages:
        batch.append(package)
        size += len(package.nquads)
        if size >= _BATCH_BYTES:
            store.load(batch)
            loaded += [one.document for one in batch]
            batch, size = [], 0
    if batch:
        store.load(batch)
        loaded += [one.document for one in batch]
    if loaded:
        store.finish(len(loaded))
    return loaded


def list_work(inputs: Iterable[str], options: Options) -> list[Work]:
    """Return what is to be read.

    Raises:
        UsageError: There is no input, or two would be one document.
    """
    options = replace(options, base=check_base(options.base))
    work = [Work(path, options) for path in list_inputs(inputs)]
    if options.name is not None and len(work) > 1:
        raise UsageError("--id names one disclosure; build the files one by one")
    _refuse_twins(work)
    return work


def list_inputs(inputs: Iterable[str]) -> list[str]:
    """Return the files that inputs name, folders opened, hidden files left out.

    Raises:
        UsageError: An input names nothing, or nothing is left.
        InputError: A URL leads to nothing.
    """
    found: list[str] = []
    for entry in inputs:
        path = Path(entry)
        if is_url(entry):
            found += list_urls(entry)
        elif entry != STDIN and path.is_dir():
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
        return "" if path == STDIN else hashlib.sha256(read_input(path).data).hexdigest()
    except (BudgetgraphError, OSError):
        return ""


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
