"""`python -m budgetgraph.reference [FOLDER]` writes the pages; `docs/reference` if not told."""

import argparse
from pathlib import Path

from . import render_pages

parser = argparse.ArgumentParser(
    prog="python -m budgetgraph.reference", description="Write the pages of the reference."
)
parser.add_argument(
    "folder",
    nargs="?",
    type=Path,
    default=Path("docs/reference"),
    help="docs/reference if not told",
)
folder = parser.parse_args().folder
for name, text in render_pages().items():
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
