"""Who publishes: what running heads did not say, taken from the statements and the code lists.

Department and year come from the layout where they are printed above the tables; here the
department of performance tables and the division (GB/T 2260 or development zone) are added.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from .codes import parse_schemes
from .codes.model import Concept
from .model import Disclosure, Paragraph, Publisher
from .resources import read_bytes

_CODE_OF_REGION = re.compile(r"(\d{6})\d{2}[A-Z][0-9A-Z]{12}")
_KIND_OF_PLACE = re.compile(r"开发区|高新区|新区|矿区|自治县|自治州|地区|盟|旗|县|区|市|省")
_DIVISIONS = "codes/division.ttl"
_NAMED_FIRST = 50  # the department's own name outweighs what its texts mention
_SAME_KIND = 20
_BEGUN = 2  # characters by which names are looked up


def complete(disclosure: Disclosure) -> Publisher:
    """Return the publisher with department and division as far as the document tells them."""
    publisher = disclosure.publisher
    if not publisher.department:
        publisher = replace(publisher, department=_department(disclosure))
    if publisher.year is None:
        years = Counter(unit.year for unit in disclosure.units if unit.year)
        publisher = replace(publisher, year=next(iter(years), None))
    if not publisher.division:
        publisher = replace(publisher, division=_division(disclosure, publisher.department))
    return publisher


def _department(disclosure: Disclosure) -> str:
    """Return the department that projects name as responsible, else the first unit."""
    named = Counter(project.department for project in disclosure.projects if project.department)
    if named:
        return named.most_common(1)[0][0]
    return next((unit.unit for unit in disclosure.units), "")


def _division(disclosure: Disclosure, department: str) -> str:
    """Return the division's code: from project codes, else from the names that the texts print."""
    regions = Counter(
        found.group(1)
        for project in disclosure.projects
        if (found := _CODE_OF_REGION.fullmatch(project.code)) and found.group(1) in _notations()
    )
    if regions:
        return regions.most_common(1)[0][0]
    scores = _mentions("\n".join(_texts(disclosure)))
    for name in scores:
        scores[name] += _NAMED_FIRST * department.startswith(name)
        scores[name] += _SAME_KIND * (_kind(name) == _kind(department))
    best = max(sorted(scores), key=lambda name: scores[name], default="")
    return _notation_of().get(best, "")


def _kind(name: str) -> str:
    """Return the word for the kind of place that a name contains, e.g. 开发区."""
    found = _KIND_OF_PLACE.search(name)
    return found.group() if found else ""


def _texts(disclosure: Disclosure) -> Iterator[str]:
    yield disclosure.publisher.department
    for project in disclosure.projects:
        yield from (project.name, project.unit, project.department)
    yield from (institution.name for institution in disclosure.institutions)
    yield from (table.title for table in disclosure.tables)
    for block in disclosure.document.blocks:
        if isinstance(block, Paragraph):
            yield block.text


@cache
def _notation_of() -> dict[str, str]:
    """Return notations by Chinese name."""
    found: dict[str, str] = {}
    for scheme in parse_schemes(read_bytes("ontology", _DIVISIONS), _DIVISIONS):
        for concept in scheme.concepts:
            for name in _chinese(concept):
                found.setdefault(name, concept.notation)
    return found


def _chinese(concept: Concept) -> Iterator[str]:
    return (words for language, words in (*concept.labels, *concept.variants) if language == "zh")


@cache
def _notations() -> frozenset[str]:
    return frozenset(_notation_of().values())


def _mentions(text: str) -> Counter[str]:
    """Return how often a text names each place; of names that begin alike the longest counts."""
    found: Counter[str] = Counter()
    names, done = _names(), 0
    for match in _beginnings().finditer(text):
        start = match.start()
        if start < done:
            continue
        for name in names.get(text[start : start + _BEGUN], ()):
            if text.startswith(name, start):
                found[name] += 1
                done = start + len(name)
                break
    return found


@cache
def _names() -> dict[str, list[str]]:
    """Return all names by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(_notation_of(), key=lambda name: (-len(name), name)):
        found.setdefault(name[:_BEGUN], []).append(name)
    return found


@cache
def _beginnings() -> re.Pattern[str]:
    """Return a pattern for where a name may begin: a quarter of the time of one for all names."""
    first, second = ("".join(sorted({name[n] for name in _names()})) for n in range(_BEGUN))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")
