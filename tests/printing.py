"""Real documents for tests: whole tables written as a web page or workbook, printed by LibreOffice.

Narrow columns make cells wrap, pages break inside tables, headings repeat: the hazards of real
files, made by a program that knows nothing of our readers.
"""

import html
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Collection, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from budgetgraph.convert import convert_file
from budgetgraph.figures import is_figure, squeeze
from budgetgraph.model import Table

SOFFICE = shutil.which("soffice")
Heading = tuple[str, int, int, int, int]  # text, row, column (from 0), row span, column span

A4 = "21cm 29.7cm"
A_SMALL_PAGE = "15cm 9cm"  # a few rows to a page, so that pages break inside rows
_STYLE = """
body { font-family: "Noto Sans CJK SC"; font-size: 10pt }
table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid black; padding: 2px; font-weight: normal }
"""


def heading_cells(table: Table) -> list[Heading]:
    """Return the heading of a table as merged cells, from the paths of its columns."""
    depth = max((len(column.path) for column in table.columns), default=0)
    cells: list[Heading] = []
    for level in range(depth):
        keyed = groupby(
            enumerate(table.columns),
            key=lambda item: (
                (item[1].path[: level + 1], level + 1 >= len(item[1].path), item[0])
                if level + 1 >= len(item[1].path)
                else (item[1].path[: level + 1], False, -1)
            ),
        )
        for (path, last, _), group in keyed:
            members = [index for index, _ in group]
            if len(path) == level + 1:
                cells.append(
                    (path[-1], level, members[0], depth - level if last else 1, len(members))
                )
    return cells


def as_html(tables: Sequence[Table], page: str = A4) -> str:
    """Return a web page with all tables: title, caption, heading in `thead`, rows."""
    style = f"@page {{ size: {page}; margin: 1.5cm }} {_STYLE}"
    parts = [f"<html><head><meta charset='utf-8'><style>{style}</style></head><body>"]
    for table in tables:
        parts.append(f"<p align='center'>{html.escape(table.title)}</p>")
        caption = "　".join(paragraph.text for paragraph in table.caption)
        parts.append(f"<p>{html.escape(caption)}</p>")
        parts.append("<table border='1' cellspacing='0'>")
        depth = max((len(column.path) for column in table.columns), default=0)
        parts.append("<thead>")
        for level in range(depth):
            cells = "".join(
                f"<th rowspan='{down}' colspan='{across}'>{html.escape(text)}</th>"
                for text, row, _, down, across in heading_cells(table)
                if row == level
            )
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</thead><tbody>")
        for row in table.rows:
            parts.append("<tr>" + "".join(_td(cell.text) for cell in row) + "</tr>")
        parts.append("</tbody></table>")
    return "".join(parts) + "</body></html>"


def _td(text: str) -> str:
    plain = _plain(text)
    align = " align='right'" if is_figure(plain) and plain else ""
    return f"<td{align}>{html.escape(plain)}</td>"


def _plain(text: str) -> str:
    """Return the text of a cell without the blanks that printing put into figures."""
    return squeeze(text) if is_figure(text) else text


def as_workbook(tables: Sequence[Table]) -> bytes:
    """Return an XLSX file with one sheet per table: merged heading, figures as numbers."""
    book = Workbook()
    book.remove(book.active)
    thin = Side(style="thin")
    for table in tables:
        sheet = book.create_sheet(f"{table.number}")
        columns = (
            max(len(table.columns), *(len(row) for row in table.rows), 1)
            if table.rows
            else len(table.columns)
        )
        sheet.cell(1, 1, table.title)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
        sheet.cell(2, 1, "　".join(paragraph.text for paragraph in table.caption))
        sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=columns)
        first = 3
        for text, row, column, down, across in heading_cells(table):
            sheet.cell(first + row, column + 1, text).alignment = Alignment(horizontal="center")
            if down * across > 1:
                sheet.merge_cells(
                    start_row=first + row,
                    start_column=column + 1,
                    end_row=first + row + down - 1,
                    end_column=column + across,
                )
        first += max((len(column.path) for column in table.columns), default=0)
        for number, line in enumerate(table.rows, first):
            for column, cell in enumerate(line, 1):
                _write(sheet.cell(number, column), _plain(cell.text))
        for line in sheet.iter_rows(
            min_row=3, max_row=first + len(table.rows) - 1, max_col=columns
        ):
            for target in line:
                target.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(target: Any, text: str) -> None:
    if is_figure(text) and "." in text:
        decimals = len(text.rpartition(".")[2])
        target.value = float(text)
        target.number_format = "0." + "0" * decimals
    elif text.isascii() and text.isdigit() and len(text) < 15 and not text.startswith("0"):
        target.value = int(text)
    elif text:
        target.value = text
        target.data_type = "s"  # "=100%" is a text here, not a formula


