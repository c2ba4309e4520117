"""The basis of an indicator cites another document number than the project's own."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from budgetgraph.policy import IssueNumber, find_issue_numbers

from ..rows import Row


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the indicators whose basis is a document number one slip away from the project's own.

    Right issuer and year and another number; or right year and number, issuer one character off.
    """
    ordered = sorted(rows, key=lambda row: (str(row["this"]), str(row["value"]), str(row["names"])))
    for _, group in groupby(ordered, key=itemgetter("this", "value")):
        same = list(group)
        own = [issue for row in same for issue in find_issue_numbers(str(row["names"]))]
        cited = find_issue_numbers(str(same[0]["basis"]))
        if set(own) & set(cited):
            continue
        pairs = [(mine, other) for mine in own for other in cited if _is_slip(mine, other)]
        if pairs:
            mine, other = pairs[0]
            yield same[0] | {
                "own": str(mine),
                "cited": str(other),
                "expected": str(mine),
                "found": str(other),
                "suggestion": f"{other} → {mine}",
            }


def _is_slip(own: IssueNumber, cited: IssueNumber) -> bool:
    if own.year != cited.year:
        return False
    if own.issuer == cited.issuer:
        return own.number != cited.number
    differing = sum(a != b for a, b in zip(own.issuer, cited.issuer, strict=False))
    return own.number == cited.number and len(own.issuer) == len(cited.issuer) and differing == 1
