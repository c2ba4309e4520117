"""Tables made of other elements, by their style or role: given the names that tables have.

Told by what the element itself says; classes that a style sheet makes a table are not looked up.
"""

import re
from typing import Any

_DISPLAY = re.compile(r"display\s*:\s*(?:inline-)?(table(?:-row|-cell)?)\s*(?:;|!|$)", re.I)
_TAGS = {
    "table": "table", "grid": "table", "row": "tr", "table-row": "tr", "cell": "td",
    "table-cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th",
}  # fmt: skip
_OF_TABLES = frozenset({"table", "tr", "td", "th", "tbody", "thead", "tfoot"})


def name_tables(root: Any) -> None:
    """Rename the elements of each such table whose rows hold cells and nothing else."""
    for element in root.iter():
        if _kind(element) != "table":
            continue
        rows = [row for row in element.iter() if _kind(row) == "tr" and _table_of(row) is element]
        if rows and all(_is_row(row) for row in rows):
            for row in rows:
                for cell in row:
                    cell.tag = _kind(cell)
                row.tag = "tr"
            element.tag = "table"


def _kind(element: Any) -> str:
    """Return the name that the element has in tables, empty for none and for real tables."""
    if not isinstance(element.tag, str) or element.tag in _OF_TABLES:
        return ""
    found = _DISPLAY.search(element.get("style") or "")
    said = found.group(1) if found else element.get("role") or ""
    return _TAGS.get(said.lower(), "")


def _table_of(row: Any) -> Any:
    """Return the element around a row that is a table, or will be one."""
    return next((e for e in row.iterancestors() if e.tag == "table" or _kind(e) == "table"), None)


def _is_row(row: Any) -> bool:
    return len(row) > 0 and all(_kind(cell) in {"td", "th"} for cell in row)
