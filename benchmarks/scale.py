"""Building at scale: speed, memory and growth on made-up disclosures, and peers in the same run.

    python benchmarks/scale.py                            1, 10 and 100 documents, cluster, peers
    python benchmarks/scale.py --sizes 1,10,100,1000,10000 --only parts
    python benchmarks/scale.py --sizes 10000 --only growth --projects 3-12 --keep DIR
    python benchmarks/scale.py --only store --sizes 100,1000    loading alone, into a growing store

A kept store can be asked: python benchmarks/questions.py --store DIR/growth/store

Processor seconds of all processes count, wall seconds are shown beside them: on a machine that
others use, only the former say something. Memory is the sum over all processes, at its highest.
Morph-KGC is taken from the environment that MORPH_PYTHON names: MORPH_PYTHON=…/bin/python
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from scaling.cluster import measure_cluster
from scaling.growth import measure_growth, measure_parts
from scaling.measuring import Inputs
from scaling.peers import measure_peers
from scaling.store import measure_store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,10,100", help="numbers of documents (1,10,100)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the build (2)")
    parser.add_argument("--cluster-size", type=int, default=64, help="documents on a cluster (64)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--projects", default="20-60", help="of each disclosure (20-60)")
    parser.add_argument(
        "--only", choices=["growth", "parts", "store", "cluster", "peers"], default=""
    )
    parser.add_argument("--keep", type=Path, help="folder to work in, kept with store and inputs")
    args = parser.parse_args()
    sizes = [int(word) for word in args.sizes.split(",")]
    made_up = Inputs(args.seed, args.projects)
    steps: dict[str, Callable[[Path], None]] = {
        "growth": lambda folder: measure_growth(folder, sizes, args.workers, made_up),
        "parts": lambda folder: measure_parts(folder, sizes, args.workers, made_up),
        "store": lambda folder: measure_store(folder, sizes, made_up),
        "cluster": lambda folder: measure_cluster(folder, args.cluster_size, made_up),
        "peers": lambda folder: measure_peers(folder, made_up),
    }
    with tempfile.TemporaryDirectory() as temporary:
        place = args.keep or Path(temporary)
        for step, run in steps.items():
            if args.only == step or (not args.only and step != "store"):
                (place / step).mkdir(parents=True, exist_ok=True)
                run(place / step)


if __name__ == "__main__":
    main()
