"""One job each, beside other programs."""

import os
import sys
from pathlib import Path

from .measuring import BUDGETGRAPH, HERE, Inputs, head, row, run

# Morph-KGC needs older libraries than we do, so it has an environment of its own.
MORPH = os.environ.get("MORPH_PYTHON", "")


def measure_peers(folder: Path, made_up: Inputs) -> None:
    """One job each, side by side: load RDF, validate RDF, map tables to RDF."""
    document = next(iter(sorted(made_up.write(folder, 10).glob("*.txt"))))
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
