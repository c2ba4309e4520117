"""Headers of pages: of what they print only the unit of money is taken, if it stands nowhere else.

All else in them repeats what the pages say.
"""

from typing import Any

from .._package import Package, attribute, local
from .._units import stated_unit


def section_units(package: Package, main: str, root: Any) -> list[str]:
    """Return for each section of a document the unit that its header states, or an empty text.

    A section without a header of its own has that of the one before.
    """
    relations = package.relations(main)
    units: list[str] = []
    last = ""
    for settings in root.iter("{*}sectPr"):
        if local(settings.getparent()) == "sectPrChange":  # as it was before a tracked change
            continue
        parts = [
            relations.get(attribute(item, "id") or "", ("", ""))[1]
            for item in settings
            if local(item) == "headerReference"
        ]
        if parts:
            printed = (_text(package, part) for part in parts if part in package)
            last = next(filter(None, map(stated_unit, printed)), "")
        units.append(last)
    return units


def _text(package: Package, part: str) -> str:
    return "".join(item.text or "" for item in package.xml(part).iter("{*}t"))
