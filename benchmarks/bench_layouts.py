"""Generated disclosures to N-Quads, layout by layout: speed, memory, growth with their number.

usage: bench_layouts.py [COUNT…]   (default: 1 10 60)

Each row is a process of its own on one core, so that its peak memory is its own. The baseline reads
the same texts and splits their lines into cells, which is the least that anyone must do; the ratio
to it lasts longer than absolute times.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from generator import Request, make
from generator.make import LAYOUTS

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.graph import nquads

PER_DOCUMENT = 100_000  # bytes: the size that speeds are told for
GOAL_PER_SECOND, GOAL_MEGABYTES = 10, 300
COUNTS = (1, 10, 60)
FIRST = 1_000  # numbers above those that tests use


def main(counts: Sequence[int]) -> None:
    print(f"goal: {GOAL_PER_SECOND} of 100 KB a second, under {GOAL_MEGABYTES} MB")
    print(f"{'layout':<10}{'number':>7}{'KB':>8}{'split s':>9}{'convert s':>11}", end="")
    print(f"{'a second':>10}{'of 100 KB':>11}{'ratio':>8}{'quads':>10}{'peak MB':>9}")
    for layout in LAYOUTS:
        for count in counts:
            found = _in_own_process(layout, count)
            size, split, seconds = found["bytes"], found["split"], found["convert"]
            print(f"{layout:<10}{count:>7}{size / 1000:>8.0f}{split:>9.4f}{seconds:>11.3f}", end="")
            print(f"{count / seconds:>10.1f}{size / PER_DOCUMENT / seconds:>11.1f}", end="")
            print(f"{seconds / split:>8.0f}{found['quads']:>10,.0f}{found['megabytes']:>9.0f}")


def _in_own_process(layout: str, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", layout, str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def measure(layout: str, count: int) -> dict[str, float]:
    """Return sizes, seconds of processor time and peak memory of one layout."""
    sources = []
    for index in range(FIRST, FIRST + count):
        made = make(Request(index, layout=layout))
        sources.append(Source(f"{made.name}.txt", made.text.encode()))
    nquads(convert(sources[0]))  # warm: vocabularies and code lists are read
    split = min(_seconds(lambda: [_split(source) for source in sources]) for _ in range(3))
    quads = 0

    def run() -> None:
        nonlocal quads
        for source in sources:
            quads += nquads(convert(source)).count(b"\n")

    seconds = _seconds(run)
    return {
        "bytes": sum(len(source.data) for source in sources),
        "split": split,
        "convert": seconds,
        "quads": quads,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _split(source: Source) -> list[list[str]]:
    lines = source.data.decode().splitlines()
    return [line.split("|") if "|" in line else line.split() for line in lines]


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main([int(count) for count in sys.argv[1:]] or COUNTS)
