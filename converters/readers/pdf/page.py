"""One PDF page -> characters and ruled lines, in hundredths of a point from the top left corner.

Only this module talks to pdfium. Character boxes are the loose ones: with tight boxes "." and "一"
have next to no height and fall out of their line, so that 48699.73 becomes 4869973 and a dot.
"""

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from budgetgraph.limits import Limits, check

from .._printed.lattice import POINT, Rule, Rules
from .._printed.page import Glyph, Page

_THIN = 3 * POINT
_MAX_NESTING = 5
_SPACE = 32  # codes below are line ends, or glyph numbers of a font without a Unicode map
_FEW = 10  # characters: a stamp or page number on a scanned page
_BLANKS = frozenset(range(33)) | {0x7F, 0xA0, 0xAD, 0x200B, 0x2003, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF}
_FLAT = 1.6  # times lower than the character before it: a comma, or a smaller size
_ASCENT = 0.86  # of the size, where a font does not say
_SAMPLE = 24  # characters asked for their angle, to tell a page that was turned by its program
_QUARTER = 157  # hundredths of a radian
_NEAR = 10  # 6 degrees

Point = tuple[int, int]
Place = Callable[[Any, Any], Point]


def read_page(document: Any, index: int, name: str, limits: Limits) -> Page:
    """Return characters and lines of a page (`index` from 0) as a reader of the page sees it."""
    place_name = f"{name}, page {index + 1}"
    page = document[index]
    width, height = page.get_size()
    check(
        round(max(width, height)),
        limits.page_points,
        "points of page size",
        place_name,
        "page_points",
    )
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        check(count, limits.page_characters, "characters", place_name, "page_characters")
        place = _placing(page, _turn(page, textpage.raw, count))
        glyphs, unmapped = _glyphs(textpage.raw, count, place)
        drawn = _Drawing(place, place_name, limits)
        drawn.take(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    finally:
        textpage.close()
        page.close()
    rules = Rules(tuple(drawn.across), tuple(drawn.down))
    picture = drawn.images > 0 and (len(glyphs) < _FEW or drawn.hidden_texts > drawn.shown_texts)
    return Page(index + 1, tuple(glyphs), rules, unmapped, picture)


def is_picture(document: Any, index: int) -> bool:
    """Return whether a page has pictures and next to no text; quicker than reading the page."""
    page = document[index]
    textpage = page.get_textpage()
    try:
        return textpage.count_chars() < _FEW and any(
            item.type == pdfium.FPDF_PAGEOBJ_IMAGE for item in page.get_objects(max_depth=2)
        )
    finally:
        textpage.close()
        page.close()


def render(document: Any, index: int, dpi: int) -> Any:
    """Return a page as a picture (PIL image, RGB)."""
    page = document[index]
    try:
        return page.render(scale=dpi / 72, draw_annots=False).to_pil().convert("RGB")
    finally:
        page.close()


def turned_by(page: Any) -> int:
    """Return by how many quarters clockwise a sheet must be turned for upright text."""
    textpage = page.get_textpage()
    try:
        return _turn(page, textpage.raw, textpage.count_chars())
    finally:
        textpage.close()


def _turn(page: Any, textpage: Any, count: int) -> int:
    """Return quarters clockwise as most of the text says; without text, as the page says.

    Programs turn the page (/Rotate), the text on the page, or both.
    """
    angles = [
        round(pdfium.FPDFText_GetCharAngle(textpage, index) * 100) % (4 * _QUARTER)
        for index in range(0, count, max(1, count // _SAMPLE))
    ]
    for turn in range(4):
        wanted = (4 - turn) % 4 * _QUARTER  # pdfium tells the angle clockwise
        near = sum(_distance(angle, wanted) <= _NEAR for angle in angles)
        if near * 2 > len(angles):
            return turn
    return int(page.get_rotation() // 90)


def _distance(angle: int, wanted: int) -> int:
    between = abs(angle - wanted)
    return min(between, 4 * _QUARTER - between)


def _placing(page: Any, turn: int) -> Place:
    """Return the function from PDF coordinates to hundredths of a point from the top left."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    if turn == 0:
        return lambda x, y: (round((x - left) * POINT), round((top - y) * POINT))
    if turn == 1:
        return lambda x, y: (round((y - bottom) * POINT), round((x - left) * POINT))
    if turn == 2:  # noqa: PLR2004
        return lambda x, y: (round((right - x) * POINT), round((y - bottom) * POINT))
    return lambda x, y: (round((top - y) * POINT), round((right - x) * POINT))


def _glyphs(textpage: Any, count: int, place: Place) -> tuple[list[Glyph], int]:
    glyphs: list[Glyph] = []
    unmapped = height = 0
    blank = False
    box = pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    code_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    fails = pdfium.FPDFText_HasUnicodeMapError
    for index in range(count):
        code = code_of(textpage, index)
        if code in _BLANKS:
            unmapped += code == 0 or (code < _SPACE and fails(textpage, index) == 1)
            blank = blank or pdfium.FPDFText_IsGenerated(textpage, index) == 0
            continue
        if not box_of(textpage, index, reference):
            continue
        unmapped += fails(textpage, index) == 1
        x0, y0 = place(box.left, box.top)
        x1, y1 = place(box.right, box.bottom)
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        if (y1 - y0) * _FLAT < height:  # a tight box, or smaller print
            y0, y1 = _on_baseline(textpage, index, place) or (y0, y1)
        height = y1 - y0
        glyphs.append(Glyph(_character(code, glyphs), x0, y0, x1, y1, blank))
        blank = False
    return glyphs, unmapped


def _on_baseline(textpage: Any, index: int, place: Place) -> tuple[int, int] | None:
    """Return top and bottom of a character as its size and baseline say.

    Of fonts that do not tell how high they are, pdfium gives tight boxes: commas drop out of lines.
    """
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetCharOrigin(textpage, index, x, y):
        return None
    if not pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        return None
    size = pdfium.FPDFText_GetFontSize(textpage, index) * hypot(matrix.c, matrix.d)
    _, baseline = place(x.value, y.value)
    return baseline - round(_ASCENT * size * POINT), baseline + round((1 - _ASCENT) * size * POINT)


def _character(code: int, before: list[Glyph]) -> str:
    """Return the character; pdfium gives those above U+FFFF as two halves."""
    if 0xDC00 <= code <= 0xDFFF and before and "\ud800" <= before[-1].text <= "\udbff":  # noqa: PLR2004
        high = ord(before.pop().text)
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    return chr(code)


class _Drawing:
    """Collects the straight lines of a page from its drawn paths."""

    def __init__(self, place: Place, place_name: str, limits: Limits) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.images = self.shown_texts = self.hidden_texts = 0
        self._place = place
        self._place_name = place_name
        self._limits = limits
        self._seen = 0

    def take(
        self,
        holder: Any,
        count: Callable[..., int],
        get: Callable[..., Any],
        nesting: int = 0,
    ) -> None:
        """Take in the objects of a page, or of a form drawn on it."""
        number = count(holder)
        self._seen += max(number, 0)
        check(
            self._seen, self._limits.page_objects, "drawn objects", self._place_name, "page_objects"
        )
        for index in range(number):
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.images += 1
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(item)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and nesting < _MAX_NESTING:
                self._form(item, nesting)

    def _form(self, item: Any, nesting: int) -> None:
        matrix = _matrix(item)
        outer = self._place
        self._place = lambda x, y: outer(*_apply(matrix, x, y))
        self.take(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, nesting + 1)
        self._place = outer

    def _text(self, item: Any) -> None:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        hidden = mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        self.hidden_texts += hidden
        self.shown_texts += not hidden

    def _path(self, item: Any) -> None:
        """Take the lines of a path: a thin shape is one line, a drawn outline gives its sides."""
        count = pdfium.FPDFPath_CountSegments(item)
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item, mode, stroked) or not (
            mode.value or stroked.value
        ):
            return
        matrix = _matrix(item)
        for outline in _outlines(item, count, matrix, self._place):
            if not self._thin(outline) and stroked.value:
                for (x0, y0), (x1, y1) in pairwise(outline):
                    self._line(x0, y0, x1, y1)

    def _thin(self, outline: list[Point]) -> bool:
        """Take an outline that is thin as a whole as one line through its middle."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if min(x1 - x0, y1 - y0) > _THIN:
            return False
        if y1 - y0 <= x1 - x0:
            self._line(x0, (y0 + y1) // 2, x1, (y0 + y1) // 2)
        else:
            self._line((x0 + x1) // 2, y0, (x0 + x1) // 2, y1)
        return True

    def _line(self, x0: int, y0: int, x1: int, y1: int) -> None:
        if abs(y0 - y1) <= _THIN < abs(x0 - x1):
            self.across.append(Rule((y0 + y1) // 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= _THIN < abs(y0 - y1):
            self.down.append(Rule((x0 + x1) // 2, min(y0, y1), max(y0, y1)))


def _outlines(item: Any, count: int, matrix: Any, place: Place) -> Iterator[list[Point]]:
    """Yield the corner points of each part of a path; curves are left out."""
    outline: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(*_apply(matrix, x.value, y.value))
        if kind in {pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO}:
            if len(outline) > 1:
                yield outline
            outline = []
        outline.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(outline) > 1:
            outline.append(outline[0])
    if len(outline) > 1:
        yield outline


def _matrix(item: Any) -> Any:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix


def _apply(matrix: Any, x: Any, y: Any) -> tuple[Any, Any]:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f
