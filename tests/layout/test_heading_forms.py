"""Headings of provinces: whichever way a table is printed, its lines are those of the web page."""

from collections import Counter

import heading_trees as ways
import pytest
from heading_forms import BY_PLACE, FORMS

from budgetgraph.contract import Source
from budgetgraph.convert import convert

WAYS = {
    "pipes": ways.pipes,
    "merged cells repeated": ways.repeated_pipes,
    "tabs": ways.tabs,
    "spaced": ways.spaced,
    "wrapped": ways.wrapped,
    "wrapped at the top": ways.wrapped_at_top,
    "across": ways.across,
    "in the middle": ways.in_the_middle,
    "one a line": ways.one_a_line,
}
FRAME = "三、部门收入总表\n单位：万元\n科目编码 科目名称 合计\n201 一般公共服务支出 350.00\n"
_READ = {"only projects", "units"}
_UNREAD = {("levels and units", "one a line")}  # told: nothing parts a unit's code from others
_KEEP_PLACES = {
    *("pipes", "merged cells repeated", "tabs", "spaced", "wrapped", "wrapped at the top"),
}


def lines(name: str, text: str) -> Counter[tuple[str, ...]]:
    found = convert(Source(name, text.encode())).lines
    return Counter(
        (
            n.table,
            n.side,
            n.code,
            n.label,
            n.measure,
            n.ledger,
            n.expenditure_type,
            str(n.amount_yuan),
        )
        for n in found
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_lines_are_those_of_the_web_page(form: str, way: str) -> None:
    if (form, way) not in _UNREAD:
        assert lines("a.txt", WAYS[way](*FORMS[form])) == page(*FORMS[form])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", BY_PLACE)
def test_lines_are_those_of_the_web_page_or_told(form: str, way: str) -> None:
    text = WAYS[way](*BY_PLACE[form])
    if way in _KEEP_PLACES:
        assert lines("a.txt", text) == page(*BY_PLACE[form])
        return
    # A table that sums leave open is read and told; one whose heading is open is not read.
    told = {"R08", "R32"} if form in _READ else {"R01", "R08", "R32"}
    source = text if form in _READ else FRAME + text
    found = convert(Source("a.txt", source.encode())).findings
    ids = {finding.id for finding in found}
    assert told & ids or lines("a.txt", text) == page(*BY_PLACE[form])


def page(title: str, tree: ways.Tree, rows: list[list[str]]) -> Counter[tuple[str, ...]]:
    """Return the lines of the web page: all figures that are printed."""
    found = lines("a.html", ways.html(title, tree, rows))
    assert found.total() == sum("." in text and "%" not in text for row in rows for text in row)
    return found
