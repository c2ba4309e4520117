"""What printed pages hold, kept beside them as tables, and what a disclosure has of it."""

from pathlib import Path

from budgetgraph.converters.vocabulary import normalise

from budgetgraph.figures import plain_decimal
from budgetgraph.model import Disclosure

Row = tuple[str, ...]


def expected(path: Path) -> list[Row]:
    """Return the rows of a table of amounts or indicators, its heading left out."""
    _, *rows = path.read_text(encoding="utf-8").splitlines()
    return sorted(tuple(map(_plain, row.split("\t"))) for row in rows)


def amounts(disclosure: Disclosure) -> list[Row]:
    """Return table, code, label, measure and yuan of each amount."""
    return sorted(
        (line.table, line.code, _plain(line.label), line.measure, plain_decimal(line.amount_yuan))
        for line in disclosure.lines
        if line.amount_yuan is not None
    )


def indicators(disclosure: Disclosure) -> list[Row]:
    """Return project, levels and target of each indicator that has one."""
    names = {project.number: _plain(project.name) for project in disclosure.projects}
    return sorted(
        (
            names[found.project],
            found.level1,
            found.level2,
            _plain(found.level3),
            _plain(found.target.printed),
        )
        for found in disclosure.indicators
        if found.target
    )


def _plain(text: str) -> str:
    plain: str = normalise(text)
    return plain.lstrip("=＝")
