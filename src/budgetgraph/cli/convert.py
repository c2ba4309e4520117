"""`budgetgraph convert`: disclosures to RDF or tidy tables."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from budgetgraph.convert import STDIN, convert_file
from budgetgraph.errors import InputError, MissingExtraError, OutputError, UsageError
from budgetgraph.iris import DEFAULT_BASE, check_base
from budgetgraph.limits import Limits
from budgetgraph.model import Disclosure
from budgetgraph.outputs import check_apart, check_free
from budgetgraph.progress import follow, say
from budgetgraph.rdf_input import is_rdf_name
from budgetgraph.unclaimed import describe_nothing

from . import EXIT_CANNOT, EXIT_FINE, limits_of, output_path, take_limits
from ._report import ReportRow, write_report
from .output import Output, choose_format, formats

_REPAIRED = "corrected"
_NOT_UNDERSTOOD = frozenset({"R01", "R02", "R03", "R04"})


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "convert",
        help="disclosures to RDF or tidy tables",
        description="Convert disclosures. The result goes to stdout, or to -o. One line per "
        "document on stderr says what was read; a file that cannot be read does not stop the rest.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="disclosure; - reads stdin")
    parser.add_argument(
        "--to",
        default="",
        metavar="FORMAT",
        help=f"{', '.join(formats())}; default: by the suffix of -o, else turtle",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=output_path,
        default="",
        metavar="OUT",
        help="file, or folder for several files and for tables; default and -: stdout",
    )
    parser.add_argument(
        "--base", default=DEFAULT_BASE, metavar="IRI", help=f"base of data IRIs ({DEFAULT_BASE})"
    )
    parser.add_argument("--id", default=None, help="name of the disclosure; default: file stem")
    parser.add_argument("--force", action="store_true", help="replace what stands at -o")
    parser.add_argument(
        "--report",
        default="",
        metavar="CSV",
        help="write one row per file: reader, tables, seconds …",
    )
    take_limits(parser)


def run(args: argparse.Namespace) -> int:
    """Convert the files; 2 when one of them could not be read."""
    if args.id is not None and len(args.files) > 1:
        raise UsageError("--id names one disclosure; convert the files one by one")
    if args.id is not None and not args.id.strip():
        raise UsageError("--id is empty; name the disclosure")
    name = choose_format(args.to, args.output)
    base = check_base(args.base)
    output = Output(name, args.output, base, args.force, len(args.files))
    _refuse_twins(args.files)
    if args.output:
        check_apart(Path(args.output), args.files)
    if args.report:
        check_free(Path(args.report), args.force)
        check_apart(Path(args.report), args.files)
    batch = _Batch(args.files, args.id, limits_of(args.limit))
    try:
        output.write(batch)
    finally:
        if args.report:
            write_report(batch.rows, args.report, args.force)
    return EXIT_CANNOT if batch.failed else EXIT_FINE


class _Batch:
    """The disclosures of the files that can be read, in order; what is said of each on stderr."""

    def __init__(self, files: list[str], disclosure_id: str | None, limits: Limits) -> None:
        self._files = files
        self._id = disclosure_id
        self._limits = limits
        self.failed = 0
        self.rows: list[ReportRow] = []

    def __iter__(self) -> Iterator[Disclosure]:
        for file in follow(self._files, "convert"):
            start = time.monotonic()
            try:
                if is_rdf_name(file):
                    raise InputError("is RDF already; 'build' and 'validate' take it", file)
                disclosure = convert_file(file, self._id, self._limits)
                _refuse_nothing(disclosure, file)
            except (InputError, MissingExtraError) as error:
                self.failed += 1
                message = " ".join(str(error).split())
                self.rows.append(ReportRow(file, error=message))
                say(f"budgetgraph: {message}")
                continue
            self.rows.append(_row(file, disclosure, time.monotonic() - start))
            yield disclosure
            say(summarise(disclosure))
        if self.failed == len(self._files):  # ends the writing, so that nothing is left behind
            raise OutputError("no file could be converted; nothing was written")


def _refuse_nothing(disclosure: Disclosure, file: str) -> None:
    """Raise InputError where nothing was read: empty tables would look like a result."""
    for finding in describe_nothing(disclosure):
        raise InputError(finding.message_en, file)


def _row(file: str, disclosure: Disclosure, seconds: object) -> ReportRow:
    """Return the report row of a file that was read."""
    return ReportRow(
        file=file,
        disclosure=disclosure.id,
        reader=disclosure.document.reader,
        pages=disclosure.document.pages,
        tables=len(disclosure.tables),
        figures=_count_figures(disclosure),
        repaired=sum(line.status == _REPAIRED for line in disclosure.lines),
        findings=len(disclosure.findings),
        seconds=f"{seconds:.3f}",
    )


def summarise(disclosure: Disclosure) -> str:
    """Return one line on what was read from a document."""
    counts = {
        "tables": len(disclosure.tables),
        "figures read": _count_figures(disclosure),
        "repaired": sum(line.status == _REPAIRED for line in disclosure.lines),
        "findings": len(disclosure.findings),
        "not understood": sum(
            finding.id in _NOT_UNDERSTOOD and finding.severity != "info"
            for finding in disclosure.findings
        ),
    }
    return f"{disclosure.id}: " + ", ".join(f"{count} {what}" for what, count in counts.items())


def _count_figures(disclosure: Disclosure) -> int:
    """Return how many printed figures became statements."""
    amounts = [
        value
        for item in (*disclosure.projects, *disclosure.assets, *disclosure.procurement)
        for name in ("amount", "fiscal", "carry_over", "other", "quantity", "value", "unit_price")
        if (value := getattr(item, name, None)) is not None
    ]
    in_units = sum(len(unit.amounts) for unit in disclosure.units)
    totals = sum(row.total is not None for row in disclosure.procurement)
    return len(disclosure.lines) + len(disclosure.figures) + len(amounts) + in_units + totals


def _refuse_twins(files: list[str]) -> None:
    """Raise UsageError where two files would get the same id, and so the same IRIs."""
    seen: dict[str, str] = {}
    for file in files:
        stem = file if file == STDIN else Path(file).stem
        if stem in seen:
            raise UsageError(
                f"{seen[stem]} and {file} would have the same id '{stem}'; rename one of them"
            )
        seen[stem] = file
