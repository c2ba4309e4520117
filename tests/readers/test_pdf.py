"""The reader of PDF: lines drawn in all the ways programs draw them, text that no cell may lose."""

import io
import re
from pathlib import Path

import pdfplumber
import pytest
from budgetgraph.converters.readers import pdf as reader
from hostile_files import pdf, pdf_grid, pdf_text

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.limits import Limits
from budgetgraph.model import Box, Document, Grid, Paragraph

FILES = Path(__file__).parent / "files"
XS, YS = (50, 150, 250), (700, 680, 660)
CELLS = ((60, 686, "item"), (160, 686, "sum"), (60, 666, "total"), (160, 666, "150.00"))
WORDS = b"".join(pdf_text(*cell) for cell in CELLS)
EXPECTED = [[["item", "sum"], ["total", "150.00"]]]


def read(*pages: bytes, box: str = "0 0 595 842") -> Document:
    document: Document = reader.read(Source("a.pdf", pdf(*pages, box=box)))
    return document


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def strokes(*lines: tuple[float, float, float, float]) -> bytes:
    return "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in lines).encode()


def thin_rectangles() -> bytes:
    across = "".join(f"{XS[0]} {y} {XS[-1] - XS[0]} 0.5 re f\n" for y in YS)
    down = "".join(f"{x} {YS[-1]} 0.5 {YS[0] - YS[-1]} re f\n" for x in XS)
    return (across + down).encode()


def one_path() -> bytes:
    lines = [f"{x} {YS[0]} m {x} {YS[-1]} l" for x in XS]
    lines += [f"{XS[0]} {y} m {XS[-1]} {y} l" for y in YS]
    return ("\n".join(lines) + " S\n").encode()


def cell_borders() -> bytes:
    """Each cell with its own outline, half a point apart, as word processors draw them."""
    parts = []
    for left in XS[:2]:
        for bottom in YS[1:]:
            parts.append(f"{left + 0.25} {bottom + 0.25} 99.5 19.5 re S\n")
    return "".join(parts).encode()


def dashes() -> bytes:
    pieces = [(x, y, x + 4, y) for y in YS for x in range(XS[0], XS[-1], 6)] + [
        (x, y, x, y + 4) for x in XS for y in range(YS[-1], YS[0], 6)
    ]
    return strokes(*pieces)


@pytest.mark.parametrize(
    "lines",
    [pdf_grid(XS, YS), thin_rectangles(), one_path(), cell_borders(), dashes()],
    ids=["strokes", "rectangles", "one-path", "cell-borders", "dashes"],
)
def test_lines_may_be_drawn_in_any_way(lines: bytes) -> None:
    assert grids(read(lines + WORDS)) == EXPECTED


def test_lines_inside_a_form_object_count() -> None:
    data = pdf(b"/X1 Do\n" + WORDS, resources="/XObject << /X1 99 0 R >>")
    lines = pdf_grid([x - 10 for x in XS], [y - 20 for y in YS])
    form = (
        b"99 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 10 20] "
        b"/Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(lines), lines)
    )
    document = reader.read(Source("a.pdf", data.replace(b"xref\n", form + b"xref\n", 1)))
    assert grids(document) == EXPECTED


@pytest.mark.parametrize("ascent", [1, 500])
def test_points_stay_in_figures_of_fonts_that_do_not_tell_their_height(ascent: int) -> None:
    descriptor = (
        f"/BaseFont /Plain /FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 32 "
        f"/Ascent {ascent} /Descent {ascent} /FontBBox [0 -200 1000 900] /StemV 80 >>"
        f" /FirstChar 32 /LastChar 126 /Widths [{'600 ' * 95}]"
    )
    words = pdf_text(60, 686, "item") + pdf_text(160, 686, "1,234.50") + pdf_text(60, 666, "a-b, c")
    data = pdf(pdf_grid(XS, YS) + words + pdf_text(160, 666, "-1,150.00"))
    plain = data.replace(b"/BaseFont /Helvetica", descriptor.encode())
    found = grids(reader.read(Source("a.pdf", plain)))
    printed = [[text.replace(" ", "") for text in row] for row in found[0]]
    assert printed == [["item", "1,234.50"], ["a-b,c", "-1,150.00"]]


def test_cell_keeps_page_line_and_box() -> None:
    document = read(b"", pdf_text(60, 750, "title") + pdf_grid(XS, YS) + WORDS)
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    cell = grid.rows[1][1]
    assert (cell.page, cell.line, cell.row, cell.column) == (2, 3, 2, 2)
    assert cell.box == Box(150, 162, 250, 182)
    assert (document.pages, texts(document)) == (2, ["title"])


