"""`budgetgraph validate`: disclosures or RDF to findings."""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePath

from rich.console import Console

from budgetgraph.convert import read_source
from budgetgraph.crew import ALONE, Crew, Lost, Processes
from budgetgraph.errors import BudgetgraphError, UsageError
from budgetgraph.limits import Limits
from budgetgraph.model import Finding
from budgetgraph.outputs import check_apart, check_free, new_file
from budgetgraph.progress import count, say
from budgetgraph.validate.checks import PROFILES
from budgetgraph.validate.inspect import inspect
from budgetgraph.validate.outcome import SEVERITIES, Outcome, Told, reaches
from budgetgraph.validate.report import FORMATS, LANGUAGES, as_text, write

from . import EXIT_CANNOT, EXIT_FINDINGS, EXIT_FINE, limits_of, output_path, take_limits

_NEVER = "never"
_NOT_READABLE = "R11"
_STDIN = "-"


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
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes for many files (1)"
    )
    parser.add_argument(
        "-o", "--output", type=output_path, default="", metavar="OUT", help="file for the report"
    )
    parser.add_argument("--force", action="store_true", help="replace what stands at -o")
    take_limits(parser)


def run(args: argparse.Namespace) -> int:
    """Validate the files; 2 when one of them could not be read, 1 by `--fail-on`."""
    if args.output:
        check_free(Path(args.output), args.force)
        check_apart(Path(args.output), args.files)
    outcomes, failed = _inspect_all(args)
    _report(outcomes, args)
    if failed:
        return EXIT_CANNOT
    return EXIT_FINDINGS if reaches(outcomes, args.fail_on) else EXIT_FINE


def _inspect_all(args: argparse.Namespace) -> tuple[list[Outcome], int]:
    """Return the outcomes of the files in their order, and how many could not be read."""
    if args.workers < 1:
        raise UsageError("--workers is at least 1")
    crew: Crew = ALONE if args.workers == 1 or _STDIN in args.files else Processes(args.workers)
    limits = limits_of(args.limit)
    tasks = [
        _Task(number, file, name, args.profile, limits)
        for number, (file, name) in enumerate(zip(args.files, _name_apart(args.files), strict=True))
    ]
    found: dict[int, _Answer] = {}
    with count("validate") as start:
        advance = start(len(tasks))
        for task, result in crew.map(_inspect_one, tasks):
            answer = (
                _refused(task, f"{task.file}: {result.reason}")
                if isinstance(result, Lost)
                else result
            )
            if answer.error:
                say(f"budgetgraph: {' '.join(answer.error.split())}")
            found[task.number] = answer
            advance()
    outcomes = [outcome for _, answer in sorted(found.items()) for outcome in answer.outcomes]
    return outcomes, sum(bool(answer.error) for answer in found.values())


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    file: str
    name: str | None
    profile: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class _Answer:
    outcomes: list[Outcome]
    error: str = ""


def _inspect_one(task: _Task) -> _Answer:
    try:
        return _Answer(inspect(read_source(task.file), task.profile, task.name, task.limits))
    except BudgetgraphError as error:
        return _refused(task, str(error))


def _refused(task: _Task, error: str) -> _Answer:
    """Return the answer for a file that was not checked: a report must not pass over it."""
    finding = Finding(
        id=_NOT_READABLE,
        severity="violation",
        message_zh=f"文件无法读取，没有检查：{error}",
        message_en=f"the file cannot be read and was not checked: {error}",
    )
    name = task.name or PurePath(task.file).stem or task.file
    return _Answer([Outcome(name, task.file, told=(Told(finding),))], error)


def _name_apart(files: list[str]) -> list[str | None]:
    """Return names for files that share a stem: their paths; None where the stem is enough."""
    stems = Counter(PurePath(file).stem for file in files)
    return [PurePath(file).as_posix() if stems[PurePath(file).stem] > 1 else None for file in files]


def _report(outcomes: list[Outcome], args: argparse.Namespace) -> None:
    if args.format == "text" and not args.output:  # stderr has told of files that cannot be read
        outcomes = [
            outcome
            for outcome in outcomes
            if not any(finding.id == _NOT_READABLE for finding in outcome.findings)
        ]
    if args.output:
        with new_file(Path(args.output), args.force) as part:
            part.write_text(write(outcomes, args.format, args.lang), encoding="utf-8")
    elif args.format == "text" and sys.stdout.isatty():
        as_text.show(outcomes, args.lang, Console(highlight=False))
    elif outcomes or len(args.files) == 1:
        sys.stdout.write(write(outcomes, args.format, args.lang))
