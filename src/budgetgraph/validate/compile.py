"""SHACL Core shapes to set-wise SELECTs: one query per constraint, over all focus nodes at once.

Knows the part of SHACL Core that `shapes/` uses and refuses the rest, so that nothing is skipped in
silence: targets by class and by subjects of a property; paths of one property; minCount, maxCount,
datatype, class, nodeKind, pattern, minInclusive, maxInclusive, in, uniqueLang. Tests compare every
result with pySHACL. Measured in `benchmarks/validation.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from budgetgraph.errors import UsageError
from budgetgraph.resources import list_files, read_bytes
from budgetgraph.terms import PREFIXES

from .checks import Check

_SH = PREFIXES["sh"]
_XSD = PREFIXES["xsd"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_IDENTIFIER = ox.NamedNode(PREFIXES["dcterms"] + "identifier")
_SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "info"}
_NOT_SHIPPED = ("style.ttl", "checks")  # shapes over the ontology; checks written as SPARQL
_PREFIXES = f"PREFIX rdfs: <{PREFIXES['rdfs']}>\nPREFIX xsd: <{_XSD}>\n"
_ABOUT = frozenset({"path", "severity", "message", "name", "description", "order", "group"})
# Lexical forms that a literal of the type must have, where casting cannot tell.
_FORMS = {"gYear": "^-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?$", "boolean": "^(true|false|0|1)$"}
_CASTS = frozenset({"decimal", "integer", "date", "dateTime"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of one property shape, as a query.

    Attributes:
        check: Id, severity, messages and query; `$this` is the focus node,
            `?term` the value at fault.
        shape: IRI of the property shape.
        component: IRI of the constraint component, e.g. `sh:MinCountConstraintComponent`.
        path: IRI of the property.
    """

    check: Check
    shape: str
    component: str
    path: str


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """The constraints of one property shape, with one query that tells whether any can fail.

    Attributes:
        target: Counts the focus nodes: `?nodes`.
        screen: Counts values, focus nodes with a value, and values at fault: `?values`, `?nodes`,
            `?faults`; one pass where the constraints one by one would take three to six.
        is_single: A focus node has one value at most.
        is_required: A focus node has a value.
        constraints: The constraints, to be run where the screen is not clean.
    """

    target: str
    screen: str
    is_single: bool
    is_required: bool
    constraints: tuple[Constraint, ...]


@cache
def load_shapes(profile: str = "cn") -> tuple[PropertyShape, ...]:
    """Return the property shapes of the shipped files: all layers, and for `cn` its own profile."""
    names = [name for name in list_files("shapes", ".ttl") if not name.startswith(_NOT_SHIPPED)]
    kept = [name for name in names if profile == "cn" or name != "cn.ttl"]
    return tuple(
        shape
        for name in kept
        for shape in compile_shapes(read_bytes("shapes", name), name.removesuffix(".ttl"))
    )


def compile_shapes(turtle: bytes, source: str) -> Iterator[PropertyShape]:
    """Yield the property shapes of a file of shapes.

    Args:
        turtle: Node shapes with a target and named property shapes.
        source: Name of the file, for messages; `cn` marks the Chinese profile.

    Raises:
        UsageError: A part of SHACL that this compiler does not know.
    """
    graph = ox.Store()
    graph.load(turtle, ox.RdfFormat.TURTLE)
    kind = ox.NamedNode(_SH + "NodeShape")
    for quad in sorted(graph.quads_for_pattern(None, _TYPE, kind, None), key=str):
        node = quad.subject
        if isinstance(node, ox.NamedNode):
            target = _target(graph, node, source)
            for shape in _objects(graph, node, "property"):
                yield _compile_property(graph, shape, target, source)


def _objects(graph: ox.Store, subject: ox.NamedNode, name: str) -> list[ox.NamedNode]:
    found = graph.quads_for_pattern(subject, ox.NamedNode(_SH + name), None, None)
    return sorted((q.object for q in found if isinstance(q.object, ox.NamedNode)), key=str)


