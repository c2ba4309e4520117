"""Validation: one disclosure end to end, 300 at once, and the same shapes on other SHACL engines.

usage: validation.py [--documents N] [--patience SECONDS]   (300, about 2 million triples; 300 s)

Other engines are taken where they are installed: pip install pyshacl pyshifty pyrudof. Each is
tried on one small disclosure, then on larger data as long as it ends in time. Processor time, not
wall time. Ratios last longer than absolute times; results are compared, not only times.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from importlib import import_module
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib
from generator import Request, make
from rdflib.namespace import RDF, SH

from budgetgraph.contract import Source
from budgetgraph.convert import convert, convert_file
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
SMALL = "hezheng-2024"
ROUNDS = 3
GOAL_ONE, GOAL_MANY, PER_DOCUMENT = 2, 60, 7000
LAYERS = [n for n in list_files("shapes", ".ttl") if not n.startswith(("checks", "style"))]
Engine = Callable[[bytes, bytes], int]
CONTEXT = get_context("fork")
ROW = "  {:<16} {:<16} {:>9} {:<10} {:>9} {:>8}  {}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--patience", type=int, default=300, help="seconds for another engine")
    args = parser.parse_args()
    disclosures = {path.stem: convert_file(str(path)) for path in sorted(EXAMPLES.glob("*.txt"))}
    measure_one(disclosures)
    measure_many(args.documents)
    sizes = {SMALL: [disclosures[SMALL]], "all examples": list(disclosures.values())}
    measure_engines(sizes, args.patience)


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


def measure_many(documents: int) -> None:
    """Validate as many triples as that number of average departments publish."""
    wanted, quads, parts = documents * PER_DOCUMENT, 0, []
    for number in count():
        made = make(Request(number, faults=0.2))
        graph = ntriples(convert(Source(made.name, made.text.encode())))
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


def measure_engines(sizes: dict[str, list[Disclosure]], patience: int) -> None:
    """Run the shapes of the layers, then the checks, on every engine; print the ratios."""
    print("the same shapes on every engine, with the code lists")
    print(ROW.format("shapes", "data", "triples", "engine", "seconds", "results", "time"))
    for part, (names, run) in PARTS.items():
        shapes = rdflib.Graph()
        for name in names:
            shapes.parse(data=read_bytes("shapes", name), format="turtle")
        turtle = shapes.serialize(format="turtle").encode()
        alive = dict(ENGINES)
        for size, disclosures in sizes.items():
            statements = b"".join(ntriples(disclosure) for disclosure in disclosures)
            whole = _with_lists(statements)
            lines = whole.count(b"\n")
            ours, expected = timed(lambda run=run, statements=statements: run(statements))
            row = (part, size, f"{lines:,}", "this", f"{ours:.3f}", expected, "1")
            print(ROW.format(*row), flush=True)
            for engine, other in list(alive.items()):
                answer, has_ended = _against(other, whole, turtle, ours, patience)
                print(ROW.format(part, size, f"{lines:,}", engine, *answer), flush=True)
                if not has_ended:
                    del alive[engine]


def _with_lists(statements: bytes) -> bytes:
    data = rdflib.Graph().parse(data=statements, format="nt")
    for name in dict.fromkeys(file for names in _lists() for file in list_names(names)):
        data.parse(data=read_bytes("ontology", name), format="turtle")
    return data.serialize(format="nt").encode()


def _run_shapes(statements: bytes) -> int:
    return len(run_shapes(_store(statements)))


def _run_checks(statements: bytes) -> int:
    store = _store(statements)
    checks = [check for check in load_checks() if is_expressible(check)]
    return sum(len(run_check(store, check)) for check in checks)


PARTS: dict[str, tuple[list[str], Callable[[bytes], int]]] = {
    "layers (Core)": (LAYERS, _run_shapes),
    "checks (SPARQL)": (["checks.ttl", "checks-cn.ttl"], _run_checks),
}


def _against(
    run: Engine, data: bytes, shapes: bytes, ours: float, patience: int
) -> tuple[tuple[str, str, str], bool]:
    """Run another engine in a process of its own: it may be missing, slow, or fail."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_report, args=(run, data, shapes, sender))
    process.start()
    if not receiver.poll(patience):
        process.kill()
        return (f"> {patience}", "", f"more than {patience / ours:.0f} times as long"), False
    outcome = receiver.recv()
    process.join()
    if isinstance(outcome, str):
        return ("", "", outcome), False
    found, seconds = outcome
    return (f"{seconds:.3f}", str(found), f"{seconds / ours:.1f} times as long"), True


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
