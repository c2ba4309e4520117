"""`budgetgraph query`: list, show and ask saved or own queries."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len

from budgetgraph.errors import UsageError
from budgetgraph.outputs import check_apart, new_file
from budgetgraph.progress import say
from budgetgraph.query import (
    Engine,
    Parameter,
    Rows,
    SavedQuery,
    bind,
    find_query,
    list_queries,
)
from budgetgraph.query.charts import CHARTS, draw
from budgetgraph.query.labels import fill_labels, say_codes
from budgetgraph.query.remote import Endpoint
from budgetgraph.query.rendering import READ_BY_PEOPLE, RENDERINGS
from budgetgraph.query.unmatched import explain_no_rows
from budgetgraph.query.worker import TimedStore
from budgetgraph.store import Store

from . import EXIT_FINE, output_path

_TIMEOUT_SECONDS = 60


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "query",
        help="ask a saved or own query",
        description="Ask a saved query by its name, or an own one in an .rq file. Without a name "
        "the saved queries are listed.",
    )
    parser.add_argument("name", nargs="?", default="", metavar="NAME|FILE.rq")
    parser.add_argument(
        "parameters", nargs="*", metavar="key=value", help="repeat a key for several values"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-s", "--store", default="", metavar="STORE", help="folder of a store")
    where.add_argument("--endpoint", default="", metavar="URL", help="SPARQL 1.1 endpoint")
    parser.add_argument("--format", choices=tuple(RENDERINGS), default="table")
    parser.add_argument("--chart", choices=tuple(CHARTS), default="", help="draw the rows as SVG")
    parser.add_argument(
        "-o",
        "--output",
        type=output_path,
        default="",
        metavar="OUT",
        help="file instead of stdout",
    )
    parser.add_argument("--force", action="store_true", help="replace what stands at -o")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="at most N rows")
    parser.add_argument(
        "--offset", type=int, default=0, metavar="N", help="leave out the first N rows"
    )
    parser.add_argument(
        "--timeout",
        type=int,
        default=_TIMEOUT_SECONDS,
        metavar="SECONDS",
        help=f"stop the query after so long ({_TIMEOUT_SECONDS}; 0: never)",
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of headings")
    parser.add_argument("--show", action="store_true", help="show the query instead of asking it")
    _take_parameters_anywhere(parser)


def run(args: argparse.Namespace) -> int:
    """List, show or ask; the result goes to stdout or to -o."""
    if not args.name:
        _write(_describe_all(args.lang), args)
        return EXIT_FINE
    if "=" in args.name and not args.name.endswith(".rq") and " " not in args.name:
        raise UsageError(f"'{args.name}' is a parameter; name the query before it")
    query = find_query(args.name)
    parameters = _read_parameters(args.parameters)
    if args.show:
        _write(_describe(query, args.lang) + bind(query, parameters), args)
        return EXIT_FINE
    engine = _engine(args)
    found = Rows(query, engine.select(bind(query, parameters)))
    if not len(found):
        for line in explain_no_rows(engine, query, parameters):
            say(f"budgetgraph: {line}")
    rows = _page(found, args)
    if args.chart:
        _write(draw(say_codes(rows, args.lang), args.chart, args.lang), args)
    elif args.format in READ_BY_PEOPLE:
        _write(RENDERINGS[args.format](fill_labels(rows, args.lang), args.lang), args)
    else:
        _write(RENDERINGS[args.format](rows, args.lang), args)
    return EXIT_FINE


def _take_parameters_anywhere(parser: argparse.ArgumentParser) -> None:
    """Let `key=value` stand after options too, which argparse takes for unknown words."""
    parse = parser.parse_known_args

    def parse_all(
        words: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        found, unknown = parse(words, namespace)
        later = [word for word in unknown if not word.startswith("-")]
        found.parameters = [*found.parameters, *later]
        return found, [word for word in unknown if word not in later]

    setattr(parser, "parse_known_args", parse_all)  # noqa: B010  mypy: a method of one instance


def _engine(args: argparse.Namespace) -> Engine:
    if args.timeout < 0:
        raise UsageError("--timeout is 0 or more seconds")
    if args.endpoint:
        return Endpoint(args.endpoint, args.timeout or 24 * 3600)
    if not args.store:
        raise UsageError("say what to ask: -s STORE or --endpoint URL")
    if args.timeout:
        return TimedStore(args.store, args.timeout)
    return Store.open(args.store)


def _page(rows: Rows, args: argparse.Namespace) -> Rows:
    if args.offset < 0 or (args.limit is not None and args.limit < 0):
        raise UsageError("--limit and --offset are 0 or more")
    end = None if args.limit is None else args.offset + args.limit
    page = rows[args.offset : end]
    return page if isinstance(page, Rows) else rows


def _read_parameters(words: list[str]) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not separator or not name:
            raise UsageError(f"'{word}' is no parameter; write key=value")
        found.setdefault(name, []).append(value)
    return dict(found)


def _describe_all(language: str) -> str:
    queries = list(list_queries())
    width = max((cell_len(query.name) for query in queries), default=0)
    return "".join(f"{query.name.ljust(width)}  {query.title(language)}\n" for query in queries)


def _describe(query: SavedQuery, language: str) -> str:
    lines = [f"# {query.name}: {query.title(language)}"] if query.name else []
    lines += [f"# {text}" for text in (query.about(language), query.question) if text]
    lines += [f"#   {_describe_parameter(parameter, language)}" for parameter in query.parameters]
    return "".join(f"{line}\n" for line in lines)


def _describe_parameter(parameter: Parameter, language: str) -> str:
    about = parameter.about_zh if language == "zh" else parameter.about_en
    values = f" ({', '.join(parameter.allowed)})" if parameter.allowed else ""
    default = f" [{parameter.default}]" if parameter.default else ""
    return f"{parameter.name}={parameter.kind}{values}{default}  {about}"


def _write(text: str, args: argparse.Namespace) -> None:
    if not args.output:
        sys.stdout.write(text)
        return
    check_apart(Path(args.output), [args.name])
    with new_file(Path(args.output), args.force) as part:
        part.write_text(text, "utf-8")
