"""Text disclosures to N-Quads: speed, memory; emission beside other ways to emit the same triples.

usage: bench_convert.py [FILE…]   (default: the disclosures of examples/)

Processor time, not wall time: a busy machine disturbs it less. Every figure comes from rounds in
which all candidates run one after the other: the median, and for speeds the best round too, which
other work on the machine disturbed least. Ratios last longer than absolute times.
"""

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.graph import nquads, ntriples
from budgetgraph.model import Disclosure

ROUNDS = 9
PER_DOCUMENT = 100_000  # bytes: the size that speeds are told for
GOAL_PER_SECOND, GOAL_MEGABYTES = 10, 300
_EXAMPLES = Path(__file__).parent.parent / "examples"


def main(paths: list[Path]) -> None:
    sources = [Source(path.name, path.read_bytes()) for path in paths]
    size = sum(len(source.data) for source in sources)
    disclosures = [convert(source) for source in sources]  # warm: code lists and patterns are read
    _measure_stages(sources, disclosures, size)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {megabytes:.0f} MB (goal: under {GOAL_MEGABYTES})\n")
    _measure_emission(disclosures)


def _measure_stages(sources: list[Source], disclosures: list[Disclosure], size: int) -> None:
    stages = {
        "read and understand": lambda: [convert(source) for source in sources],
        "write N-Quads": lambda: [nquads(disclosure) for disclosure in disclosures],
        "both": lambda: [nquads(convert(source)) for source in sources],
    }
    print(f"{len(sources)} disclosures, {size / 1000:.0f} KB, {ROUNDS} rounds")
    for name, times in _measure(stages).items():
        median, best = (
            size / PER_DOCUMENT / seconds for seconds in (statistics.median(times), min(times))
        )
        rates = f"{median:5.1f} documents of 100 KB a second, {best:5.1f} in the best round"
        print(f"  {name:<22} {statistics.median(times):6.3f} s   {rates}")
    print(f"  goal for both: {GOAL_PER_SECOND} a second")


def _measure_emission(disclosures: list[Disclosure]) -> None:
    graphs = [ntriples(disclosure) for disclosure in disclosures]
    triples = [
        [quad.triple for quad in ox.parse(graph, ox.RdfFormat.N_TRIPLES)] for graph in graphs
    ]
    parts = [[(t.subject, t.predicate, t.object) for t in document] for document in triples]
    count = sum(map(len, triples))

    def with_objects() -> None:
        for document in parts:
            made = (ox.Triple(*terms) for terms in document)
            ox.serialize(made, format=ox.RdfFormat.N_TRIPLES)

    rdflib_graphs = [Graph().parse(data=graph, format="nt") for graph in graphs]

    def with_rdflib() -> None:
        for graph in rdflib_graphs:
            graph.serialize(format="nt")

    times = _measure(
        {
            "ours, from statements": lambda: [ntriples(found) for found in disclosures],
            "pyoxigraph objects, terms ready made": with_objects,
            "rdflib serializer alone": with_rdflib,
        }
    )
    medians = {name: statistics.median(found) for name, found in times.items()}
    first = next(iter(medians.values()))
    print(f"emission of {count:,} triples")
    for name, seconds in medians.items():
        rate = count / seconds / 1000
        print(f"  {name:<38} {rate:6.0f} k triples a second   ratio {seconds / first:5.2f}")


def _measure(candidates: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Return the processor seconds of each candidate, a figure for each round."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(ROUNDS):
        for name, run in candidates.items():
            gc.collect()
            start = time.process_time()
            run()
            times[name].append(time.process_time() - start)
    return times


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 50)  # as on the command line
    given = [Path(name) for name in sys.argv[1:]]
    main(given or sorted(_EXAMPLES.glob("*.txt")))
