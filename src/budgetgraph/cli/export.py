"""`budgetgraph export`: what a store holds, in any format, with a DCAT catalogue."""

import argparse
from importlib import import_module
from pathlib import Path

from budgetgraph import serialize
from budgetgraph.errors import InputError, UsageError
from budgetgraph.export import dcat, stored_rdf, tidy_csv
from budgetgraph.export.distributions import find_files
from budgetgraph.export.publication import base_of, from_store, id_of
from budgetgraph.outputs import check_free, new_folder
from budgetgraph.progress import follow, say
from budgetgraph.store import Store

from . import EXIT_FINE
from .output import formats

_CSV, _DCAT = "csv", "dcat"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "export",
        help="a store's data in other formats, with a catalogue",
        description="Write the documents of a store into a folder, with catalog.ttl, which names "
        "every file with its checksum. Several formats go into a folder each.",
    )
    parser.add_argument("-s", "--store", required=True, metavar="STORE", help="folder of the store")
    parser.add_argument(
        "--to",
        action="append",
        required=True,
        metavar="FORMAT",
        help=f"{', '.join(formats())}; may be given several times",
    )
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder to write")
    parser.add_argument("--license", default="", metavar="IRI", help="licence of the data")
    parser.add_argument(
        "--publisher", default="", metavar="NAME", help="who publishes the catalogue"
    )
    parser.add_argument(
        "--url", default="", metavar="IRI", help="where the folder will stand on the web"
    )
    parser.add_argument("--force", action="store_true", help="replace what stands at -o")


def run(args: argparse.Namespace) -> int:
    """Write the folder."""
    names = _check_formats(args.to)
    options = dcat.check_options(dcat.Options(args.license, args.publisher, args.url))
    folder = Path(args.output)
    check_free(folder, args.force)
    with Store.open(args.store) as store:
        documents = store.documents()
        if not documents:
            raise InputError("holds no document; fill it with: budgetgraph build", args.store)
        # A folder each also where a document would take the catalogue's name.
        apart = len(names) > 1 or any(id_of(held.document) == "catalog" for held in documents)
        with new_folder(folder, args.force) as part:
            for name in follow(names, "export"):
                place = part / name if apart and name != _DCAT else part
                place.mkdir(exist_ok=True)
                _write(store, name, place, options.license)
            base = base_of(documents[0].document)
            dcat.write(from_store(store), part, find_files(part), base, options)
    say(f"{folder}: {len(documents)} documents, {', '.join(names)}")
    return EXIT_FINE


def _check_formats(wanted: list[str]) -> list[str]:
    """Return the formats, each once; raises UsageError for one that there is not."""
    names = list(dict.fromkeys(name for word in wanted for name in word.split(",") if name))
    known = formats()
    for name in names:
        if name not in known:
            raise UsageError(f"no format '{name}'; there are: {', '.join(known)}")
    if not names:
        raise UsageError(f"--to is empty; there are: {', '.join(known)}")
    return names


def _write(store: Store, name: str, folder: Path, licence: str) -> None:
    if name in serialize.FORMATS:
        stored_rdf.write(store, name, folder)
    elif name == _CSV:
        tidy_csv.write(from_store(store), folder, licence)
    elif name != _DCAT:  # the catalogue is written in any case
        export = import_module(f"budgetgraph.export.{name}")
        export.write(from_store(store), folder, licence)
