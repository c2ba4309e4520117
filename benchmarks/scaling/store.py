"""Loading alone: copies of a few documents under other names, so that only the store grows."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from budgetgraph.build import load_in_batches
from budgetgraph.produce import Work, package_file
from budgetgraph.store import Package, Store

from .measuring import Inputs, head, peak_mb, row, size_mb


def measure_store(folder: Path, sizes: list[int], made_up: Inputs) -> None:
    """Load copies of a few documents under other names: what grows with the store alone."""
    models: list[Package] = []
    for path in sorted(made_up.write(folder, 10).glob("*.txt")):
        made = package_file(Work(str(path)))
        assert isinstance(made, list), made  # noqa: S101
        models += made

    def copies(start: int, end: int) -> Iterator[Package]:
        for number in range(start, end):
            model = models[number % len(models)]
            yield rename(model, f"{model.document}-{number:06d}")

    def rename(model: Package, document: str) -> Package:
        old, new = f"{model.document}/", f"{document}/"
        nquads = model.nquads.replace(old.encode(), new.encode())
        nquads = nquads.replace(f"{model.document}>".encode(), f"{document}>".encode())
        sets = tuple(
            replace(
                one,
                set=one.set.replace(old, new),
                document=document,
                budget=f"{one.budget}-{document[-6:]}",
            )
            for one in model.sets
        )
        return Package(document, nquads, sets)

    print("## Loading alone: into an empty store, with the order at the end\n")
    head("documents", "CPU s/document", "wall s/document", "memory MB", "store MB")
    for size in sizes:
        place = folder / f"loaded-{size}"
        cpu, wall = time.process_time(), time.monotonic()
        with Store.open(place, read_only=False) as store:
            load_in_batches(store, copies(0, size))
        spent, passed = time.process_time() - cpu, time.monotonic() - wall
        row(size, spent / size, passed / size, peak_mb(), size_mb(place))
        shutil.rmtree(place)