def _target(graph: ox.Store, node: ox.NamedNode, source: str) -> str:
    classes = _objects(graph, node, "targetClass")
    if classes:
        return f"$this a/rdfs:subClassOf* {classes[0]} ."
    subjects = _objects(graph, node, "targetSubjectsOf")
    if subjects:
        return f"{{ SELECT DISTINCT $this WHERE {{ $this {subjects[0]} ?any }} }}"
    raise UsageError(f"{source}: {node} has no target that can be compiled")


def _compile_property(
    graph: ox.Store, shape: ox.NamedNode, target: str, source: str
) -> PropertyShape:
    values: dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode]] = {}
    identifier = ""
    for quad in graph.quads_for_pattern(shape, None, None, None):
        if quad.predicate.value.startswith(_SH) and not isinstance(quad.object, ox.Triple):
            values.setdefault(quad.predicate.value.removeprefix(_SH), []).append(quad.object)
        elif quad.predicate == _IDENTIFIER and isinstance(quad.object, ox.Literal):
            identifier = quad.object.value
    path = values["path"][0]
    if not isinstance(path, ox.NamedNode):
        raise UsageError(f"{source}: {shape} has a path that is no property")
    constraints: list[Constraint] = []
    tests: list[str] = []
    for name in sorted(set(values) - _ABOUT):
        if name not in _WRITERS:
            raise UsageError(f"{source}: {shape} uses sh:{name}, which is not compiled")
        value = values[name][0]
        spelled = _spell_list(graph, value) if name == "in" else str(value)
        body = _WRITERS[name](target, str(path), spelled)
        constraints.append(_constraint(shape, path, name, body, (identifier, source), values))
        if name in _TESTS:
            tests.append(f"({_TESTS[name](spelled)})")
    return PropertyShape(
        target=f"{_PREFIXES}SELECT (COUNT(DISTINCT $this) AS ?nodes) WHERE {{ {target} }}",
        screen=_screen(target, str(path), tests),
        is_single="maxCount" in values or "uniqueLang" in values,
        is_required="minCount" in values,
        constraints=tuple(constraints),
    )


def _screen(target: str, path: str, tests: list[str]) -> str:
    faults = f"SUM(IF({' || '.join(tests)}, 1, 0))" if tests else "SUM(0)"
    return (
        f"{_PREFIXES}SELECT (COUNT(*) AS ?values) (COUNT(DISTINCT $this) AS ?nodes) "
        f"({faults} AS ?faults) WHERE {{ {target} $this {path} ?term }}"
    )


def _constraint(
    shape: ox.NamedNode,
    path: ox.NamedNode,
    name: str,
    body: str,
    about: tuple[str, str],
    values: dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode]],
) -> Constraint:
    identifier, source = about
    messages = {
        text.language: text.value for text in values["message"] if isinstance(text, ox.Literal)
    }
    severity = values["severity"][0]
    check = Check(
        name=f"{shape.value.rpartition('#')[2]}-{name}",
        id=identifier,
        severity=_SEVERITIES[str(getattr(severity, "value", "")).removeprefix(_SH)],
        profile="cn" if source == "cn" else "core",
        title=messages["en"],
        message_zh=messages["zh"],
        message_en=messages["en"],
        reads=path.value,
        query=f"{_PREFIXES}{body}\n",
        unit="count",
    )
    component = f"{_SH}{name[0].upper()}{name[1:]}ConstraintComponent"
    return Constraint(check, shape.value, component, path.value)


# --- one writer per constraint -------------------------------------------------------------------


def _each(test: Callable[[str], str]) -> Callable[[str, str, str], str]:
    """Return a writer for constraints that judge each value alone."""

    def write(target: str, path: str, value: str) -> str:
        return (
            f"SELECT DISTINCT $this ?term WHERE {{ {target} $this {path} ?term "
            f"FILTER ({test(value)}) }}"
        )

    return write


