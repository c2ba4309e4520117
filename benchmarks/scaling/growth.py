"""Building a store that grows, and parts: what a document costs the more there are."""

import json
from pathlib import Path

from budgetgraph.store import Store

from .measuring import BUDGETGRAPH, Inputs, head, row, run, size_mb


def measure_growth(folder: Path, sizes: list[int], workers: int, made_up: Inputs) -> None:
    print(f"## One store that grows, built by {workers} processes, checks and facts included\n")
    head(
        "documents",
        "CPU s/added document",
        "wall s/added document",
        "memory MB",
        "store MB",
        "quads",
    )
    store = folder / "store"
    before, _ = content(store)  # of a build that was ended
    for size in sorted(sizes):
        inputs = made_up.write(folder, size)
        cost = run([*BUDGETGRAPH, "build", inputs, "-s", store, "--workers", workers])
        there, quads = content(store)
        added = there - before
        row(there, cost.cpu / added, cost.wall / added, cost.memory, size_mb(store), quads)
        before = there


def measure_parts(folder: Path, sizes: list[int], workers: int, made_up: Inputs) -> None:
    print(f"\n## Parts made by {workers} processes, checks and facts included\n")
    head("documents", "CPU s/document", "documents a second", "memory MB", "parts MB", "quads")
    for size in sorted(sizes):
        inputs, out = made_up.write(folder, size), folder / f"parts-{size}"
        cost = run([*BUDGETGRAPH, "build", inputs, "-o", out, "--workers", workers])
        made = json.loads((out / "manifest.json").read_bytes())
        documents = made["documents"]
        row(
            documents,
            cost.cpu / documents,
            documents / cost.wall,
            cost.memory,
            size_mb(out),
            made["quads"],
        )


def content(store: Path) -> tuple[int, int]:
    """Return the number of documents and of quads of a store that may not be there yet."""
    if not store.exists():
        return 0, 0
    with Store.open(store) as opened:
        return len(opened.documents()), len(opened)
