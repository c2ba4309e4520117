"""The trail of a figure: fact, statements, printed cells."""

from ...terms import BUD
from ..dispatch import Visit
from ..reading.source import name_of
from ..reading.trail import Statement, Trail, read_trail
from ..view import NotFoundError, Sheet, Value, View
from .picture import has_picture

_COLUMNS = (
    "fact",
    "relation",
    "statement",
    "table",
    "label",
    "measure",
    "amount",
    "printed",
    "scale",
    "page",
    "line",
    "cell",
)


def figure(visit: Visit) -> View:
    """Return the trail of the fact whose IRI is given; `iri` may be given several times."""
    source = visit.content.source
    trails = []
    for iri in visit.several("iri")[:20]:
        trail = _trail(visit, iri)
        if trail is None:
            raise NotFoundError(iri)
        trails.append(trail)
    if not trails:
        raise NotFoundError("iri")
    document = trails[0].document
    rows = []
    for trail in trails:
        for relation, statements in (
            ("supports", trail.supported),
            ("contradicts", trail.contradicted),
        ):
            rows += [_row(trail.fact.iri, relation, item) for item in statements]
    values = {
        "trails": trails,
        "pictures": {
            item.cell
            for trail in trails
            for item in (*trail.supported, *trail.contradicted)
            if has_picture(source, item.cell, visit.state.settings.sources)
        },
        "budget": visit.content.budget(name_of(document)),
        "file": source.value(document, BUD.fileName, document) if document else "",
    }
    subjects = [trail.fact.iri for trail in trails]
    subjects += [s.iri for t in trails for s in (*t.supported, *t.contradicted)]
    subjects += [s.cell for t in trails for s in (*t.supported, *t.contradicted) if s.cell]
    return View(
        "figure.html",
        visit.t("trail.title"),
        values,
        (Sheet("trail", _COLUMNS, rows),),
        tuple(subjects),
    )


def _trail(visit: Visit, iri: str) -> Trail | None:
    try:
        return read_trail(visit.content.source, iri)
    except ValueError:  # no IRI at all
        return None


def _row(fact: str, relation: str, item: Statement) -> tuple[Value, ...]:
    return (
        fact,
        relation,
        item.iri,
        item.table,
        item.label,
        item.measure,
        item.amount,
        item.printed,
        item.scale,
        item.page,
        item.line,
        item.cell,
    )
