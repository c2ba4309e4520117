"""Why a saved query has no row: a value that no disclosure of the store has."""

from collections.abc import Mapping

from ..errors import BudgetgraphError
from . import Engine, ask
from .headers import SavedQuery
from .rows import Rows, show_value

_LIST = "disclosures"
# Parameters that choose disclosures, and the column of `_LIST` that shows what there is.
_COLUMNS = {
    "id": "disclosure",
    "department": "department",
    "jurisdiction": "jurisdiction",
    "year": "year",
}
_SHOWN = 5


def explain_no_rows(
    engine: Engine, query: SavedQuery, parameters: Mapping[str, object]
) -> list[str]:
    """Return a line for each value that no disclosure has: what it is, and what there is.

    Args:
        engine: What answered the query without a row.
        query: The query.
        parameters: Its parameters as they were given.
    """
    given = {name: parameters[name] for name in _COLUMNS if name in parameters}
    if not query.name or not given:
        return []
    try:
        missing = {n: v for n, v in given.items() if not len(ask(engine, _LIST, {n: v}))}
        everything = ask(engine, _LIST) if missing else None
    except BudgetgraphError:  # the rows were asked for, their explanation was not
        return []
    return [_explain(n, v, everything) for n, v in missing.items() if everything is not None]


def _explain(name: str, value: object, everything: Rows) -> str:
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    there = sorted({show_value(found) for found in everything.column(_COLUMNS[name])} - {""})
    near = [found for found in there if any(part in found for part in shown.split(", "))] or there
    rest = f", … ({len(near)} in all)" if len(near) > _SHOWN else ""
    held = f"there are: {', '.join(near[:_SHOWN])}{rest}" if there else "no disclosure tells any"
    return f"no disclosure has {name}={shown}; {held}"
