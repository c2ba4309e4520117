"""What a page does not show: left out, but for tables that a click shows, as tabs do."""

import re
from functools import lru_cache
from typing import Any

from budgetgraph.figures import squeeze

_HIDES = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.I)
_MIN_ROWS = 2


def is_hidden(element: Any) -> bool:
    """Return whether an element is not shown, by its own style or attribute."""
    style = element.get("style")
    return (style is not None and _hides(style)) or element.get("hidden") is not None


def show_tables(root: Any) -> int:
    """Show the hidden tables that hold data, with what is around them; return how many they are.

    A table that is shown elsewhere too is a copy, for print or for small screens; one without
    digits or of a single row is the mould from which a script makes others.
    """
    hidden = [t for t in root.iter("table") if _is_out_of_sight(t) and _holds_data(t)]
    if not hidden:  # as most
        return 0
    known = {_content(table) for table in root.iter("table") if not _is_out_of_sight(table)}
    shown = 0
    for table in hidden:
        if (content := _content(table)) not in known:
            known.add(content)
            shown += 1
            _show(table)
            for element in table.iterancestors():
                _show(element)
    return shown


def count_filled(row: Any) -> int:
    """Return how many cells of a hidden row, or the one hidden cell, print something."""
    cells = [row] if row.tag in {"td", "th"} else [c for c in row if c.tag in {"td", "th"}]
    return sum(bool(_content(cell)) for cell in cells)


def _is_out_of_sight(element: Any) -> bool:
    return is_hidden(element) or any(map(is_hidden, element.iterancestors()))


def _holds_data(table: Any) -> bool:
    """Return whether a table has rows and figures, and does not only arrange others."""
    has_rows = len(list(table.iter("tr"))) >= _MIN_ROWS
    return has_rows and table.find(".//table") is None and bool(re.search(r"\d", _content(table)))


def _content(element: Any) -> str:
    return squeeze("".join(element.itertext()))


def _show(element: Any) -> None:
    element.attrib.pop("hidden", None)
    if "style" in element.attrib:
        element.set("style", _HIDES.sub("", element.get("style")))


@lru_cache(1024)
def _hides(style: str) -> bool:
    return bool(_HIDES.search(style))
