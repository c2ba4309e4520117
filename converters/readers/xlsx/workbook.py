"""The parts of a workbook that all sheets share: list of sheets, texts, formats and borders."""

import re
from dataclasses import dataclass
from typing import Any

from .._format_code import BUILTIN, GENERAL
from .._package import Package, attribute, local

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SIDES = frozenset({"left", "right", "top", "bottom", "start", "end"})


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet in the list: its tab, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Style:
    """One cell format: number format code and whether a border is drawn."""

    code: str
    bordered: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the sheets refer to."""

    sheets: tuple[SheetEntry, ...]
    texts: tuple[str, ...]
    styles: tuple[Style, ...]
    since_1904: bool


def read_workbook(package: Package) -> Workbook:
    """Return the sheets, shared texts and styles of a workbook; raises InputError."""
    main = package.main_part("xl/workbook.xml")
    root = package.xml(main)
    relations = package.relations(main)
    parts = dict(relations.values())
    sheets: list[SheetEntry] = []
    since_1904 = False
    for child in root:
        if local(child) == "workbookPr":
            since_1904 = attribute(child, "date1904") in {"1", "true"}
        if local(child) == "sheets":
            sheets = [_entry(item, relations) for item in child]
    return Workbook(
        sheets=tuple(sheet for sheet in sheets if sheet.part),
        texts=_texts(package, parts.get("sharedStrings", "")),
        styles=_styles(package, parts.get("styles", "")),
        since_1904=since_1904,
    )


def text_of(element: Any) -> str:
    """Return the text of a shared or inline string: runs joined, phonetic guides left out."""
    pieces: list[str] = []
    for child in element:
        kind = local(child)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            pieces += [item.text or "" for item in child if local(item) == "t"]
    text = "".join(pieces)
    return _ESCAPE.sub(_unescape, text) if "_x" in text else text


def _unescape(found: "re.Match[str]") -> str:
    return chr(int(found.group(1), 16)).replace("\r", "")


def _entry(item: Any, relations: dict[str, tuple[str, str]]) -> SheetEntry:
    kind, target = relations.get(_relation_id(item), ("", ""))
    return SheetEntry(
        name=item.get("name") or "",
        part=target if kind == "worksheet" else "",  # chart and dialog sheets print no cells
        hidden=item.get("state") in {"hidden", "veryHidden"},
    )


def _relation_id(item: Any) -> str:
    return next((str(value) for key, value in item.attrib.items() if key.endswith("}id")), "")


def _texts(package: Package, part: str) -> tuple[str, ...]:
    if part not in package:
        return ()
    return tuple(text_of(item) for item in package.xml(part) if local(item) == "si")


def _styles(package: Package, part: str) -> tuple[Style, ...]:
    if part not in package:
        return ()
    codes = dict(BUILTIN)
    borders: list[bool] = []
    styles: list[Style] = []
    for group in package.xml(part):
        kind = local(group)
        if kind == "numFmts":
            codes.update(
                (int(item.get("numFmtId")), item.get("formatCode") or "") for item in group
            )
        elif kind == "borders":
            borders = [_is_drawn(item) for item in group]
        elif kind == "cellXfs":
            styles = [_style(item, codes, borders) for item in group]
    return tuple(styles)


def _style(item: Any, codes: dict[int, str], borders: list[bool]) -> Style:
    border = int(item.get("borderId") or 0)
    code = codes.get(int(item.get("numFmtId") or 0), GENERAL)
    return Style(code, borders[border] if border < len(borders) else False)


def _is_drawn(border: Any) -> bool:
    return any(
        local(side) in _SIDES and side.get("style") not in {None, "", "none"} for side in border
    )
