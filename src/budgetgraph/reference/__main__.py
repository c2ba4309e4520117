"""`python -m budgetgraph.reference [FOLDER]` writes the pages; `docs/reference` if not told."""

import sys
from pathlib import Path

from . import render_pages

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference")
for name, text in render_pages().items():
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
