"""Saved questions: the list, and one as a form with its answer."""

from collections.abc import Iterable
from itertools import islice

from ...errors import UsageError
from ...query import Parameter, find_query, list_queries
from ...query.binding import bind
from ...query.charts import CHARTS, draw
from ...query.rows import Rows
from ..dispatch import Visit
from ..language import texts
from ..view import NotFoundError, Sheet, View
from ..worker import Saved
from .answer import in_words, telling

_SHOWN = 500  # rows on a page; the downloads have all
_DRAWN = 60  # rows that a picture can show


def questions(visit: Visit) -> View:
    """Return the list of saved questions."""
    found = sorted(list_queries(), key=lambda query: query.title(visit.language))
    rows = [(q.name, q.title(visit.language), q.question) for q in found]
    sheet = Sheet("questions", ("name", "title", "question"), rows)
    return View("questions.html", visit.t("questions.title"), {"queries": found}, (sheet,))


async def question(visit: Visit) -> View:
    """Return one saved question with the answer to the parameters given."""
    try:
        query = find_query(visit.path)
    except UsageError as error:
        raise NotFoundError(visit.path) from error
    if query.name != visit.path:  # the text of a query is no name
        raise NotFoundError(visit.path)
    known = {parameter.name for parameter in query.parameters}
    several = {parameter.name for parameter in query.parameters if parameter.several}
    given = {
        name: _split(visit.several(name)) if name in several else visit.several(name)
        for name in known
        if visit.several(name)
    }
    text = bind(query, given)
    task = Saved.of(query.name, given, visit.state.settings.query_rows)
    rows: Rows = await visit.content.ask(visit.state.pool, task)
    told = in_words(rows, visit.content.source, visit.language)
    columns = telling(told)
    kind = visit.given("chart") or (query.chart[0] if query.chart else "")
    values = {
        "saved": query,
        "given": {name: " ".join(found) for name, found in given.items()},
        "choices": {parameter.name: _choices(visit, parameter) for parameter in query.parameters},
        "rows": list(islice(told, _SHOWN)),
        "count": len(rows),
        "columns": columns,
        "left_out": len(rows.columns) - len(columns),
        "numbers": {"decimal", "integer"},
        "chart": _chart(told, kind, visit.language),
        "chart_kind": kind,
        "charts": sorted(CHARTS),
        "text": text,
    }
    names = [column.name for column in rows.columns]
    sheet = Sheet(query.name, names, [tuple(row) for row in rows.tuples()])
    return View("question.html", query.title(visit.language), values, (sheet,))


def _chart(rows: Rows, kind: str, language: str) -> str:
    """Return the picture of an answer, empty where it has none to draw."""
    if kind not in CHARTS or len(rows) > _DRAWN:
        return ""
    try:
        return draw(rows, kind, language)
    except UsageError:
        return ""


def _choices(visit: Visit, parameter: Parameter) -> list[tuple[str, str]]:
    """Return the values to choose from with their labels, empty where the reader types."""
    source, budgets = visit.content.source, visit.content.budgets
    if parameter.allowed:
        base = f"https://w3id.org/budgetgraph/code/{parameter.scheme}/" if parameter.scheme else ""
        words = texts(visit.language)
        return [
            (v, source.label(base + v, visit.language) if base else words.get(f"value.{v}", v))
            for v in parameter.allowed
        ]
    if parameter.name == "year":
        return [(year, year) for year in _sorted(budget.year for budget in budgets)]
    if parameter.name in {"id", "document"}:
        return [(b.name, f"{b.title} ({b.name})") for b in budgets]
    if parameter.name == "department":
        return [(name, name) for name in _sorted(budget.department for budget in budgets)]
    if parameter.name == "jurisdiction":
        places = {budget.division: budget.place for budget in budgets if budget.place}
        return [
            (code, f"{source.label(iri, visit.language)} {code}")
            for code, iri in sorted(places.items())
        ]
    return []


def _split(values: list[str]) -> list[str]:
    """Return the values; several in one field are parted by spaces or commas."""
    if len(values) != 1:
        return values
    return values[0].replace(",", " ").replace("，", " ").split() or values


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted(filter(None, set(values)))