def test_merged_cells_have_spans_and_covered_places_no_cells() -> None:
    lines = strokes(
        *((50, y, 350, y) for y in (700, 660)), (150, 680, 350, 680),
        *((x, 700, x, 660) for x in (50, 150, 350)), (250, 680, 250, 660),
    )  # fmt: skip
    words = ((60, 676, "no"), (200, 686, "income"), (160, 666, "a"), (260, 666, "b"))
    grid = read(lines + b"".join(pdf_text(*word) for word in words)).blocks[0]
    assert isinstance(grid, Grid)
    assert [[(c.text, c.column, c.row_span, c.column_span) for c in row] for row in grid.rows] == [
        [("no", 1, 2, 1), ("income", 2, 1, 2)],
        [("a", 2, 1, 1), ("b", 3, 1, 1)],
    ]


def test_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    lines = strokes(*((50, y, 350, y) for y in YS), *((x, 700, x, 660) for x in (150, 250)))
    words = WORDS + pdf_text(260, 686, "note") + pdf_text(260, 666, "x")
    assert grids(read(lines + words)) == [[["item", "sum", "note"], ["total", "150.00", "x"]]]


@pytest.mark.parametrize("upwards", [True, False])
def test_row_that_a_page_break_leaves_without_its_outer_line_is_a_row(upwards: bool) -> None:
    y = 706 if upwards else 646
    long = ((x, y + 14, x, 660) if upwards else (x, 700, x, y - 6) for x in XS)
    inner = ((x, 700, x, 660) for x in range(XS[1] + 10, XS[-1], 15))
    levels = ((XS[0], level, XS[-1], level) for level in (700, 680, 660))
    words = pdf_text(60, 686, "item") + pdf_text(60, 666, "total")
    words += pdf_text(60, y, "other") + pdf_text(160, y, "86.50")
    found = grids(read(strokes(*levels, *inner, *long) + words))[0]
    assert found[0 if upwards else -1][:2] == ["other", "86.50"]
    assert len(found) == len(YS)


def test_frame_around_text_is_no_table_and_a_table_in_a_frame_is_one() -> None:
    frame = b"20 600 400 200 re S\n"
    document = read(frame + pdf_grid(XS, YS) + WORDS + pdf_text(60, 780, "unit"))
    assert grids(document) == EXPECTED
    assert texts(document) == ["unit"]


def test_two_tables_beside_each_other_are_two() -> None:
    beside = tuple(x + 250 for x in XS)
    right = b"".join(pdf_text(x + 250, y, text) for x, y, text in CELLS)
    document = read(pdf_grid(XS, YS) + pdf_grid(beside, YS) + WORDS + right)
    assert grids(document) == EXPECTED * 2


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_page_is_read_upright(angle: int) -> None:
    data = pdf(pdf_grid(XS, YS) + WORDS).replace(
        b"/MediaBox", f"/Rotate {angle} /MediaBox".encode()
    )
    turned = {  # where the text must be laid so that the turned page shows it upright
        90: b"0 1 -1 0 595 0 cm\n", 180: b"-1 0 0 -1 595 842 cm\n", 270: b"0 -1 1 0 0 842 cm\n"
    }[angle]  # fmt: skip
    content = turned + pdf_grid(XS, YS) + WORDS
    data = pdf(content).replace(b"/MediaBox", f"/Rotate {angle} /MediaBox".encode())
    assert grids(reader.read(Source("a.pdf", data))) == EXPECTED


def test_sheet_with_its_text_laid_sideways_is_read_upright() -> None:
    content = b"0 1 -1 0 595 0 cm\n" + pdf_grid(XS, YS) + WORDS
    grid = read(content).blocks[0]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == EXPECTED[0]


def test_point_and_dash_stay_in_their_line() -> None:
    document = reader.read(Source("small.pdf", (FILES / "small.pdf").read_bytes()))
    cells = [re.sub(r"\s", "", cell) for grid in grids(document) for row in grid for cell in row]
    assert {"48699.73", "一、一般公共预算拨款收入", "其中：财政资金"} <= set(cells)


def test_wrapped_cell_is_one_text_and_stray_gaps_are_blanks() -> None:
    words = pdf_text(60, 690, "48722.3") + pdf_text(60, 681, "2") + pdf_text(160, 686, "a b")
    assert grids(read(pdf_grid(XS, (702, 678, 660)) + words + pdf_text(60, 666, "x")))[0][0] == [
        "48722.3 2",
        "a b",
    ]


def test_columns_without_upright_lines_stand_under_the_numbering_row() -> None:
    rows = [
        ("no", "code", "name", "sum"), ("", "1", "2", "3"), ("1", "208", "pensions and more", "5.00"),
        ("2", "210", "health", ""), ("3", "", "total", "150.00"),
    ]  # fmt: skip
    xs = (55, 90, 150, 290)
    words = b"".join(
        pdf_text(x, 690 - 20 * index, text)
        for index, row in enumerate(rows)
        for x, text in zip(xs, row, strict=True)
        if text
    )
    numbering = words.replace(
        pdf_text(90, 670, "1"), pdf_text(60, 670, "No") + pdf_text(98, 670, "1")
    )
    lines = strokes(*((50, 704 - 20 * index, 350, 704 - 20 * index) for index in range(6)))
    assert grids(read(lines + numbering))[0][2:] == [list(row) for row in rows[2:]]


