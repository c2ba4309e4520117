"""What a saved query may sum: amounts of facts, or of leaves; nothing that is counted twice.

Reads the text of a query, not its meaning: which subject an amount belongs to, what is known of
that subject, and through which BINDs the amount reaches a SUM.
"""

import re
from collections import defaultdict

_COMMENT = re.compile(r"^\s*#.*$|\s#[?-]\w+.*$", re.MULTILINE)
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_IRI = re.compile(r"<[^<>]*>")
_BIND = re.compile(r"BIND\s*\((.*)\s+AS\s+\?(\w+)\)")
_CONDITION = re.compile(r"^\s*(?:FILTER|BIND|VALUES)\b.*$", re.MULTILINE)
_AGGREGATE = re.compile(r"\b(?:SUM|AVG)\s*\(", re.IGNORECASE)
_VARIABLE = re.compile(r"\?(\w+)")
_SUBJECT = re.compile(r"^\s*\?(\w+)\s+(?=\S)")
_LEAVES = ("role:leaf", "role:total", "role:memo")


def find_faults(text: str) -> list[str]:
    """Return why a query must not be saved: one line per sum of something that may repeat."""
    plain = _IRI.sub("<i>", _LITERAL.sub('""', _COMMENT.sub("", text)))
    known = _known_of_subjects(plain)
    owners = {
        amount: subject
        for subject, facts in known.items()
        for amount in re.findall(r"bud:(?:amount|projectAmount|readAmount) \?(\w+)", facts)
    }
    sources = _sources(plain)
    faults = []
    for summed in sorted(_summed(plain)):
        for variable in sorted(_reach(summed, sources)):
            subject = owners.get(variable)
            if subject is not None and not _is_safe(subject, known):
                faults.append(f"SUM of ?{summed}: ?{subject} is neither fact of one level nor leaf")
    return faults


def _known_of_subjects(text: str) -> dict[str, str]:
    """Return, for each variable that is a subject, all that the query says of it."""
    found: dict[str, str] = defaultdict(str)
    for block in re.split(r"\.\s|[{}]", _CONDITION.sub(" . ", text)):
        subject = _SUBJECT.match(block)
        if subject and ("bud:" in block or "dcterms:" in block):
            found[subject.group(1)] += " " + " ".join(block.split())
    return found


def _is_safe(subject: str, known: dict[str, str]) -> bool:
    """Return whether amounts of a subject may be summed.

    That is: leaves and totals by their role, facts of one level, and facts of one item.
    """
    said = known[subject]
    if "dcterms:isPartOf" not in said:
        return False
    if any(role in said for role in _LEAVES) or "bud:item" in said:
        return True
    slices = re.findall(r"dcterms:isPartOf \?(\w+)", said)
    return any("bud:depth" in known.get(name, "") for name in slices)


def _sources(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for expression, name in _BIND.findall(text):
        found[name] |= set(_VARIABLE.findall(expression))
    return found


def _reach(name: str, sources: dict[str, set[str]]) -> set[str]:
    seen, todo = {name}, [name]
    while todo:
        for other in sources.get(todo.pop(), ()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def _summed(text: str) -> set[str]:
    """Return the variables inside SUM(…) and AVG(…)."""
    found: set[str] = set()
    for start in _AGGREGATE.finditer(text):
        depth, end = 1, start.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        found |= set(_VARIABLE.findall(text[start.end() : end]))
    return found
