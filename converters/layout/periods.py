"""Headings of indicators that come twice in a row: those of several years beside those of one."""

from budgetgraph.model import Row

from . import performance_words as words


def repeated_headings(row: Row) -> tuple[int, int] | None:
    """Return where headings of indicators begin that come twice, and where they begin again.

    None where they come once.
    """
    seen: dict[str, int] = {}
    if words.find_columns(row) is not None:
        for index, cell in enumerate(row):
            role = words.role_of(cell.text)
            if role in seen and role != words.PASSED:
                return seen[role], index
            seen.setdefault(role or f"-{index}", index)
    return None
