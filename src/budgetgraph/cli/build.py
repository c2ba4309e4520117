"""`budgetgraph build`: many disclosures into a store, or into parts that any store can load."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from budgetgraph.build import build
from budgetgraph.crew import Alone, Cluster, Crew, Processes
from budgetgraph.errors import UsageError
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.produce import Failure, Options, fingerprint
from budgetgraph.progress import count, say
from budgetgraph.store import Store

from . import EXIT_BUG, EXIT_CANNOT, EXIT_FINE


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "build",
        help="many disclosures into a store",
        description="Convert disclosures, derive their facts and load all into a store, or write "
        "parts with a manifest that any store can load. What is there already is skipped, so a "
        "build that was ended goes on where it stopped. A file that cannot be read does not stop "
        "the rest.",
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="disclosure, RDF made by convert, folder of them, or URL (s3://…); - reads stdin",
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("-s", "--store", default="", metavar="STORE", help="folder of the store")
    where.add_argument(
        "-o",
        "--output",
        default="",
        metavar="LOCATION",
        help="folder or URL for N-Quads and Parquet in parts, with manifest.json",
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--workers", type=int, default=1, metavar="N", help="processes (1)")
    who.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="Dask cluster, e.g. tcp://host:8786"
    )
    parser.add_argument(
        "--base", default=DEFAULT_BASE, metavar="IRI", help=f"base of data IRIs ({DEFAULT_BASE})"
    )
    parser.add_argument(
        "--no-checks", action="store_true", help="leave out the checks: quicker, fewer findings"
    )
    parser.add_argument("--id", default=None, help="name of the disclosure; default: file stem")


def run(args: argparse.Namespace) -> int:
    """Build; 2 when an input could not be read, 70 when one met a bug."""
    if args.workers < 1:
        raise UsageError("--workers is at least 1")
    options = Options(args.base, args.id, not args.no_checks)
    with _crew(args) as crew:
        failures = (_build_parts if args.output else _build_store)(args, options, crew)
    if any(failure.is_bug for failure in failures):
        return EXIT_BUG
    return EXIT_CANNOT if failures else EXIT_FINE


@contextmanager
def _crew(args: argparse.Namespace) -> Iterator[Crew]:
    if args.scheduler:
        with Cluster(args.scheduler, (fingerprint, fingerprint())) as crew:
            yield crew
    else:
        yield Processes(args.workers) if args.workers > 1 else Alone()


def _build_store(args: argparse.Namespace, options: Options, crew: Crew) -> list[Failure]:
    with Store.open(args.store, read_only=False) as store, count("build") as follow:
        report = build(args.inputs, store, options, crew, follow)
    _tell(report.failures)
    say(
        f"store: {len(report.loaded)} loaded, {len(report.unchanged)} unchanged, "
        f"{len(report.failures)} not read"
    )
    return report.failures


def _build_parts(args: argparse.Namespace, options: Options, crew: Crew) -> list[Failure]:
    from budgetgraph.bulk.parts import build_parts  # noqa: PLC0415  needs the extra `parquet`

    with count("parts") as follow:
        outcome = build_parts(args.inputs, args.output, options, crew, follow)
    _tell(outcome.dead_letters)
    manifest = outcome.manifest
    say(
        f"{args.output}: {manifest.documents} documents, {manifest.quads} quads, "
        f"{len(manifest.files)} files, {manifest.dead_letters} not read"
    )
    return list(outcome.dead_letters)


def _tell(failures: "list[Failure] | tuple[Failure, ...]") -> None:
    for failure in failures:
        if failure.is_bug:
            say(f"budgetgraph: {failure.place}: a bug of ours; please report it:\n{failure.reason}")
        else:
            say(f"budgetgraph: {' '.join(failure.reason.split())}")
