"""`budgetgraph load`: parts of a bulk build into a store, or into any SPARQL 1.1 server."""

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetgraph.errors import UsageError
from budgetgraph.progress import count, say
from budgetgraph.store import Store

from . import EXIT_FINE

if TYPE_CHECKING:
    from budgetgraph.bulk.reading import Parts

_PASSWORD = "BUDGETGRAPH_PASSWORD"  # noqa: S105  the name of a variable


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "load",
        help="parts of a build into a store or server",
        description="Load what 'build -o' wrote into a store, or into a SPARQL 1.1 server over "
        "the Graph Store Protocol. What is there already is skipped, so a load that was ended "
        f"goes on where it stopped. A password is taken from {_PASSWORD}.",
    )
    parser.add_argument("location", metavar="LOCATION", help="folder or URL with manifest.json")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("-s", "--store", default="", metavar="STORE", help="folder of a store")
    where.add_argument(
        "--endpoint",
        default="",
        metavar="URL",
        help="Graph Store address, e.g. http://host:7878/store",
    )
    parser.add_argument(
        "--sparql",
        default="",
        metavar="URL",
        help="the server's SPARQL address; then what it holds already is not sent again",
    )
    parser.add_argument("--user", default="", metavar="NAME", help="name for the server")
    parser.add_argument(
        "--graph-parameter",
        default="graph",
        metavar="WORD",
        help="what the server calls the graph (graph; Virtuoso: graph-uri)",
    )


def run(args: argparse.Namespace) -> int:
    """Load all documents of the manifest."""
    from budgetgraph.bulk.reading import Parts  # noqa: PLC0415  needs the extra `cluster`

    if args.sparql and not args.endpoint:
        raise UsageError("--sparql goes with --endpoint")
    parts = Parts(args.location)
    with count("load") as follow:
        advance = follow(parts.manifest.documents)
        loaded, unchanged = (_send if args.endpoint else _store)(args, parts, advance)
    say(f"{args.endpoint or args.store}: {loaded} loaded, {unchanged} unchanged")
    return EXIT_FINE


def _store(
    args: argparse.Namespace, parts: "Parts", advance: Callable[[], None]
) -> tuple[int, int]:
    from budgetgraph.bulk.reading import load_store  # noqa: PLC0415

    with Store.open(args.store, read_only=False) as store:
        return load_store(parts, store, advance)


def _send(args: argparse.Namespace, parts: "Parts", advance: Callable[[], None]) -> tuple[int, int]:
    from budgetgraph.bulk.upload import Server, upload  # noqa: PLC0415

    password = os.environ.get(_PASSWORD, "")
    server = Server(args.endpoint, args.sparql, args.user, password, args.graph_parameter)
    sent = upload(parts, server, advance)
    return sent.documents, sent.unchanged
