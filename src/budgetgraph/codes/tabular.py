"""A code list in a table: CSV, or any format that a reader of `converters/` understands.

The heading row is found by its words; codes printed over three columns (类, 款, 项) are joined;
the concept above is the longest code that begins this one, unless a column names it.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import registry, sandbox
from ..contract import Source
from ..errors import InputError
from ..figures import half_width, squeeze
from ..model import Grid, Row
from .model import Concept

_HEADINGS = {
    "code": ("科目编码", "科目代码", "编码", "代码", "品目编码", "code", "notation", "id"),
    "label": ("科目名称", "名称", "品目名称", "科目", "label", "name", "title", "preflabel"),
    "english": ("英文名称", "english", "label_en", "name_en", "english name"),
    "definition": ("说明", "科目说明", "品目说明", "备注", "definition", "description", "note"),
    "broader": ("上级编码", "上级科目编码", "父级编码", "parent", "broader", "parent_code"),
}
_PARTS = ("类", "款", "项", "目")
_CODE = re.compile(r"[A-Z]?\d[\d.]*|[A-Z]", re.ASCII)
_NUMBER_TAIL = re.compile(r"(?<=\d)\.0+$")  # a workbook may hold 20101 as the number 20101.0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the table that a person should look at: place and what is wrong."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """Positions of the columns found in a heading row; `parts` are the columns 类, 款, 项."""

    positions: dict[str, int]
    parts: tuple[int, ...]

    @property
    def complete(self) -> bool:
        return "label" in self.positions and ("code" in self.positions or len(self.parts) > 1)


def read_concepts(source: Source, language: str = "zh") -> tuple[list[Concept], list[Remark]]:
    """Return the concepts of a table in their order, and remarks on rows that were not taken.

    Args:
        source: Bytes of a CSV file, or of any document that a reader knows.
        language: Language of the label column.

    Raises:
        InputError: No row names a code and a label column, or no code stands below it.
    """
    remarks: list[Remark] = []
    concepts: dict[str, Concept] = {}
    columns: _Columns | None = None
    above: list[str] = []
    for place, cells in _read_rows(source):
        found = _find_columns(cells)
        if found.complete:
            columns = found
            continue
        if columns is None:
            continue
        if columns.parts:
            above = _fill_down(above, [_cell(cells, position) for position in columns.parts])
        concept = _read_row(cells, columns, language, _join_parts(above))
        if concept is None:
            if any(cells):
                remarks.append(Remark(place, f"no code and label in {' | '.join(cells)[:60]}"))
            continue
        former = concepts.setdefault(concept.notation, concept)
        if former.label(language) != concept.label(language):
            labels = f"{former.label(language)!r} and {concept.label(language)!r}"
            remarks.append(Remark(place, f"{concept.notation} is both {labels}; the first is kept"))
    if not concepts:
        raise InputError(
            "no code list found; a heading row must name a code column (科目编码, code) and a "
            "label column (科目名称, label)",
            source.name,
        )
    return [_with_broader(concept, concepts) for concept in concepts.values()], remarks


def _read_row(cells: list[str], columns: _Columns, language: str, joined: str) -> Concept | None:
    code = joined or _cell(cells, columns.positions.get("code"))
    code = _NUMBER_TAIL.sub("", half_width(squeeze(code)).upper())
    label = squeeze(_cell(cells, columns.positions["label"]))
    if not _CODE.fullmatch(code) or not label:
        return None
    english = " ".join(_cell(cells, columns.positions.get("english")).split())
    definition = squeeze(_cell(cells, columns.positions.get("definition")))
    return Concept(
        notation=code,
        labels=((language, label), *((("en", english),) if english else ())),
        broader=squeeze(_cell(cells, columns.positions.get("broader"))),
        definitions=((language, definition),) if definition else (),
    )


def _fill_down(above: list[str], parts: list[str]) -> list[str]:
    """Return the parts of a code, those before the first printed one taken from the row above."""
    first = next((place for place, part in enumerate(parts) if part), len(parts))
    return [*above[:first], *parts[first:]]


def _join_parts(parts: list[str]) -> str:
    """Return one code: `201|01|02` is 2010102, and so is `201|20101|2010102`."""
    code = ""
    for part in parts:
        code = part if code and part.startswith(code) else code + part
    return code


def _with_broader(concept: Concept, known: dict[str, Concept]) -> Concept:
    broader = concept.broader if concept.broader in known else ""
    for length in range(len(concept.notation) - 1, 0, -1):
        if broader:
            break
        if concept.notation[:length] in known:
            broader = concept.notation[:length]
    return Concept(
        concept.notation, concept.labels, broader=broader, definitions=concept.definitions
    )


def _find_columns(cells: list[str]) -> _Columns:
    words = [half_width(squeeze(cell)).casefold() for cell in cells]
    positions = {
        kind: min(words.index(heading) for heading in headings if heading in words)
        for kind, headings in _HEADINGS.items()
        if any(heading in words for heading in headings)
    }
    parts = tuple(words.index(part) for part in _PARTS if part in words)
    return _Columns(positions, parts if len(parts) > 1 else ())


def _cell(cells: list[str], position: int | None) -> str:
    return cells[position].strip() if position is not None and position < len(cells) else ""


def _read_rows(source: Source) -> Iterator[tuple[str, list[str]]]:
    """Yield place and cells of each row: from a reader where one knows the bytes, else as CSV."""
    if source.data[:4] in {b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"}:
        yield from _read_document(source)
        return
    text = _decode(source)
    beginning = text[:4000]
    delimiter = max(",\t;", key=beginning.count)
    for row in (reader := csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
        yield f"{source.name}:{reader.line_num}", row


def _read_document(source: Source) -> Iterator[tuple[str, list[str]]]:
    reader = next((one for one in registry.readers() if one.identify(source)), None)
    if reader is None:
        raise InputError("no reader knows this format; save the list as CSV", source.name)
    for block in sandbox.read(reader, source).blocks:
        if isinstance(block, Grid):
            for number, row in enumerate(block.rows, start=1):
                yield f"{source.name}: row {number}", _place_cells(row)


def _place_cells(row: Row) -> list[str]:
    """Return the texts at their columns; readers leave empty cells of a workbook out."""
    places = {cell.column - 1 if cell.column else n: cell.text for n, cell in enumerate(row)}
    return [places.get(place, "") for place in range(max(places, default=-1) + 1)]


def _decode(source: Source) -> str:
    if source.data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return source.data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("neither UTF-8 nor GB18030 text; save the list as UTF-8 CSV", source.name)
