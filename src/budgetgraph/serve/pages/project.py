"""A project, and the policy documents that projects cite."""

from collections import defaultdict

from ...terms import BUD, SKOS
from ..dispatch import Visit
from ..reading.projects import read_head, read_project
from ..reading.source import document_of, last_part, name_of
from ..view import NotFoundError, Sheet, View

_SIMILAR = 25
_SHOWN = 500  # policy documents on a page
Cited = tuple[str, str, str, str, int, int]


def project(visit: Visit) -> View:
    """Return the page of the project whose IRI is given."""
    source, iri = visit.content.source, visit.given("iri")
    document = document_of(iri)
    if document not in source.documents.values() or not source.value(
        iri, BUD.projectNumber, document
    ):
        raise NotFoundError(iri or "iri")
    found = read_project(source, iri)
    similar = [
        (read_head(source, other.iri), other.disclosure, likeness)
        for other, likeness in visit.content.index.similar(iri, _SIMILAR)
    ]
    values = {
        "project": found,
        "budget": visit.content.budget(found.disclosure),
        "budgets": {budget.name: budget for budget in visit.content.budgets},
        "similar": similar,
        "facts": source.subjects(BUD.project, iri),
    }
    sheets = (
        Sheet(
            "indicators",
            ("level1", "level2", "indicator", "description", "target", "basis", "line"),
            [
                (i.level1, i.level2, i.label, i.description, i.target, i.basis, i.line)
                for i in found.indicators
            ],
        ),
        Sheet("goals", ("goal",), [(goal,) for goal in found.goals]),
        Sheet("plan", ("date", "cumulative_percent"), found.plan),
        Sheet(
            "funding",
            ("source", "amount"),
            [(last_part(name), amount) for name, amount in found.parts],
        ),
        Sheet(
            "similar",
            ("project", "disclosure", "name", "amount", "likeness_percent"),
            [
                (head.iri, name, head.label, head.amount, likeness)
                for head, name, likeness in similar
            ],
        ),
    )
    subjects = (iri, *(indicator.iri for indicator in found.indicators))
    return View("project.html", found.label or visit.t("word.unnamed"), values, sheets, subjects)


def policies(visit: Visit) -> View:
    """Return the list of policy documents with the number of projects that cite them."""
    wanted = visit.given("issuer")
    everything: list[Cited] = visit.content.remember("policies", lambda: _read_policies(visit))
    rows = [row for row in everything if wanted in row[2]]
    sheet = Sheet(
        "policies", ("policy", "label", "issuer", "year", "projects", "disclosures"), rows
    )
    return View(
        "policies.html",
        visit.t("policies.title"),
        {"rows": rows[:_SHOWN], "count": len(rows)},
        (sheet,),
    )


def _read_policies(visit: Visit) -> list[Cited]:
    """Return IRI, number, issuer, year, projects, disclosures of each; most cited first."""
    source = visit.content.source
    rows = []
    for iri, citing in visit.content.index.policies.items():
        projects = {_project_of(subject) for subject in citing}
        disclosures = {name_of(document_of(subject)) for subject in citing}
        label = source.value(iri, SKOS.prefLabel)
        issuer, year = source.value(iri, BUD.policyIssuer), source.value(iri, BUD.policyYear)
        rows.append((iri, label, issuer, year, len(projects), len(disclosures)))
    return sorted(rows, key=lambda row: (-row[4], row[1]))


def policy(visit: Visit) -> View:
    """Return the page of one policy document: who cites it."""
    source, iri = visit.content.source, visit.given("iri")
    citing = visit.content.index.policies.get(iri)
    if citing is None:
        raise NotFoundError(iri or "iri")
    by_project: dict[str, int] = defaultdict(int)
    for subject in citing:
        by_project[_project_of(subject)] += 1
    heads = [(read_head(source, found), count) for found, count in sorted(by_project.items())]
    values = {
        "iri": iri,
        "issuer": source.value(iri, BUD.policyIssuer),
        "year": source.value(iri, BUD.policyYear),
        "number": source.value(iri, BUD.policyNumber),
        "heads": heads,
        "budgets": {budget.name: budget for budget in visit.content.budgets},
    }
    sheet = Sheet(
        "projects",
        ("project", "disclosure", "name", "amount", "citations"),
        [(head.iri, head.disclosure, head.label, head.amount, count) for head, count in heads],
    )
    return View("policy.html", source.label(iri, visit.language), values, (sheet,), (iri,))


def _project_of(subject: str) -> str:
    """Return the project that a statement such as an indicator belongs to."""
    document, found, rest = subject.partition("/project/")
    return f"{document}{found}{rest.split('-')[0]}"
