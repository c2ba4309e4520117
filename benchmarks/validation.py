"""Validation: one disclosure end to end, 300 at once, and the same shapes on other SHACL engines.

usage: validation.py [--documents N]   (default 300, about 2 million triples)

Other engines are taken where they are installed: pip install pyshacl pyshifty pyrudof. Processor
time, not wall time. Ratios last longer than absolute times; results are compared, not only times.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, SH

from budgetgraph.convert import convert_file
from budgetgraph.graph import ntriples
from budgetgraph.model import Disclosure
from budgetgraph.resources import list_files, read_bytes
from budgetgraph.validate import examine, examine_store
from budgetgraph.validate.checks import load_checks
from budgetgraph.validate.engine import run_check
from budgetgraph.validate.shacl import is_expressible
from budgetgraph.validate.structure import LISTS, run_shapes
from budgetgraph.validate.workbench import lay_out, list_names

EXAMPLES = Path(__file__).parent.parent / "examples"
SMALL = "hezheng-2024"  # the slow engines get one small document
ROUNDS = 3
GOAL_ONE, GOAL_MANY, PER_DOCUMENT = 2, 60, 7000
LAYERS = [n for n in list_files("shapes", ".ttl") if not n.startswith(("checks", "style"))]
Engine = Callable[[bytes, bytes], int]
CONTEXT = get_context("fork")
PATIENCE = 600  # seconds for another engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    args = parser.parse_args()
    disclosures = {path.stem: convert_file(str(path)) for path in sorted(EXAMPLES.glob("*.txt"))}
    measure_one(disclosures)
    measure_many(list(disclosures.values()), args.documents)
    measure_engines(disclosures[SMALL])


def timed(run: Callable[[], object]) -> tuple[float, object]:
    """Return the median processor time of some rounds in seconds, and the last result."""
    times = []
    result: object = None
    for _ in range(ROUNDS):
        start = time.process_time()
        result = run()
        times.append(time.process_time() - start)
    return statistics.median(times), result


def measure_one(disclosures: dict[str, Disclosure]) -> None:
    print(f"one disclosure, converted and validated (goal: under {GOAL_ONE} s)")
    for name, disclosure in disclosures.items():
        path = str(EXAMPLES / f"{name}.txt")
        whole, _ = timed(lambda path=path: examine(convert_file(path)))
        alone, _ = timed(lambda disclosure=disclosure: examine(disclosure))
        print(f"  {name:<20} {whole:5.2f} s, of which validation {alone:5.2f} s")


def measure_many(disclosures: list[Disclosure], documents: int) -> None:
    """Validate as many triples as that number of average departments publish."""
    wanted, quads, parts = documents * PER_DOCUMENT, 0, []
    for number, disclosure in enumerate(cycle(disclosures)):
        graph = ntriples(replace(disclosure, id=f"{disclosure.id}-{number}"))
        parts.append(graph)
        quads += graph.count(b"\n")
        if quads >= wanted:
            break
    data = b"".join(parts)
    start = time.process_time()
    store = ox.Store()
    store.bulk_load(data, ox.RdfFormat.N_TRIPLES)
    loaded = time.process_time() - start
    outcomes = examine_store(store)
    seconds = time.process_time() - start
    found = sum(len(outcome.told) for outcome in outcomes)
    print(
        f"{documents} disclosures' worth, {quads:,} triples (goal: under {GOAL_MANY} s)\n"
        f"  {seconds:5.1f} s, of which loading {loaded:.1f} s; {found:,} findings"
    )


def measure_engines(disclosure: Disclosure) -> None:
    """Run the shapes of the layers, then the checks, on every engine; print the ratios."""
    statements = ntriples(disclosure)
    names = dict.fromkeys(f for n in _lists() for f in list_names(n))
    lists = b"\n".join(read_bytes("ontology", name) for name in names)
    data = rdflib.Graph().parse(data=statements, format="nt")
    data.parse(data=lists, format="turtle")
    whole = data.serialize(format="nt").encode()
    checks = [check for check in load_checks() if is_expressible(check)]

    def on_checks() -> int:
        store = _store(statements)
        return sum(len(run_check(store, check)) for check in checks)

    fast: dict[str, Callable[[], int]] = {
        "layers (Core)": lambda: len(run_shapes(_store(statements))),
        "checks (SPARQL)": on_checks,
    }
    files = {"layers (Core)": LAYERS, "checks (SPARQL)": ["checks.ttl", "checks-cn.ttl"]}
    print(f"the same shapes on {len(data):,} triples ({SMALL} and the code lists)")
    for part, names in files.items():
        ours, expected = timed(fast[part])
        print(f"  {part:<16} {'this':<10} {ours:7.3f} s  {expected} results")
        shapes = rdflib.Graph()
        for name in names:
            shapes.parse(data=read_bytes("shapes", name), format="turtle")
        turtle = shapes.serialize(format="turtle").encode()
        for engine, run in ENGINES.items():
            print(f"  {'':<16} {engine:<10} {_against(run, whole, turtle, ours)}")


def _against(run: Engine, data: bytes, shapes: bytes, ours: float) -> str:
    """Run another engine in a process of its own: it may be missing, slow, or fail."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_report, args=(run, data, shapes, sender))
    process.start()
    if not receiver.poll(PATIENCE):
        process.kill()
        return f"more than {PATIENCE} s: more than {PATIENCE / ours:.0f} times as long"
    outcome = receiver.recv()
    process.join()
    if isinstance(outcome, str):
        return outcome
    found, seconds = outcome
    return f"{seconds:7.3f} s  {found} results  {seconds / ours:6.1f} times as long"


def _report(run: Engine, data: bytes, shapes: bytes, sender: Connection) -> None:
    start = time.process_time()
    try:
        found = run(data, shapes)
        sender.send((found, time.process_time() - start))
    except ModuleNotFoundError:
        sender.send("not installed")
    except Exception as error:  # noqa: BLE001 - a failure is a result of the comparison
        sender.send(f"failed: {type(error).__name__}: {str(error)[:80]}")


def _store(statements: bytes) -> ox.Store:
    store = ox.Store()
    store.load(statements, ox.RdfFormat.N_TRIPLES)
    return lay_out(store, _lists())


def _lists() -> list[str]:
    return [*LISTS, *{name for check in load_checks() for name in check.data}]


def _run_pyshacl(data: bytes, shapes: bytes) -> int:
    pyshacl = import_module("pyshacl")

    graph = rdflib.Graph().parse(data=data, format="nt")
    _, report, _ = pyshacl.validate(
        graph, shacl_graph=rdflib.Graph().parse(data=shapes), inference="none"
    )
    return len(list(report.subjects(RDF.type, SH.ValidationResult)))


def _run_pyshifty(data: bytes, shapes: bytes) -> int:
    shifty = import_module("shifty")

    _, report, _ = shifty.validate(data, shapes)
    return len(list(report.subjects(RDF.type, SH.ValidationResult)))


def _run_pyrudof(data: bytes, shapes: bytes) -> int:
    pyrudof = import_module("pyrudof")

    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(data.decode())
    engine.read_shacl(shapes.decode())
    engine.validate_shacl()
    text = engine.serialize_shacl_validation_results(
        format=pyrudof.ResultShaclValidationFormat.Turtle
    )
    report = rdflib.Graph().parse(data=text, format="turtle")
    return len(list(report.subjects(RDF.type, SH.ValidationResult)))


ENGINES: dict[str, Engine] = {
    "pyshifty": _run_pyshifty,
    "pyrudof": _run_pyrudof,
    "pyshacl": _run_pyshacl,
}


if __name__ == "__main__":
    main()
