"""A code across departments and years, and the lists of codes."""

from ... import codes as lists
from ...query.rows import Rows
from ...terms import SKOS, XKOS
from ..dispatch import Visit
from ..reading.source import Source, last_part
from ..view import NotFoundError, Sheet, View
from ..worker import Saved
from .answer import in_words, telling

_BASE = "https://w3id.org/budgetgraph/code/"
# Which saved question tells the amounts of a code of which list.
_QUESTIONS = {"function": "same-code-across-cities", "economic": "spending-by-economic-class"}
_MOST = 2000


async def code(visit: Visit) -> View:
    """Return the page of the code whose IRI is given; without one, the lists."""
    source, iri = visit.content.source, visit.given("iri")
    if not iri:
        return _list(visit)
    if not iri.startswith(_BASE) or not source.exists(iri):
        raise NotFoundError(iri)
    notation, scheme = last_part(iri), iri.removeprefix(_BASE).split("/")
    name = _QUESTIONS.get(scheme[1] if len(scheme) > 2 else "")  # noqa: PLR2004  country/scheme/year
    rows: Rows | None = None
    if name:
        task = Saved.of(name, {"code": [notation]}, _MOST)
        rows = await visit.content.ask(visit.state.pool, task)
    told = in_words(rows, source, visit.language) if rows else None
    found = [row for row in told or () if str(row.get("code", notation)) == notation]
    values = {
        "iri": iri,
        "notation": notation,
        "scheme": source.value(iri, SKOS.inScheme),
        "definition": source.text(iri, SKOS.definition, visit.language),
        "history": source.text(iri, SKOS.historyNote, visit.language),
        "variants": source.values(iri, SKOS.altLabel),
        "broader": source.values(iri, SKOS.broader),
        "narrower": source.subjects(SKOS.broader, iri),
        "changes": _changes(source, iri),
        "rows": found,
        "columns": telling(told) if told else (),
        "question": name,
    }
    sheets: tuple[Sheet, ...] = ()
    if rows is not None:
        names = [column.name for column in rows.columns]
        sheets = (
            Sheet(
                "amounts",
                names,
                [tuple(row.values()) for row in rows if str(row.get("code", notation)) == notation],
            ),
        )
    return View(
        "code.html", f"{notation} {source.label(iri, visit.language)}", values, sheets, (iri,)
    )


def _list(visit: Visit) -> View:
    found = lists.schemes()
    rows = [
        (name, scheme.label(visit.language), len(scheme.concepts))
        for name, scheme in sorted(found.items())
    ]
    sheet = Sheet("lists", ("list", "label", "codes"), rows)
    return View("codes.html", visit.t("code.lists"), {"rows": rows}, (sheet,))


def _changes(source: Source, iri: str) -> list[tuple[str, str]]:
    """Return codes of other years that correspond to a code: `from` or `to`, and its IRI."""
    found = []
    for here, there, word in (
        (XKOS.targetConcept, XKOS.sourceConcept, "from"),
        (XKOS.sourceConcept, XKOS.targetConcept, "to"),
    ):
        for association in source.subjects(here, iri):
            found += [(word, other) for other in source.values(association, there)]
    return sorted(set(found))
