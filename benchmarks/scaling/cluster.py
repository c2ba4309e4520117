"""One and two workers of a Dask cluster on this machine."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .measuring import BUDGETGRAPH, Inputs, head, row, run, times_of


def measure_cluster(folder: Path, count: int, made_up: Inputs) -> None:
    print(f"## {count} documents on a Dask cluster of this machine, into parts\n")
    head(
        "workers",
        "wall s",
        "of it waiting for a core",
        "CPU s/document of workers",
        "times one worker",
        "times one worker, without the waiting",
    )
    inputs = made_up.write(folder, count)
    first: tuple[float, float] | None = None
    for workers in (1, 2):
        out = folder / f"parts-{workers}"
        with cluster(workers) as (address, processes):
            there = ["--scheduler", address]
            first_inputs = sorted(inputs.glob("*.txt"))[:4]  # imports are no part of the work
            run([*BUDGETGRAPH, "build", *first_inputs, "-o", out.with_suffix(".warm"), *there])
            before = [times_of(process.pid) for process in processes]
            cost = run([*BUDGETGRAPH, "build", inputs, "-o", out, *there])
            after = [times_of(process.pid) for process in processes]
        spent = sum(new[0] - old[0] for old, new in zip(before, after, strict=True))
        waited = sum(new[1] - old[1] for old, new in zip(before, after, strict=True)) / workers
        free = cost.wall - waited
        first = first or (cost.wall, free)
        row(
            workers,
            cost.wall,
            waited,
            spent / count,
            first[0] / cost.wall,
            first[1] / free,
        )
    same = {path.name: path.read_bytes() for path in (folder / "parts-1").glob("nquads/*")}
    assert same == {path.name: path.read_bytes() for path in (folder / "parts-2").glob("nquads/*")}  # noqa: S101
    print("\nboth gave the same bytes")


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    commands = [["dask_scheduler", "--port", str(port), "--no-dashboard"]]
    commands += [
        ["dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
    ] * workers
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name, *words in commands
    ]
    try:
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()
