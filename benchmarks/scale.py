"""Building at scale: speed, memory and growth on made-up disclosures, and peers in the same run.

    python benchmarks/scale.py                            1, 10 and 100 documents, cluster, peers
    python benchmarks/scale.py --sizes 1,10,100,1000,10000 --only growth
    python benchmarks/scale.py --only store --sizes 100,1000    loading alone, into a growing store

Processor seconds of all processes count, wall seconds are shown beside them: on a machine that
others use, only the former say something. Memory is the sum over all processes, at its highest.
Morph-KGC is taken from the environment that MORPH_PYTHON names: MORPH_PYTHON=…/bin/python
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024
# Morph-KGC needs older libraries than we do, so it has an environment of its own.
MORPH = os.environ.get("MORPH_PYTHON", "")
BUDGETGRAPH = [sys.executable, "-m", "budgetgraph"]


@dataclass
class Cost:
    """What a command took: wall and processor seconds, and the most memory at once in MB."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,10,100", help="numbers of documents (1,10,100)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the build (2)")
    parser.add_argument("--cluster-size", type=int, default=64, help="documents on a cluster (64)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["growth", "store", "cluster", "peers"], default="")
    parser.add_argument("--folder", type=Path, default=None, help="where to work (a temporary one)")
    args = parser.parse_args()
    sizes = [int(word) for word in args.sizes.split(",")]
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        steps: dict[str, Callable[[], None]] = {
            "growth": lambda: measure_growth(folder, sizes, args.workers, args.seed),
            "store": lambda: measure_store(folder, sizes, args.seed),
            "cluster": lambda: measure_cluster(folder, args.cluster_size, args.seed),
            "peers": lambda: measure_peers(folder, args.seed),
        }
        for step, run in steps.items():
            if args.only == step or (not args.only and step != "store"):
                run()


def generate(folder: Path, count: int, seed: int) -> Path:
    out = folder / f"in-{count}"
    if not out.exists():
        command = [sys.executable, HERE / "generate.py", "--count", str(count), "--out", out]
        subprocess.run([*command, "--seed", str(seed), "--faults", "0.2", "--no-truth"], check=True)
    return out


# --- growth -------------------------------------------------------------------------------------


def measure_growth(folder: Path, sizes: list[int], workers: int, seed: int) -> None:
    print(f"## Building a store with {workers} processes, checks and facts included\n")
    head("documents", "CPU s", "CPU s/document", "wall s", "memory MB", "store MB", "quads")
    for size in sizes:
        inputs, store = generate(folder, size, seed), folder / f"store-{size}"
        cost = run([*BUDGETGRAPH, "build", inputs, "-s", store, "--workers", workers])
        told = subprocess.run(
            [sys.executable, "-c", _COUNT, store], capture_output=True, text=True, check=True
        )
        row(size, cost.cpu, cost.cpu / size, cost.wall, cost.memory, size_mb(store), told.stdout)
        shutil.rmtree(store)
        shutil.rmtree(inputs)


_COUNT = """import sys; from budgetgraph.store import Store
with Store.open(sys.argv[1]) as store: print(len(store), end='')"""


# --- the store alone ----------------------------------------------------------------------------


def measure_store(folder: Path, sizes: list[int], seed: int) -> None:
    """Load copies of a few documents under other names: what grows with the store alone."""
    from budgetgraph.build import load_in_batches  # noqa: PLC0415
    from budgetgraph.produce import Work, package_file  # noqa: PLC0415
    from budgetgraph.store import Package, Store  # noqa: PLC0415

    models: list[Package] = []
    for path in sorted(generate(folder, 10, seed).glob("*.txt")):
        made = package_file(Work(str(path)))
        assert isinstance(made, list), made  # noqa: S101
        models += made

    def copies(start: int, end: int) -> Iterator[Package]:
        for number in range(start, end):
            model = models[number % len(models)]
            yield rename(model, f"{model.document}-{number:06d}")

    def rename(model: Package, document: str) -> Package:
        from dataclasses import replace  # noqa: PLC0415

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


def peak_mb() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


# --- a cluster ----------------------------------------------------------------------------------


def measure_cluster(folder: Path, count: int, seed: int) -> None:
    print(f"## {count} documents on a Dask cluster of this machine, into parts\n")
    head(
        "workers",
        "wall s",
        "of it waiting for a core",
        "CPU s/document of workers",
        "times one worker",
        "times one worker, without the waiting",
    )
    inputs = generate(folder, count, seed)
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


# --- peers --------------------------------------------------------------------------------------


def measure_peers(folder: Path, seed: int) -> None:
    """One job each, side by side: load RDF, validate RDF, map tables to RDF."""
    document = next(iter(sorted(generate(folder, 10, seed).glob("*.txt"))))
    nquads, tables = folder / "one.nq", folder / "tables"
    run([*BUDGETGRAPH, "convert", document, "-o", nquads])
    run([*BUDGETGRAPH, "convert", document, "--to", "csv", "-o", tables])
    quads = nquads.read_bytes().count(b"\n")
    print(f"\n## Peers: one document of {quads} quads, processor seconds with the start of each\n")
    head("job", "by", "CPU s", "memory MB", "times ours")
    _compare(
        "file to RDF, findings and facts",
        {"budgetgraph build": [*BUDGETGRAPH, "build", document, "-s", folder / "s"]},
    )
    _compare(
        "tables to RDF",
        {
            "budgetgraph convert (all tables, source cells, findings)": [
                *BUDGETGRAPH, "convert", document, "-o", folder / "again.nq",
            ],
            "Morph-KGC (lines.csv alone)": _morph(folder, tables),
        },
    )  # fmt: skip
    _compare(
        "N-Quads into memory",
        {
            "budgetgraph (Oxigraph)": _python(_OXIGRAPH, nquads),
            "rdflib": _python(_RDFLIB, nquads),
        },
    )
    _compare(
        "validation of the RDF",
        {
            "budgetgraph (all shapes and checks)": [*BUDGETGRAPH, "validate", nquads],
            "pySHACL (shapes alone)": _python(_PYSHACL, nquads, HERE.parent / "shapes"),
        },
    )  # fmt: skip


def _compare(job: str, commands: dict[str, list[object]]) -> None:
    ours = 0.0
    for name, command in commands.items():
        if not command:
            print(f"| {job} | {name} | not installed | | |")
            continue
        cost = run(command, check=False)
        ours = ours or cost.cpu
        row(job, name, cost.cpu, cost.memory, cost.cpu / ours)


def _python(code: str, *words: object) -> list[object]:
    return [sys.executable, "-c", code, *words]


_OXIGRAPH = """import sys, pyoxigraph as ox
ox.Store().bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)"""
_RDFLIB = """import sys, rdflib
rdflib.Dataset().parse(sys.argv[1], format='nquads')"""
_PYSHACL = """import sys, pathlib, rdflib, pyshacl
data, shapes = rdflib.Graph(), rdflib.Graph()
for s, p, o, _ in rdflib.Dataset().parse(sys.argv[1], format='nquads').quads(): data.add((s, p, o))
for path in pathlib.Path(sys.argv[2]).glob('*.ttl'):
    if not path.name.startswith(('checks', 'style')): shapes.parse(path)
print(pyshacl.validate(data, shacl_graph=shapes, advanced=True)[0])"""


def _morph(folder: Path, tables: Path) -> list[object]:
    """Return the command that maps lines.csv to one line node with its amount, label and role."""
    if not MORPH:
        return []
    mapping, config = folder / "lines.rml.ttl", folder / "morph.ini"
    properties = {"amount": "amount", "printed": "printedText", "label": "rowLabel", "role": "role"}
    maps = " ;\n".join(
        f"  rr:predicateObjectMap [ rr:predicate bud:{term} ; "
        f'rr:objectMap [ rml:reference "{column}" ] ]'
        for column, term in properties.items()
    )
    mapping.write_text(
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n"
        "@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n"
        "@prefix bud: <https://w3id.org/budgetgraph/ns#> .\n"
        f'<#lines> rml:logicalSource [ rml:source "{tables / "lines.csv"}" ; '
        "rml:referenceFormulation ql:CSV ] ;\n"
        '  rr:subjectMap [ rr:template "http://e/{disclosure}/{table}/{line}/{measure}" ; '
        "rr:class bud:Line ] ;\n" + maps + " .\n"
    )
    config.write_text(
        f"[CONFIGURATION]\noutput_file: {folder / 'morph.nt'}\nnumber_of_processes: 1\n"
        f"[lines]\nmappings: {mapping}\n"
    )
    return [MORPH, "-m", "morph_kgc", config]


# --- measuring ----------------------------------------------------------------------------------


def run(command: list[object], check: bool = True) -> Cost:
    """Run a command; return what it and its children took."""
    start, before = time.monotonic(), os.times()
    with subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        peak = [0.0]
        watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watcher.start()
        _, words = process.communicate()
    watcher.join()
    after = os.times()
    if check and process.returncode not in {0, 1}:
        raise SystemExit(f"{command}: {words.decode()[-2000:]}")
    cpu = after.children_user + after.children_system
    return Cost(
        time.monotonic() - start, cpu - before.children_user - before.children_system, peak[0]
    )


def _watch(process: "subprocess.Popen[bytes]", peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], memory_of(process.pid))
        time.sleep(0.2)


def memory_of(pid: int) -> float:
    """Return the resident memory of a process and its descendants in MB."""
    total = 0.0
    try:
        total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KB / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += memory_of(int(child))
    except (OSError, IndexError):
        pass  # it has ended
    return total


def times_of(pid: int) -> tuple[float, float]:
    """Return the seconds that the busiest thread of a process ran, and waited for a core."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        ran, waited, _ = (task / "schedstat").read_text().split()
        found.append((int(ran) / 1e9, int(waited) / 1e9))
    return max(found)


def size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def head(*columns: str) -> None:
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*values: object) -> None:
    shown = (f"{value:,.2f}" if isinstance(value, float) else str(value) for value in values)
    print(f"| {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
