"""`budgetgraph build`: many disclosures into a store."""

import argparse
from collections.abc import Iterable, Sequence

from budgetgraph.build import Options, Report, Work, build
from budgetgraph.errors import UsageError
from budgetgraph.iris import DEFAULT_BASE
from budgetgraph.progress import follow, say
from budgetgraph.store import Store

from . import EXIT_BUG, EXIT_CANNOT, EXIT_FINE


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "build",
        help="many disclosures into a store",
        description="Convert disclosures, derive their facts and load all into a store. What the "
        "store holds already is skipped, so a build that was ended goes on where it stopped. A "
        "file that cannot be read does not stop the rest.",
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="disclosure, RDF made by convert, or folder of them; - reads stdin",
    )
    parser.add_argument("-s", "--store", required=True, metavar="STORE", help="folder of the store")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (1)")
    parser.add_argument(
        "--base", default=DEFAULT_BASE, metavar="IRI", help=f"base of data IRIs ({DEFAULT_BASE})"
    )
    parser.add_argument(
        "--no-checks", action="store_true", help="leave out the checks: quicker, fewer findings"
    )
    parser.add_argument("--id", default=None, help="name of the disclosure; default: file stem")


def run(args: argparse.Namespace) -> int:
    """Build the store; 2 when an input could not be read, 70 when one met a bug."""
    if args.workers < 1:
        raise UsageError("--workers is at least 1")
    options = Options(args.base, args.id, not args.no_checks, args.workers)
    with Store.open(args.store, read_only=False) as store:
        report = build(args.inputs, store, options, _follow)
    _tell(report)
    if any(failure.is_bug for failure in report.failures):
        return EXIT_BUG
    return EXIT_CANNOT if report.failures else EXIT_FINE


def _follow(work: Sequence[Work]) -> Iterable[Work]:
    return follow(work, "build")


def _tell(report: Report) -> None:
    for failure in report.failures:
        if failure.is_bug:
            say(f"budgetgraph: {failure.place}: a bug of ours; please report it:\n{failure.reason}")
        else:
            say(f"budgetgraph: {' '.join(failure.reason.split())}")
    say(
        f"store: {len(report.loaded)} loaded, {len(report.unchanged)} unchanged, "
        f"{len(report.failures)} not read"
    )
