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
    scores = Counter(_names().findall("\n".join(_texts(disclosure))))
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


@cache
def _names() -> re.Pattern[str]:
    """Return a pattern of all names, those with the same first character the longest first.

    Parted by that character, for then half as many ways are tried at each place of a text.
    """
    rests: dict[str, list[str]] = {}
    for name in sorted(_notation_of(), key=lambda name: (-len(name), name)):
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    return re.compile("|".join(f"{head}(?:{'|'.join(tails)})" for head, tails in rests.items()))
