"""Building one store that grows: what a document costs the more there are."""

import subprocess
import sys
from pathlib import Path

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
    store, before = folder / "store", 0
    for size in sorted(sizes):
        inputs = made_up.write(folder, size)
        cost = run([*BUDGETGRAPH, "build", inputs, "-s", store, "--workers", workers])
        told = subprocess.run(
            [sys.executable, "-c", _COUNT, store], capture_output=True, text=True, check=True
        )
        added = size - before
        row(size, cost.cpu / added, cost.wall / added, cost.memory, size_mb(store), told.stdout)
        before = size


_COUNT = """import sys; from budgetgraph.store import Store
with Store.open(sys.argv[1]) as store: print(len(store), end='')"""
