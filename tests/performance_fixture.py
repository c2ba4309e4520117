"""What the form of performance tables reads in a text with tabs."""

from budgetgraph.converters.forms import performance
from budgetgraph.converters.layout.assemble import assemble
from budgetgraph.converters.readers import text

from budgetgraph.contract import Context, Source
from budgetgraph.model import (
    Amount,
    Finding,
    Goal,
    Indicator,
    Project,
    Statement,
    Table,
)

HEADING = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n"
FIVE = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"


def tables(content: str) -> tuple[Table, ...]:
    found: tuple[Table, ...] = assemble(text.read(Source("a.txt", content.encode()))).tables
    return found


def extract(content: str, code: str = "project-performance") -> list[Statement | Finding]:
    found: list[Statement | Finding] = []
    for table in tables(content):
        assert performance.identify(table) == code
        count = sum(isinstance(item, Project) for item in found)
        found += performance.extract(table, Context(projects_before=count))
    return found


def project(content: str) -> Project:
    (found,) = (item for item in extract(content) if isinstance(item, Project))
    return found


def goals(content: str) -> list[tuple[str, str]]:
    return [(item.number, item.text) for item in extract(content) if isinstance(item, Goal)]


def indicators(content: str) -> list[tuple[str, ...]]:
    return [
        (item.level1, item.level2, item.level3, item.description, item.target.printed, item.basis)
        for item in extract(content)
        if isinstance(item, Indicator)
    ]


def findings(content: str) -> list[Finding]:
    return [item for item in extract(content) if isinstance(item, Finding)]


def yuan(amount: Amount | None) -> int | None:
    return int(amount.figure.amount_yuan) if amount else None
