"""Load, facts and every saved question on growing stores, beside raw Oxigraph and rdflib.

    python benchmarks/questions.py                       1, 30 and 300 made-up disclosures
    python benchmarks/questions.py --sizes 1,30,300,3000 --rdflib 30
    python benchmarks/questions.py --store DIR           ask a store that is there, build nothing

Three things stand side by side in one run. *Raw*: the question's own text on raw Oxigraph, so the
rest is what typed rows cost; *hand*: that text beside a query written for this one question without
parameters and options (`by_hand/`), both on raw Oxigraph; *rdflib*: the same text on the same data.
Processor seconds, the best round after one that warms up. Growth is the power of the number of
documents with which time grows: 1 is linear.
"""

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib
from generator import Request, make

from budgetgraph import facts, graph
from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.query import bind, list_queries
from budgetgraph.store import Package, Store

ROUNDS = 2
GOAL_SECONDS, GOAL_RATIO, GOAL_DOCUMENTS = 1.0, 1.5, 300
PATIENCE = 30  # seconds for one question on rdflib
BATCH = 20
BY_HAND = Path(__file__).parent / "by_hand"
CONTEXT = get_context("fork")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,30,300", help="numbers of documents (1,30,300)")
    parser.add_argument("--rdflib", type=int, default=1, metavar="N", help="rdflib up to N (1)")
    parser.add_argument("--store", type=Path, default=None, help="a store that is there already")
    options = parser.parse_args()
    if options.store is not None:
        with Store.open(options.store) as store:
            return report({len(store.documents()): ask_all(store)})
    measured: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        built = 0
        for size in sorted(int(word) for word in options.sizes.split(",")):
            with Store.open(Path(name) / "store", read_only=False) as store:
                load(store, built, size)
            with Store.open(Path(name) / "store") as store:
                measured[size] = ask_all(store)
                if size <= options.rdflib:
                    ask_rdflib(store, measured[size])
            built = size
    return report(measured)


def load(store: Store, start: int, end: int) -> None:
    """Convert, derive and load documents `start` to `end`; print what each step takes."""
    clock = Clock()
    store.load_shared()
    before = len(store)
    with tempfile.TemporaryDirectory() as name:
        raw = ox.Store(name)
        for first in range(start, end, BATCH):
            batch = [package(i, clock) for i in range(first, min(first + BATCH, end))]
            with clock.step("load"):
                store.load(batch)
            data = b"".join(item.nquads for item in batch)
            with clock.step("raw Oxigraph loads the same"):
                raw.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)
        with clock.step("load"):
            store.finish(end - start)
        with clock.step("raw Oxigraph loads the same"):
            raw.flush()
            raw.optimize()
        del raw
    with clock.step("rdflib loads one of them"):
        rdflib.Dataset().parse(data=batch[-1].nquads, format="nquads")
    added = len(store) - before
    print(f"{end} disclosures, {len(store):,} quads, {added / (end - start):,.0f} per document;")
    for step, total in clock.seconds.items():
        count = 1 if step.startswith("rdflib") else end - start
        print(f"  {step:<28} {total / count:7.3f} s per document")


def package(number: int, clock: "Clock") -> Package:
    """Return a made-up document with its facts."""
    made = make(Request(number, 1))
    source = Source(f"{made.name}.txt", made.text.encode())
    with clock.step("convert"):
        statements = graph.nquads(convert(source))
    with clock.step("derive facts"):
        derived = facts.derive(statements)
    return Package(derived.document, statements + derived.nquads, derived.sets)


def ask_all(store: Store) -> dict[str, float]:
    """Return the seconds of each question, and of `raw NAME` and `hand NAME` beside it."""
    found = {}
    for query in list_queries():
        text = bind(query, {})
        found[query.name] = best(lambda name=query.name: list(store.query(name)))
        found[f"raw {query.name}"] = best(lambda text=text: list(store.inner.query(text)))
        hand = BY_HAND / f"{query.name}.rq"
        if hand.exists():
            own = hand.read_text("utf-8")
            found[f"hand {query.name}"] = best(lambda own=own: list(store.inner.query(own)))
    return found


def ask_rdflib(store: Store, found: dict[str, float]) -> None:
    """Add the seconds of each question on rdflib; one that is too slow is stopped."""
    data = rdflib.Dataset()
    lines = (f"{q.subject} {q.predicate} {q.object} {q.graph_name} ." for q in store.inner)
    data.parse(data="\n".join(lines), format="nquads")
    for query in list_queries():
        text = bind(query, {})
        receiver, sender = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=_ask_rdflib, args=(data, text, sender))
        process.start()
        found[f"rdflib {query.name}"] = receiver.recv() if receiver.poll(PATIENCE) else math.inf
        process.kill()
        process.join()


def _ask_rdflib(data: rdflib.Dataset, text: str, sender: Connection) -> None:
    sender.send(best(lambda: list(data.query(text)), rounds=1))


class Clock:
    """Adds up processor seconds by step."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add the processor seconds of a block to a step."""
        start = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start


def best(run: Callable[[], object], rounds: int = ROUNDS + 1) -> float:
    """Return the processor seconds of the best round; the first warms up."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def report(measured: dict[int, dict[str, float]]) -> int:
    """Print a line per question; return 1 where one misses the goals."""
    sizes = sorted(measured)
    last = measured[sizes[-1]]
    print(f"\nmilliseconds{'':<20}" + "".join(f"{size:>9}" for size in sizes), end="")
    print("   growth      raw     hand  rdflib (smallest)")
    missed = []
    for name in sorted((q.name for q in list_queries()), key=lambda name: -last[name]):
        cells = "".join(f"{measured[size][name] * 1000:9.0f}" for size in sizes)
        others = "".join(f"{word:>9}" for word in beside(name, last, measured[sizes[0]]))
        faults = list(_faults(name, sizes[-1], last))
        missed += faults
        print(f"{name:<32}{cells}{growth(name, measured):>9}{others}  {', '.join(faults)}")
    print(f"{len(missed)} goals missed" if missed else "every goal is met")
    return 1 if missed else 0


def growth(name: str, measured: dict[int, dict[str, float]]) -> str:
    """Return the exponent of time over documents between the two largest sizes."""
    if len(measured) < 2:  # noqa: PLR2004  two points make a slope
        return ""
    small, large = sorted(measured)[-2:]
    ratio = measured[large][name] / max(measured[small][name], 1e-4)
    return f"{math.log(ratio) / math.log(large / small):.2f}"


def beside(name: str, last: dict[str, float], first: dict[str, float]) -> Iterator[str]:
    """Yield how many times as long as raw and hand-written queries it takes, rdflib as it."""
    raw, hand = last[f"raw {name}"], last.get(f"hand {name}")
    yield f"{last[name] / raw:.2f}x"
    yield f"{raw / hand:.2f}x" if hand else ""
    slow = first.get(f"rdflib {name}")
    yield "" if slow is None else "stopped" if slow == math.inf else f"{slow / first[name]:.0f}x"


def _faults(name: str, size: int, last: dict[str, float]) -> Iterator[str]:
    if size <= GOAL_DOCUMENTS and last[name] > GOAL_SECONDS:
        yield f"over {GOAL_SECONDS} s"
    hand = last.get(f"hand {name}")
    if hand and last[f"raw {name}"] > GOAL_RATIO * hand:
        yield f"over {GOAL_RATIO} times the query by hand"


if __name__ == "__main__":
    sys.exit(main())
