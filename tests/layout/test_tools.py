"""The same pages as ten tools make text of them: in all of them the same is read.

Pages with ruled tables were made once as PDF and Word file and converted by each tool; the tables
beside them hold all amounts and all indicators.
"""

from pathlib import Path

import pytest
from printed_answers import amounts, expected, indicators

from budgetgraph.convert import convert_file

PAGES = Path(__file__).with_name("tools")
TEXTS = sorted(PAGES.glob("*.txt"))
BUDGETS = {"budget", "narrow"}


def test_the_pages_of_ten_tools_are_here() -> None:
    tools = {path.name.split(".")[1].partition("-")[0] for path in TEXTS}  # `-layout`: its option
    assert len(tools) == 10
    assert len(TEXTS) > 30


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_all_that_a_tool_leaves_of_a_page_is_read(path: Path) -> None:
    name = path.name.split(".")[0]
    disclosure = convert_file(str(path))
    found = amounts(disclosure) if name in BUDGETS else indicators(disclosure)
    assert found == expected(PAGES / f"{name}.tsv")