def test_table_without_any_line_is_read_by_alignment_or_refused() -> None:
    def page(*rows: tuple[str, ...]) -> bytes:
        return b"".join(
            pdf_text(x, 700 - 24 * index, text)
            for index, row in enumerate(rows)
            for x, text in zip((55, 120, 250), row, strict=True)
            if text
        )

    heading, body = ("no", "name", "sum"), (("1", "pensions", "5.00"), ("2", "health", "1.00"))
    assert grids(read(page(heading, ("", "1", "2"), *body)))[0][2:] == [list(row) for row in body]
    document = read(page(heading, *body))
    assert grids(document) == [[list(heading), *map(list, body)]]
    assert [finding.id for finding in document.findings] == ["R26"]
    with pytest.raises(InputError, match="1 pages of text only"):  # three columns, two headings
        read(page(("no", "name", ""), *body))


def test_without_any_line_a_wrapped_text_is_told_from_a_row_by_the_room_between_lines() -> None:
    def page(*lines: tuple[int, str, str, str]) -> bytes:
        return b"".join(
            pdf_text(x, 700 - y, text)
            for y, *texts in ((0, "no", "name", "sum"), *lines)
            for x, text in zip((55, 120, 250), texts, strict=True)
            if text
        )

    wrapped = page(
        (30, "", "pensions of", ""), (37, "1", "", "5.00"), (44, "", "all kinds", ""),
        (66, "2", "health", "1.00"), (88, "3", "roads", "150.00"),
    )  # fmt: skip
    assert grids(read(wrapped))[0][1:] == [
        ["1", "pensions of all kinds", "5.00"], ["2", "health", "1.00"], ["3", "roads", "150.00"],
    ]  # fmt: skip
    tight = page(
        *((15 * n, str(n), "x" * n, f"{n}.00") for n in range(1, 6)), (90, "6", "", "7.00")
    )
    unnamed = tight.replace(b"sum", b"   ")
    beside = pdf_grid(XS, [y - 300 for y in YS]) + pdf_text(60, 386, "a") + pdf_text(160, 366, "b")
    assert [finding.id for finding in read(tight, beside).findings] == ["R26"]
    assert [finding.id for finding in read(unnamed, beside).findings] == ["R27"]


def test_rows_cut_by_a_page_break_are_whole_again() -> None:
    heading = pdf_text(60, 86, "item") + pdf_text(160, 86, "sum")
    first = heading + pdf_text(60, 66, "wage") + pdf_text(160, 66, "1.00")
    first += pdf_text(53, 46, "insurance contrib", 12) + pdf_text(160, 46, "28882.00")
    second = pdf_text(60, 86, "item") + pdf_text(160, 86, "sum") + pdf_text(60, 66, "utions")
    second += pdf_text(60, 46, "rest") + pdf_text(160, 46, "2.00")
    ys = (100, 80, 60, 40)
    document = read(pdf_grid(XS, ys) + first, pdf_grid(XS, ys) + second, box="0 0 300 120")
    assert grids(document) == [
        [["item", "sum"], ["wage", "1.00"], ["insurance contributions", "28882.00"]],
        [["item", "sum"], ["rest", "2.00"]],
    ]
    grid = document.blocks[0]
    assert isinstance(grid, Grid)
    assert [piece.page for piece in grid.rows[2][0].pieces] == [1, 2]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("11", "12"), ("9", "10"), ("208", "210"), ("1.50", "2.50"), ("1. aa", "2. bb")],
)
def test_full_cells_one_below_the_other_are_two(upper: str, lower: str) -> None:
    xs, ys = (50, 76, 250), (100, 80, 60)
    pages = [
        pdf_grid(xs, ys) + pdf_text(52, 86, first, 12) + pdf_text(52, 66, second, 12)
        for first, second in (("a", upper), (lower, "b"))
    ]
    document = read(*pages, box="0 0 300 120")
    assert grids(document) == [[["a", ""], [upper, ""]], [[lower, ""], ["b", ""]]]


def test_codes_of_one_length_one_below_the_other_are_two() -> None:
    xs, ys = (50, 92, 250), (100, 80, 60)
    pages = [
        pdf_grid(xs, ys) + pdf_text(52, 86, first, 12) + pdf_text(52, 66, second, 12)
        for first, second in (("code", "T0041"), ("T0052", "b"))
    ]
    document = read(*pages, box="0 0 300 120")
    assert grids(document) == [[["code", ""], ["T0041", ""]], [["T0052", ""], ["b", ""]]]


