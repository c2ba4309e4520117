"""Tables that one reading of a text leaves unread and another one reads without a doubt."""

import pytest
from budgetgraph.converters.layout.flow.filled import fill_unread

from budgetgraph.model import Cell, Finding, Grid, Paragraph

TITLES = [Paragraph("部门收入总表", 1), Paragraph("部门支出总表", 5)]
ROWS = [Paragraph("201 一般公共服务支出 350.00 350.00", 3), Paragraph("205 教育支出 7.00 7.00", 4)]


def grid(line: int) -> Grid:
    return Grid(((Cell("科目名称", line).at(1, 1), Cell("合计", line).at(1, 2)),), line)


def told(check: str, line: int, severity: str = "warning") -> Finding:
    return Finding(id=check, severity=severity, message_zh="", message_en="", line=line)


UNREAD = ((TITLES[0], *ROWS, TITLES[1], grid(6)), (told("R01", 3), told("R09", 6, "info")))


def test_table_that_only_the_other_reading_has_is_taken_from_it() -> None:
    other = (
        (TITLES[0], grid(2), TITLES[1], Paragraph("205 教育支出 7.00", 6)),
        (told("R09", 2, "info"), told("R01", 6)),
    )
    blocks, findings = fill_unread(UNREAD, other)
    assert blocks == (TITLES[0], grid(2), TITLES[1], grid(6))
    assert [(finding.id, finding.line) for finding in findings] == [("R09", 6), ("R09", 2)]


@pytest.mark.parametrize("check", ["R08", "R32"])
def test_a_table_in_doubt_is_none_to_take(check: str) -> None:
    other = (TITLES[0], grid(2), TITLES[1], grid(6)), (told(check, 3),)
    assert fill_unread(UNREAD, other) == UNREAD


def test_what_goes_over_the_next_title_is_no_table_of_the_same_place() -> None:
    assert fill_unread(UNREAD, ((TITLES[0], grid(2)), ())) == UNREAD


def test_a_table_read_in_part_is_taken_where_the_other_reading_has_more_figures() -> None:
    cells = [(Cell("合计", line).at(line, 1), Cell("7.00", line).at(line, 2)) for line in (2, 3, 4)]
    part, whole = Grid(tuple(cells[:1]), 2), Grid(tuple(cells), 2)
    found = (TITLES[0], part, *ROWS), (told("R01", 3),)
    assert fill_unread(found, ((TITLES[0], whole), ())) == ((TITLES[0], whole), ())
    assert fill_unread(found, ((TITLES[0], part), ())) == found
