"""Files of every format to cells: pages a second and peak memory, beside the plain library.

usage: bench_formats.py [FILE…]   (default: an example printed by LibreOffice, or small files)

Each row is two processes of one core, so that peak memories are their own: our reader, and the
library alone reading the same content: every character with its place and every line of a PDF;
every cell of a workbook, OpenDocument file or page with its place, text, format, border, spans and
whether it is hidden; a Word document as a page. What no library does is ours alone: figures written
as their format prints them, columns without gaps, titles told from tables. The ratio lasts longer
than absolute times; the goal is below 2. Last, a file read apart, with its limits.
"""

import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mammoth
import openpyxl
import pypdfium2
import xlrd
from lxml import etree

from budgetgraph import sandbox
from budgetgraph.contract import Source
from budgetgraph.convert import choose_reader, convert_file
from budgetgraph.model import Document, Grid

ROUNDS = 5
GOAL = 2
_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT / "tests"))

import printing  # noqa: E402  a helper of the tests


def main(paths: list[Path]) -> None:
    print(f"medians of {ROUNDS} rounds of processor time; goal: ratio below {GOAL}")
    print(
        f"{'file':<22}{'pages':>6}{'cells':>7}{'ms':>8}{'pages/s':>9}{'cells/s':>9}{'MB':>5}",
        end="",
    )
    print(f"   {'plain library':<14}{'ms':>8}{'MB':>5}{'ratio':>7}{'apart ms':>10}")
    for path in paths:
        ours, plain = _measure(path, "ours"), _measure(path, "plain")
        ms, plain_ms = ours["ms"], plain["ms"]
        print(f"{path.name:<22}{ours['pages']:>6}{ours['cells']:>7}{ms:>8.1f}", end="")
        rate = f"{ours['pages'] / ms * 1000:.0f}" if ours["pages"] else "-"
        print(f"{rate:>9}{ours['cells'] / ms * 1000:>9.0f}{ours['mb']:>5.0f}", end="")
        print(
            f"   {plain['name']:<14}{plain_ms:>8.1f}{plain['mb']:>5.0f}{ms / plain_ms:>7.2f}",
            end="",
        )
        print(f"{ours['apart']:>10.1f}")


def _measure(path: Path, which: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", which, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def measure(which: str, path: Path) -> dict[str, Any]:
    """Return what one candidate took on one file."""
    source = Source(path.name, path.read_bytes())
    reader: Any = choose_reader(source)
    kind = reader.__name__.rpartition(".")[2]
    name, plain = _PLAIN[kind]
    run = (lambda: reader.read(source)) if which == "ours" else (lambda: plain(source.data))
    run()  # warm: libraries are loaded
    found: dict[str, Any] = {"ms": _median(run), "name": name}
    found["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if which == "ours":
        document: Document = reader.read(source)
        grids = [block for block in document.blocks if isinstance(block, Grid)]
        found["pages"] = document.pages or 0
        found["cells"] = sum(len(row) for grid in grids for row in grid.rows)
        sandbox.read(reader, source)
        start = time.perf_counter()
        sandbox.read(reader, source)
        found["apart"] = (time.perf_counter() - start) * 1000
    return found


def _median(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def _pdfium(data: bytes) -> int:
    found = 0
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        for number in range(text.count_chars()):
            found += bool(text.get_text_range(number, 1) and text.get_charbox(number, loose=True))
        found += sum(bool(item.get_bounds()) for item in page.get_objects(max_depth=3))
        text.close()
        page.close()
    document.close()
    return found


def _mammoth(data: bytes) -> int:
    return len(mammoth.convert_to_html(io.BytesIO(data)).value)


def _openpyxl(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def _xlrd(data: bytes) -> int:
    """Every shown cell with its value, number format, borders and spans."""
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    cells = []
    for sheet in book.sheets():
        spans = {
            (top, left): (end - top, right - left) for top, end, left, right in sheet.merged_cells
        }
        hidden = {column for column, info in sheet.colinfo_map.items() if info.hidden}
        for row in range(sheet.nrows):
            info = sheet.rowinfo_map.get(row)
            if info is not None and info.hidden:
                continue
            for column, cell in enumerate(sheet.row(row)):
                if column in hidden:
                    continue
                style = book.xf_list[cell.xf_index]
                code = book.format_map[style.format_key].format_str
                line = style.border
                lines = line.left_line_style, line.right_line_style, line.top_line_style
                place = sheet.name, row, column, spans.get((row, column), (1, 1))
                cells.append((place, str(cell.value), code, any(lines)))
    return len(cells)


def _lxml(data: bytes) -> int:
    """Every shown cell with its text, column and spans."""
    root = etree.fromstring(data.decode(), etree.HTMLParser())
    cells = []
    for table in root.iter("table"):
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(table.iter("tr")):
            column = 0
            for cell in line.iter("td", "th"):
                if "display:none" in cell.get("style", "").replace(" ", ""):
                    continue
                while (row, column) in taken:
                    column += 1
                text = " ".join("".join(cell.itertext()).split())
                down, across = int(cell.get("rowspan", "1")), int(cell.get("colspan", "1"))
                taken.update((row + y, column + x) for y in range(1, down) for x in range(across))
                cells.append((row, column, text, down, across, cell.sourceline))
                column += across
    return len(cells)


def _lxml_odf(data: bytes) -> int:
    """Every shown cell with its text, column, style and spans."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    cells = []
    for row, line in enumerate(root.iter(f"{table}table-row")):
        if line.get(f"{table}visibility", "visible") != "visible":
            continue
        column = 1
        for cell in line.iter(f"{table}table-cell", f"{table}covered-table-cell"):
            text = "\n".join("".join(part.itertext()) for part in cell)
            down = int(cell.get(f"{table}number-rows-spanned", "1"))
            across = int(cell.get(f"{table}number-columns-spanned", "1"))
            cells.append((row, column, text, cell.get(f"{table}style-name"), down, across))
            column += int(cell.get(f"{table}number-columns-repeated", "1"))
    return len(cells)


_PLAIN: dict[str, tuple[str, Callable[[bytes], int]]] = {
    "pdf": ("pypdfium2", _pdfium),
    "docx": ("mammoth", _mammoth),
    "xlsx": ("openpyxl", _openpyxl),
    "xls": ("xlrd", _xlrd),
    "html": ("lxml", _lxml),
    "odf": ("lxml", _lxml_odf),
}


def _printed(folder: Path) -> Iterator[Path]:
    """Yield an example in every format, printed now; small files where LibreOffice is missing."""
    if not printing.SOFFICE:
        yield from sorted((_ROOT / "tests/readers/files").glob("small.[!m]*"))
        return
    tables = convert_file(str(_ROOT / "examples/fengfeng-2024.txt")).tables
    for suffix, data in printing.print_all(tables).items():
        path = folder / f"fengfeng.{suffix}"
        path.write_bytes(data)
        yield path


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    elif sys.argv[1:]:
        main([Path(word) for word in sys.argv[1:]])
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(list(_printed(Path(temporary))))
