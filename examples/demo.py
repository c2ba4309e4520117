"""The last step of `make demo`: an answer across departments, and where to look next.

usage: demo.py FOLDER, where FOLDER/store holds the examples.
"""

import sys
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from budgetgraph.store import Store

QUESTION = "Which department depends most on carry-over from last year, and where is that printed?"


def main(folder: Path) -> None:
    """Print the answer and the next steps."""
    console = Console(width=112)
    console.print(f"\n[bold]{QUESTION}[/bold]\n")
    with Store.open(folder / "store") as store:
        console.print(answer(store))
    console.print(
        f"""Two saved questions gave this; a total counts once, however many tables print it. Next:

  budgetgraph query                                      what else can be asked
  budgetgraph query spending-by-function -s {folder}/store
  budgetgraph validate YOUR-DISCLOSURE                   what is wrong with it, cell by cell
  budgetgraph convert YOUR-DISCLOSURE --to csv -o tables every printed amount, one row each
  {folder}/turtle, jsonld, tables                    the examples in these forms
(commands live in .venv/bin until you activate it: source .venv/bin/activate)
"""
    )


def answer(store: Store) -> Table:
    """Return the departments by the share of their revenue that was carried over."""
    shown = Table("disclosure", "department", "revenue, yuan", "carried over", "share", "in lines")
    shown.columns[1].overflow = "fold"
    for column in shown.columns[2:]:
        column.justify = "right"
    lines = _lines_of_totals(store)
    rows = [row for row in store.query("dependence-on-appropriation") if not row["unit"]]
    for row in sorted(rows, key=lambda row: row["carryOverShare"] or Decimal(), reverse=True):
        shown.add_row(
            str(row["disclosure"]),
            str(row["department"]),
            f"{row['revenue']:,.2f}",
            "–" if row["carryOver"] is None else f"{row['carryOver']:,.2f}",
            "–" if row["carryOverShare"] is None else f"{row['carryOverShare']:.2f} %",
            lines.get(row["disclosure"], ""),
        )
    return shown


def _lines_of_totals(store: Store) -> dict[object, str]:
    """Return, per disclosure, the source lines of the cells that print its total of this year."""
    found: dict[object, list[str]] = {}
    for row in store.query("cells-behind-totals", view="source"):
        if row["statedIn"] and not row["unit"]:
            lines = found.setdefault(row["disclosure"], [])
            if str(row["line"]) not in lines:
                lines.append(str(row["line"]))
    return {name: ", ".join(lines[:4]) for name, lines in found.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