def test_row_of_its_own_at_the_top_of_a_page_is_not_joined() -> None:
    first = pdf_text(60, 86, "wage") + pdf_text(160, 86, "1.00")
    first += pdf_text(60, 66, "short") + pdf_text(160, 66, "2.00")
    second = pdf_text(60, 86, "next") + pdf_text(160, 86, "3.00") + pdf_text(60, 66, "x")
    document = read(
        pdf_grid(XS, (100, 80, 60)) + first, pdf_grid(XS, (100, 80, 60)) + second, box="0 0 300 120"
    )
    assert [len(grid) for grid in grids(document)] == [2, 2]


def test_table_that_goes_on_overleaf_keeps_the_columns_of_the_page_before() -> None:
    labels = strokes((50, 100, 250, 100), (50, 80, 250, 80), (50, 80, 50, 100), (250, 80, 250, 100))
    labels += strokes((120, 80, 120, 100)) + pdf_text(60, 86, "name") + pdf_text(130, 86, "x")
    rows = pdf_grid(XS, (80, 60, 40)) + pdf_text(60, 66, "a") + pdf_text(160, 66, "1")
    second = pdf_grid(XS, (100, 80, 60)) + pdf_text(60, 86, "b") + pdf_text(160, 86, "2")
    pages = read(labels + rows, second + pdf_text(60, 66, "c"), box="0 0 300 120").blocks
    columns = [
        [[(cell.text, cell.column, cell.column_span) for cell in row] for row in block.rows]
        for block in pages
        if isinstance(block, Grid)
    ]
    assert columns[0][:2] == [[("name", 1, 1), ("x", 2, 2)], [("a", 1, 2), ("1", 3, 1)]]
    assert columns[1][0] == [("b", 1, 2), ("2", 3, 1)]


def test_garbled_fonts_are_refused_not_converted() -> None:
    data = (FILES / "small.pdf").read_bytes().replace(b"/ToUnicode", b"/ToUnicodX")
    with pytest.raises(InputError, match=r"small\.pdf, page 1: the text comes out garbled"):
        reader.read(Source("small.pdf", data))


def test_locked_file_is_refused_and_a_forbidden_copy_is_read() -> None:
    locked = Source("locked.pdf", (FILES / "locked.pdf").read_bytes())
    with pytest.raises(InputError, match="locked with a password"):
        reader.read(locked)
    guarded = reader.read(Source("guarded.pdf", (FILES / "guarded.pdf").read_bytes()))
    assert grids(guarded)[0][1] == ["208", "社会保障和就业支出", "48145.91"]


def test_file_cut_off_on_the_way_is_told() -> None:
    data = (FILES / "small.pdf").read_bytes()
    for share in (60, 95):
        with pytest.raises(InputError, match="ends in the middle"):
            reader.read(Source("a.pdf", data[: len(data) * share // 100]))


@pytest.mark.parametrize(
    ("pages", "limits", "message"),
    [
        ((b"",), Limits(), "1 pages, all of them empty"),
        ((pdf_text(60, 60, "words"),), Limits(), "1 pages of text only"),
        ((b"",) * 3, Limits(pages=2), "3 pages, more than the limit of 2"),
        ((pdf_grid(XS, YS),), Limits(page_objects=3), "drawn objects"),
        ((WORDS,), Limits(page_characters=5), "characters"),
        ((pdf_grid(XS, YS) + WORDS,), Limits(grid_rows=1), "2 rows in one ruled table"),
        ((pdf_grid(XS, YS) + WORDS,), Limits(grid_columns=1), "2 columns in one ruled table"),
        ((WORDS,), Limits(page_points=500), "842 points of page size"),
    ],
)
def test_limits_of_a_page_are_told_by_name(
    pages: tuple[bytes, ...], limits: Limits, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        reader.read(Source("a.pdf", pdf(*pages)), limits)


def test_pdfplumber_finds_the_same_cells() -> None:
    data = (FILES / "small.pdf").read_bytes()
    with pdfplumber.open(io.BytesIO(data)) as document:
        expected = [
            re.sub(r"\s", "", cell)
            for page in document.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
            if cell
        ]
    got = [
        re.sub(r"\s", "", piece.text)
        for block in reader.read(Source("small.pdf", data)).blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
        for piece in (cell.pieces or (cell,))
        if piece.text
    ]
    assert sorted(got) == sorted(expected)


def test_picture_of_a_cell_is_a_png() -> None:
    source = Source("a.pdf", pdf(pdf_grid(XS, YS) + WORDS))
    picture = reader.draw(source, 1, Box(150, 162, 250, 182))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(InputError, match="has no page 2"):
        reader.draw(source, 2, Box(0, 0, 1, 1))
