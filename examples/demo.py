"""The last step of `make demo`: an answer across departments, and where to look next.

usage: demo.py FOLDER, where FOLDER/tables holds the tidy tables of the examples.
"""

import csv
import sys
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

QUESTION = "Which department lives most on money carried over from last year?"
_HUNDRED = Decimal(100)


def main(folder: Path) -> None:
    """Print the answer and the next steps."""
    console = Console(width=110)
    console.print(f"\n[bold]{QUESTION}[/bold]\n")
    console.print(answer(folder / "tables"))
    console.print(
        f"""Every figure names the line of the source that prints it. Next:
  {folder}/tables/lines.csv    every printed amount of every table, one row each
  {folder}/turtle/             the same as linked data, from any total down to the printed cell
  {folder}/jsonld/             the same for programs that read JSON
  budgetgraph convert YOUR-DISCLOSURE.txt --to csv -o tables
"""
    )


def answer(tables: Path) -> Table:
    """Return the departments by the share of their revenue that was carried over."""
    shown = Table("disclosure", "revenue, yuan", "carried over, yuan", "share", "printed in line")
    for column in shown.columns[1:]:
        column.justify = "right"
    rows = _stated(tables) + _performance(tables)
    for name, revenue, carried, line in sorted(rows, key=lambda row: -row[2] / row[1]):
        share = (carried / revenue * _HUNDRED).quantize(Decimal("0.01"))
        shown.add_row(name, f"{revenue:,.2f}", f"{carried:,.2f}", f"{share} %", line)
    return shown


def _stated(tables: Path) -> list[tuple[str, Decimal, Decimal, str]]:
    """Return what the texts of the disclosures state; nothing stated counts as nothing carried."""
    stated: dict[str, dict[str, dict[str, str]]] = {}
    for row in _read(tables / "statements.csv"):
        stated.setdefault(row["disclosure"], {})[row["key"]] = row
    found = []
    for name, figures in stated.items():
        total, carried = figures.get("total-revenue"), figures.get("revenue-carry-over")
        if total and Decimal(total["amount"]):
            amount = Decimal(carried["amount"]) if carried else Decimal(0)
            found.append((name, Decimal(total["amount"]), amount, (carried or total)["line"]))
    return found


def _performance(tables: Path) -> list[tuple[str, Decimal, Decimal, str]]:
    """Return the department's own row of the whole-department performance tables."""
    first: dict[str, dict[str, str]] = {}
    for row in _read(tables / "units.csv"):
        if Decimal(row["revenue_total"] or 0):
            first.setdefault(row["disclosure"], row)
    return [
        (name, Decimal(row["revenue_total"]), Decimal(row["carry_over"] or 0), row["line"])
        for name, row in first.items()
    ]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
