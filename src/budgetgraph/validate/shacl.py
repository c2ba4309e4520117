"""The checks as standard SHACL-SPARQL: constraints on the document node, for any SHACL engine.

`python -m budgetgraph.validate.shacl PROFILE > shapes/checks….ttl` writes the shipped files; a test
keeps them equal to the queries. Checks that a rule in Python judges are left out: SHACL cannot read
texts.
"""

import re
import sys

from budgetgraph.terms import PREFIXES

from .checks import Check, load_checks

_SEVERITIES = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
_PREFIX = re.compile(r"^PREFIX (?P<name>\w+): <(?P<iri>[^>]+)>\n", re.M)
_SHAPES = "https://w3id.org/budgetgraph/shapes/"
_USED = ("bud", "dcterms", "owl", "rdfs", "sh", "xsd")
FILES = {"core": "checks.ttl", "cn": "checks-cn.ttl"}
_COMMENT = {
    "core": "The set-wise checks for any country as SHACL-SPARQL. Written by "
    "budgetgraph.validate.shacl.",
    "cn": "The set-wise checks of the Chinese profile as SHACL-SPARQL. Written by "
    "budgetgraph.validate.shacl.",
}


def is_expressible(check: Check) -> bool:
    """Return whether SHACL can say all that a check says."""
    return not check.rule


def write_shapes(profile: str) -> str:
    """Return the checks of one profile as Turtle; `cn` without those of `core`."""
    checks = [c for c in load_checks("cn") if c.profile == profile and is_expressible(c)]
    declared = dict(sorted(pair for check in checks for pair in _PREFIX.findall(check.query)))
    name = FILES[profile].removesuffix(".ttl")
    prefixes = {key: PREFIXES[key] for key in _USED}
    prefixes["shape"] = f"{_SHAPES}{name}#"
    head = [f"# {_COMMENT[profile]}", ""]
    head += [f"@prefix {key}: <{iri}> ." for key, iri in sorted(prefixes.items())]
    declarations = " ,\n".join(
        f'        [ sh:prefix "{key}" ; sh:namespace "{iri}"^^xsd:anyURI ]'
        for key, iri in declared.items()
    )
    head += [
        "",
        f"<{_SHAPES}{name}> a owl:Ontology ;",
        f"    sh:declare\n{declarations} .",
    ]
    blocks = [_write_check(check, f"<{_SHAPES}{name}>") for check in checks]
    return "\n".join([*head, "", *blocks])


def _write_check(check: Check, declared: str) -> str:
    query = _PREFIX.sub("", check.query).strip()
    lists = _quote("needs the lists " + " ".join(check.data))
    data = f"    rdfs:comment {lists}@en ;\n" if check.data else ""
    return f"""shape:{check.name} a sh:NodeShape ;
    dcterms:identifier "{check.id}" ;
    rdfs:label {_quote(check.title)}@en ;
{data}    sh:targetClass bud:Document ;
    sh:severity {_SEVERITIES[check.severity]} ;
    sh:sparql [
        sh:message {_quote(check.message_zh)}@zh , {_quote(check.message_en)}@en ;
        sh:prefixes {declared} ;
        sh:select {_quote_block(query)} ] .
"""


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quote_block(text: str) -> str:
    return '"""\n' + text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '\n"""'


if __name__ == "__main__":
    sys.stdout.write(write_shapes(sys.argv[1] if sys.argv[1:] else "core"))
