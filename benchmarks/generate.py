"""Writes made-up disclosures with their truth.

    python benchmarks/generate.py --count 100 --seed 1 --layout mixed --out DIR --faults 0.2

Writes `NUMBER-LAYOUT-DEPARTMENT-YEAR.txt` and beside it `….truth.json`: every figure, project,
goal, indicator and statement in the columns of the tidy tables, and the faults that were put in.
Equal arguments give equal bytes, and a number gives the same disclosure whatever the count.
"""

import argparse
import sys
from pathlib import Path

from generator import Request, make
from generator.make import LAYOUTS


def _range(words: str) -> tuple[int, int]:
    low, _, high = words.partition("-")
    return int(low), int(high or low)


def main(arguments: list[str] | None = None) -> int:
    """Write the disclosures; return the exit code."""
    parser = argparse.ArgumentParser(description="made-up disclosures whose truth is known")
    parser.add_argument("--count", type=int, default=10, help="how many (10)")
    parser.add_argument("--start", type=int, default=0, help="number of the first (0)")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other figures (0)")
    parser.add_argument("--layout", choices=(*LAYOUTS, "mixed"), default="mixed")
    parser.add_argument("--faults", type=float, default=0.0, help="share that gets faults (0)")
    parser.add_argument("--projects", type=_range, default=(20, 60), help="of each (20-60)")
    parser.add_argument("--no-truth", action="store_true", help="write no truth")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for index in range(options.start, options.start + options.count):
        made = make(Request(index, options.seed, options.layout, options.faults, options.projects))
        (options.out / f"{made.name}.txt").write_text(made.text, "utf-8")
        if not options.no_truth:
            (options.out / f"{made.name}.truth.json").write_text(made.truth, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
