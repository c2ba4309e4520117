"""Building one store that grows: what a document costs the more there are."""

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


def content(store: Path) -> tuple[int, int]:
    """Return the number of documents and of quads of a store that may not be there yet."""
    if not store.exists():
        return 0, 0
    with Store.open(store) as opened:
        return len(opened.documents()), len(opened)
