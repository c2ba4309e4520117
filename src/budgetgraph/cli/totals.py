"""`budgetgraph totals`: sums over the Parquet of a bulk build, without a triple store."""

import argparse
import csv
import sys
from decimal import Decimal
from pathlib import Path

from budgetgraph.errors import UsageError
from budgetgraph.figures import plain_decimal

from . import EXIT_FINE


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = subparsers.add_parser(
        "totals",
        help="saved sums over the Parquet of a build",
        description="Compute a saved total, or an own one in an .sql file, over what 'build -o' "
        "wrote, with DuckDB, as CSV. Without a name the saved totals are listed; each gives the "
        "numbers of the saved question of the same name.",
    )
    parser.add_argument("name", nargs="?", default="", metavar="NAME|FILE.sql")
    parser.add_argument("location", nargs="?", default="", metavar="LOCATION", help="the parts")


def run(args: argparse.Namespace) -> int:
    """List or compute; the result goes to stdout."""
    from budgetgraph.bulk.totals import compute, get_total, list_totals  # noqa: PLC0415  slow

    if not args.name:
        for total in list_totals():
            print(f"{total.name:30} {total.title_zh} | {total.title_en}")
        return EXIT_FINE
    if not args.location:
        raise UsageError("say where the parts are: budgetgraph totals NAME LOCATION")
    sql = _read(args.name) if args.name.endswith(".sql") else get_total(args.name).sql
    relation = compute(sql, args.location)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(relation.columns)
    writer.writerows(map(_plain, relation.fetchall()))
    return EXIT_FINE


def _plain(row: tuple[object, ...]) -> list[object]:
    """Return a row with amounts in the fewest digits: 225800, not 225800.0000000000."""
    return [plain_decimal(value) if isinstance(value, Decimal) else value for value in row]


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "no UTF-8 text"
        raise UsageError(f"{path}: cannot be read ({reason}); check the path") from error
