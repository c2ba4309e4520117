"""Whoever does the work: every item comes back once, and one that kills comes back as lost."""

from pathlib import Path

import pytest
from deadly_work import double, once

from budgetgraph.crew import ALONE, Crew, Lost, Processes


def test_a_deadly_item_is_lost_and_no_other() -> None:
    found = dict(Processes(2).map(double, range(20)))
    lost = {item for item, result in found.items() if isinstance(result, Lost)}
    assert lost == {7, 13}
    assert {item: found[item] for item in found if item not in lost} == {
        n: 2 * n for n in range(20) if n not in lost
    }


def test_what_a_killed_process_had_begun_is_done_again(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) for number in range(3)]
    assert sorted(Processes(2).map(once, paths)) == [(path, path.name) for path in paths]


@pytest.mark.parametrize("crew", [ALONE, Processes(2)], ids=["alone", "processes"])
def test_items_are_taken_as_they_are_worked_on(crew: Crew) -> None:
    """A million inputs must not wait in memory, nor their results."""
    numbers = iter(range(100))
    results = crew.map(abs, numbers)
    for _ in range(10):
        next(results)
    assert next(numbers) <= 10 + 4
