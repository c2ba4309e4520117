"""The list of projects with their amounts in the explanatory text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from budgetgraph.policy import find_issue_numbers

from ..rows import Row
from ._amounts import NUMBER, Told, as_decimal, plain_text, read_amount

_LIST = re.compile(r"项目支出[^。]*")
_ITEM = re.compile(
    rf"(?:^|.*[:：])(?:主要(?:为|是|用于)|包括|包含|其中|以及|和)?(?P<name>[^:：]*?)(?:为|共|约)?(?P<number>{NUMBER})(?P<unit>万元|元)(?:等)?"
)
_SEPARATOR = re.compile(r"[,;、]")
_NOISE = re.compile(r"[()（）【】\[\]〔〕“”\"《》、,.·\s-]")


@dataclass(frozen=True, slots=True)
class Item:
    """One project as the text lists it.

    Attributes:
        name: Name as told.
        told: Its amount.
    """

    name: str
    told: Told


def by_section(rows: Iterable[Row]) -> Iterator[tuple[list[Item], list[Row]]]:
    """Yield, for every section, the projects that its text lists and the projects of the tables."""
    ordered = sorted(
        rows, key=lambda row: (str(row["this"]), str(row["value"]), as_decimal(row["number"]))
    )
    for _, group in groupby(ordered, key=itemgetter("this", "value")):
        projects = list(group)
        yield list(_items(plain_text(projects[0]["text"]))), projects


def _items(text: str) -> Iterator[Item]:
    for sentence in _LIST.findall(text):
        for piece in _SEPARATOR.split(sentence)[1:]:  # the first names project expenditure itself
            match = _ITEM.fullmatch(piece)
            if match and match["name"]:
                yield Item(match["name"], read_amount(match["number"], match["unit"]))


def same_project(item: Item, projects: list[Row]) -> Row | None:
    """Return the one project of that name, or of that document number."""
    wanted = normalise(item.name)
    named = [row for row in projects if normalise(str(row["label"])) == wanted]
    if not named:
        issues = set(find_issue_numbers(item.name))
        named = [row for row in projects if issues & set(find_issue_numbers(str(row["label"])))]
    return named[0] if len(named) == 1 else None


def normalise(name: str) -> str:
    """Return a name without brackets, quotes and punctuation."""
    return _NOISE.sub("", plain_text(name))
