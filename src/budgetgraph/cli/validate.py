"""`budgetgraph validate`: disclosures or RDF to findings."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from budgetgraph.convert import read_source
from budgetgraph.errors import BudgetgraphError, OutputError
from budgetgraph.progress import follow, say
from budgetgraph.validate.checks import PROFILES
from budgetgraph.validate.inspect import inspect
from budgetgraph.validate.outcome import SEVERITIES, Outcome, reaches
from budgetgraph.validate.report import FORMATS, LANGUAGES, as_text, write

from . import EXIT_CANNOT, EXIT_FINDINGS, EXIT_FINE

_NEVER = "never"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "validate",
        help="disclosures or RDF to findings",
        description="Check disclosures, or RDF from anywhere, before they are published. What a "
        "file is, is told by its content. The report goes to stdout, or to -o.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE|GRAPH", help="disclosure or RDF; - reads stdin"
    )
    parser.add_argument("--format", default="text", choices=tuple(FORMATS), help="default: text")
    parser.add_argument(
        "--lang", default="zh", choices=LANGUAGES, help="language of text, html and sarif (zh)"
    )
    parser.add_argument(
        "--fail-on",
        default="violation",
        choices=(*reversed(SEVERITIES), _NEVER),
        help="exit with 1 when a finding is at or above this severity (violation)",
    )
    parser.add_argument(
        "--profile", default="cn", choices=PROFILES, help="cn, or core for any country (cn)"
    )
    parser.add_argument("-o", "--output", default="", metavar="OUT", help="file for the report")
    parser.add_argument("--force", action="store_true", help="replace what stands at -o")


def run(args: argparse.Namespace) -> int:
    """Validate the files; 2 when one of them could not be read, 1 by `--fail-on`."""
    if args.output and Path(args.output).exists() and not args.force:
        raise OutputError(f"{args.output} exists; give --force to replace it")
    batch = _Batch(args.files, args.profile)
    outcomes = list(batch)
    _report(outcomes, args)
    if batch.failed:
        return EXIT_CANNOT
    return EXIT_FINDINGS if reaches(outcomes, args.fail_on) else EXIT_FINE


class _Batch:
    """The outcomes of the files that can be read, in order; errors are told on stderr."""

    def __init__(self, files: list[str], profile: str) -> None:
        self._files = files
        self._profile = profile
        self.failed = 0

    def __iter__(self) -> Iterator[Outcome]:
        for file in follow(self._files, "validate"):
            try:
                yield from inspect(read_source(file), self._profile)
            except BudgetgraphError as error:
                self.failed += 1
                say(f"budgetgraph: {' '.join(str(error).split())}")


def _report(outcomes: list[Outcome], args: argparse.Namespace) -> None:
    if args.output:
        Path(args.output).write_text(write(outcomes, args.format, args.lang), encoding="utf-8")
    elif args.format == "text" and sys.stdout.isatty():
        as_text.show(outcomes, args.lang, Console(highlight=False))
    elif outcomes or len(args.files) == 1:
        sys.stdout.write(write(outcomes, args.format, args.lang))