def convert(data: bytes, suffix: str, target: str, input_filter: str = "") -> bytes:
    """Return the data as LibreOffice converts it, e.g. from `.html` to `docx`."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document" + suffix)
        source.write_bytes(data)
        command = [
            SOFFICE or "soffice",
            f"-env:UserInstallation={_profile().as_uri()}",
            "--headless",
            *([f"--infilter={input_filter}"] if input_filter else []),
            "--convert-to",
            target,
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "document." + target.partition(":")[0]).read_bytes()


@cache
def _profile() -> Path:
    return Path(tempfile.mkdtemp(prefix="office-profile-"))


def without_lines(docx: bytes, *, level: bool = False) -> bytes:
    """Return the Word document with no border left or right of any cell, with `level` none."""
    sides = b"left|right|start|end|insideV" + (b"|top|bottom|insideH" if level else b"")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = re.sub(rb"<w:(" + sides + rb') [^>]*"single"[^>]*/>', b"", data)
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def print_all(
    tables: Sequence[Table], page: str = A4, suffixes: Collection[str] = ()
) -> dict[str, bytes]:
    """Return the tables in every format, by suffix.

    `lines.pdf` has no upright lines and no forms; `bare.pdf` has no lines at all, and pages of A4,
    for rows that a page break cuts are not told then. LibreOffice writes each of them: what we
    wrote is read by it first.

    Args:
        tables: What to print.
        page: Size of the page.
        suffixes: Only these; all where empty.
    """
    odt = cache(lambda: _as_odt(tables, page))
    docx = cache(lambda: convert(odt(), ".odt", "docx"))
    xlsx = cache(lambda: convert(as_workbook(tables), ".xlsx", "xlsx"))
    columnar = [table for table in tables if table.columns]
    lined = cache(lambda: convert(_as_odt(columnar, page), ".odt", "docx"))
    on_a4 = cache(lambda: convert(_as_odt(columnar, A4), ".odt", "docx"))
    makers: dict[str, Callable[[], bytes]] = {
        "odt": odt,
        "docx": docx,
        "pdf": lambda: convert(docx(), ".docx", "pdf"),
        "lines.pdf": lambda: convert(without_lines(lined()), ".docx", "pdf"),
        "bare.pdf": lambda: convert(without_lines(on_a4(), level=True), ".docx", "pdf"),
        "html": lambda: convert(xlsx(), ".xlsx", "html"),
        "xlsx": xlsx,
        "xls": lambda: convert(xlsx(), ".xlsx", "xls"),
        "ods": lambda: convert(xlsx(), ".xlsx", "ods"),
    }
    return {suffix: make() for suffix, make in makers.items() if suffix in (suffixes or makers)}


def _as_odt(tables: Sequence[Table], page: str) -> bytes:
    page_html = as_html(tables, page).encode()
    return convert(page_html, ".html", "odt:writer8", "HTML (StarWriter)")


def main() -> None:
    """Write the files of tests/readers/files that are missing, from small.md."""
    folder = Path(__file__).parent / "readers" / "files"
    tables = convert_file(str(folder / "small.md")).tables
    for suffix, data in print_all(tables, A_SMALL_PAGE).items():
        path = folder / f"small.{suffix}"
        if not path.exists():
            path.write_bytes(data)


if __name__ == "__main__":
    main()
