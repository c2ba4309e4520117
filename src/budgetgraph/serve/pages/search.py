"""Search over codes, projects, indicators, departments, policy documents."""

from ... import codes
from ..dispatch import Visit
from ..view import Sheet, View

_MOST = 50
_SCHEMES = ("cn/function", "cn/economic", "item", "funding-source", "cn/procurement")


def search(visit: Visit) -> View:
    """Return what is found for the words in `q`."""
    words = visit.given("q")[:100]
    groups: dict[str, list[tuple[str, str, str]]] = {}
    if words:
        groups = {
            "departments": _departments(visit, words),
            "codes": _codes(visit, words),
            "projects": [
                (item.iri, item.label, item.disclosure)
                for item in visit.content.index.projects(words)
            ],
            "indicators": [
                (item.iri, item.label, item.disclosure)
                for item in visit.content.index.indicators(words)
            ],
            "policies": [
                (iri, visit.content.source.label(iri, visit.language), "")
                for iri in visit.content.index.policies
                if words in visit.content.source.label(iri, visit.language)
            ],
        }
    rows = [(kind, *item) for kind, items in groups.items() for item in items]
    values = {
        "words": words,
        "groups": {kind: (len(items), items[:_MOST]) for kind, items in groups.items() if items},
        "count": len(rows),
        "budgets": {budget.name: budget for budget in visit.content.budgets},
        "most": _MOST,
    }
    sheet = Sheet("found", ("kind", "iri", "label", "where"), rows)
    return View("search.html", visit.t("search.title"), values, (sheet,))


def _departments(visit: Visit, words: str) -> list[tuple[str, str, str]]:
    source = visit.content.source
    return [
        (budget.document, budget.title, budget.name)
        for budget in visit.content.budgets
        if words in budget.department
        or words == budget.name
        or (budget.place and words in source.label(budget.place, visit.language))
    ]


def _codes(visit: Visit, words: str) -> list[tuple[str, str, str]]:
    """Return codes that match, the newest version of each list and code only once."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for hit in codes.search(words):
        name, _, version = hit.scheme.name.rpartition("/")
        if not hit.scheme.name.startswith(_SCHEMES):
            continue
        key = (name if version.isdigit() else hit.scheme.name, hit.concept.notation)
        iri = f"{hit.scheme.iri}/{hit.concept.notation}"
        label = f"{hit.concept.notation} {hit.concept.label(visit.language)}"
        found.setdefault(key, (iri, label, hit.scheme.label(visit.language)))
        if version.isdigit() and found[key][0] < iri:
            found[key] = (iri, label, hit.scheme.label(visit.language))
    return list(found.values())
