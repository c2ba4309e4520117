"""`budgetgraph serve`: a store in a browser."""

import argparse
import contextlib
import logging
import socket
from urllib.parse import urlsplit

from budgetgraph.errors import MissingExtraError, OutputError, UsageError

from . import EXIT_FINE

_LOG = logging.getLogger("budgetgraph.serve")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "serve",
        help="web pages, SPARQL endpoint, validation form, IRIs that answer",
        description="Serve a store. Listens on this machine alone unless --host says otherwise; "
        "for others put it behind a web server (docs/serve.md).",
    )
    parser.add_argument("-s", "--store", required=True, metavar="STORE", help="folder of the store")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=_number, default=8000, help="port to listen on (8000)")
    parser.add_argument("--public-url", default="", metavar="URL", help="address that readers use")
    parser.add_argument(
        "--prefix", default="", metavar="PATH", help="path under which a proxy shows it"
    )
    parser.add_argument("--workers", type=_number, default=3, help="processes for queries (3)")
    parser.add_argument(
        "--timeout", type=_number, default=20, metavar="SECONDS", help="time for one query (20)"
    )
    parser.add_argument(
        "--max-rows", type=_number, default=100_000, help="rows of one answer (100000)"
    )
    parser.add_argument(
        "--max-upload",
        type=_number,
        default=20,
        metavar="MB",
        help="size of a file to validate (20)",
    )
    parser.add_argument(
        "--rate",
        type=int,
        default=600,
        metavar="N",
        help="requests per minute and address; 0: no limit (600)",
    )
    parser.add_argument(
        "--trust-proxy", action="store_true", help="take addresses from X-Forwarded-For"
    )
    parser.add_argument(
        "--allow-service", action="store_true", help="let queries call other endpoints (SERVICE)"
    )
    parser.add_argument(
        "--sources",
        default="",
        metavar="FOLDER",
        help="files that were built, for pictures of cells",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    try:
        import uvicorn  # noqa: PLC0415  an extra

        from budgetgraph.serve.app import create_app  # noqa: PLC0415
        from budgetgraph.serve.settings import Settings  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("the server", "web") from error
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    settings = Settings(
        store=args.store,
        public_url=_check_url(args.public_url),
        prefix=_check_prefix(args.prefix),
        workers=args.workers,
        query_seconds=args.timeout,
        query_rows=args.max_rows,
        upload_bytes=args.max_upload << 20,
        requests_per_minute=args.rate,
        trust_proxy=args.trust_proxy,
        allow_service=args.allow_service,
        sources=args.sources,
    )
    place = _listen(args.host, args.port)
    with place:
        app = create_app(settings)
        # its own access log would name addresses and queries; ours does not
        config = uvicorn.Config(app, access_log=False, server_header=False, log_config=None)
        server = uvicorn.Server(config)
        _LOG.info("running on http://%s:%s/ (Ctrl-C ends it)", args.host, args.port)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[place])
    if not server.started:
        raise OutputError("the server could not start; the lines above say why")
    return EXIT_FINE


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket on the address: one that is taken is told before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:  # of a port above 65535
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{host}:{port}: cannot listen there ({reason}); give another --port or --host"
        ) from error


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1 << 31:
        raise argparse.ArgumentTypeError(f"'{text}' is not a positive whole number")
    return int(text)


def _check_url(url: str) -> str:
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc):
        raise UsageError(
            f"--public-url '{url}' is no address; give one such as https://data.example.org"
        )
    return url.rstrip("/")


def _check_prefix(prefix: str) -> str:
    if prefix and not prefix.startswith("/"):
        raise UsageError(f"--prefix '{prefix}' is no path; give one such as /budget")
    return prefix.rstrip("/")