def _write_min_count(target: str, path: str, value: str) -> str:
    least = _number(value)
    if least == 1:
        return (
            f"SELECT DISTINCT $this WHERE {{ {target} FILTER NOT EXISTS {{ $this {path} ?any1 }} }}"
        )
    return (
        f"SELECT $this WHERE {{ {{ SELECT DISTINCT $this WHERE {{ {target} }} }} "
        f"OPTIONAL {{ $this {path} ?each }} }} "
        f"GROUP BY $this HAVING (COUNT(DISTINCT ?each) < {least})"
    )


def _write_max_count(target: str, path: str, value: str) -> str:
    return (
        f"SELECT $this WHERE {{ {{ SELECT DISTINCT $this WHERE {{ {target} }} }} "
        f"$this {path} ?each }} "
        f"GROUP BY $this HAVING (COUNT(DISTINCT ?each) > {_number(value)})"
    )


def _test_datatype(value: str) -> str:
    name = value.strip("<>").removeprefix(_XSD)
    test = f"!isLiteral(?term) || DATATYPE(?term) != {value}"
    if name in _CASTS:
        test += f" || !COALESCE(xsd:{name}(STR(?term)) = xsd:{name}(STR(?term)), false)"
    elif name in _FORMS:
        test += f' || !REGEX(STR(?term), "{_FORMS[name]}")'
    return test


def _test_class(value: str) -> str:
    return f"NOT EXISTS {{ ?term a/rdfs:subClassOf* {value} }}"


def _test_node_kind(value: str) -> str:
    tests = {f"<{_SH}IRI>": "!isIRI(?term)", f"<{_SH}Literal>": "!isLiteral(?term)"}
    if value not in tests:
        raise UsageError(f"sh:nodeKind {value} is not compiled")
    return tests[value]


def _write_unique_lang(target: str, path: str, value: str) -> str:
    if _number(value) != "true":
        raise UsageError(f"sh:uniqueLang {value} is not compiled")
    return (
        f"SELECT $this ?language WHERE {{ {{ SELECT DISTINCT $this WHERE {{ {target} }} }} "
        f"$this {path} ?each "
        'BIND (LANG(?each) AS ?language) FILTER (?language != "") } '
        "GROUP BY $this ?language HAVING (COUNT(DISTINCT ?each) > 1)"
    )


def _number(value: str) -> int | str:
    """Return the parameter of a spelled literal: `"1"^^xsd:integer` -> 1."""
    plain = value.split('"')[1]
    return int(plain) if plain.isdigit() else plain


def _spell_list(graph: ox.Store, head: ox.NamedNode | ox.Literal | ox.BlankNode) -> str:
    """Return an RDF list as members separated by commas."""
    rdf = PREFIXES["rdf"]
    members: list[str] = []
    while isinstance(head, ox.BlankNode):
        parts = {
            q.predicate.value: q.object for q in graph.quads_for_pattern(head, None, None, None)
        }
        members.append(str(parts[rdf + "first"]))
        rest = parts[rdf + "rest"]
        head = rest if isinstance(rest, ox.NamedNode | ox.BlankNode) else ox.NamedNode(rdf + "nil")
    return ", ".join(members)


# What is wrong with one value `?term`, given the parameter.
_TESTS: dict[str, Callable[[str], str]] = {
    "datatype": _test_datatype,
    "class": _test_class,
    "nodeKind": _test_node_kind,
    "pattern": "isBlank(?term) || !REGEX(STR(?term), {})".format,
    "minInclusive": "!COALESCE(?term >= {}, false)".format,
    "maxInclusive": "!COALESCE(?term <= {}, false)".format,
    "in": "?term NOT IN ({})".format,
}
_WRITERS: dict[str, Callable[[str, str, str], str]] = {
    "minCount": _write_min_count,
    "maxCount": _write_max_count,
    "uniqueLang": _write_unique_lang,
    **{name: _each(test) for name, test in _TESTS.items()},
}
