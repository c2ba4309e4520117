"""How tests read running text: figures by key, and what was told."""

from decimal import Decimal

from budgetgraph.converters.forms import narrative

from budgetgraph.contract import Context
from budgetgraph.model import Finding, NarrativeFigure, Paragraph, Publisher

THREE_PUBLIC = (
    "四、财政拨款“三公”经费预算情况及增减变化原因\n"
    "2024年，我部门财政拨款“三公”经费预算安排5.78万元，其中因公出国（境）费0万元；公务用车购置及运维费5.40万元"
    "（其中：公务用车购置费为0.00万元，公务用车运行费5.40万元)；公务接待费0.38万元。"
)
PROMISED = "三、“三公”经费安排情况\n2024年“三公”经费预算12.50万元。\n"


def extract(content: str, year: int = 2024) -> tuple[dict[str, NarrativeFigure], list[Finding]]:
    paragraphs = tuple(Paragraph(t, line) for line, t in enumerate(content.split("\n"), 1))
    found = list(narrative.extract_text(paragraphs, Context(Publisher(year=year))))
    figures = [item for item in found if isinstance(item, NarrativeFigure)]
    assert len({figure.key for figure in figures}) == len(figures)
    return {f.key: f for f in figures}, [item for item in found if isinstance(item, Finding)]


def editions(content: str, phase: str) -> dict[str, Decimal]:
    paragraphs = tuple(Paragraph(t, line) for line, t in enumerate(content.split("\n"), 1))
    context = Context(Publisher(year=2024, phase=phase))
    found = list(narrative.extract_text(paragraphs, context))
    return {f.key: f.figure.amount_yuan for f in found if isinstance(f, NarrativeFigure)}


def amounts(content: str, year: int = 2024) -> dict[str, Decimal]:
    figures, findings = extract(content, year)
    assert not [finding for finding in findings if finding.severity != "info"]
    return {key: figure.figure.amount_yuan for key, figure in figures.items()}
