"""What readers leave out or are not sure of, said aloud.

R21 tracked deletions, R22 hidden rows, columns or sheets, R23 pages that are pictures, R24 parts
inside the file that are not read, R25 macros, R26 tables without lines that were read by their
alignment, R27 such tables whose columns are not certain, R28 figures that OCR is not sure of, R29
files without tables.
"""

from collections.abc import Iterable, Iterator

from budgetgraph.model import Block, Finding, Grid

_SURE = 80  # of 100: figures of scanned pages that were right had 90 and more


def left_out(
    code: str, zh: str, en: str, page: int | None = None, severity: str = "info"
) -> Finding:
    """Return the finding about something that a reader left out.

    Args:
        code: R21 to R29.
        zh: Message in Chinese.
        en: Message in English.
        page: Page where known.
        severity: info, or warning where figures may be missing.
    """
    return Finding(id=code, severity=severity, message_zh=zh, message_en=en, page=page)


def hidden_sheet(name: str) -> Finding:
    """Return the finding about a sheet that is not shown."""
    return left_out("R22", f"隐藏的工作表“{name}”未读取", f"the hidden sheet '{name}' was left out")


def hidden_cells(name: str, hidden: int, number: int) -> Finding:
    """Return the finding about filled cells in hidden rows or columns of sheet `number`."""
    return left_out(
        "R22",
        f"工作表“{name}”的隐藏行列中有 {hidden} 个单元格，未读取",
        f"{hidden} filled cells in hidden rows or columns of sheet '{name}' were left out",
        page=number,
        severity="warning",
    )


def hidden_in_page(hidden: int) -> Finding:
    """Return the finding about filled cells in hidden rows or columns of a web page."""
    return left_out(
        "R22",
        f"网页表格的隐藏行列中有 {hidden} 个单元格，未读取",
        f"{hidden} filled cells in hidden rows or columns of the page's tables were left out",
        severity="warning",
    )


def clicked_tables(count: int) -> Finding:
    """Return the finding that tables of a web page, shown on a click only, were read."""
    return left_out(
        "R22",
        f"网页中有 {count} 张表默认不显示（如未点开的标签页），已读取",
        f"{count} tables that the page shows on a click only, such as those of tabs, were read",
    )


def macros() -> Finding:
    """Return the finding about macros: they are never run."""
    return left_out("R25", "文件含宏，未执行", "the file holds macros; they were not run")


def by_alignment(page: int) -> Finding:
    """Return the finding that tables of a page have no lines and were read by their alignment."""
    return left_out(
        "R26",
        f"第 {page} 页的表没有表格线，行列由文字对齐推出；请核对",
        f"tables of page {page} have no lines; rows and columns were told by alignment: check them",
        page=page,
    )


def doubtful_table(page: int) -> Finding:
    """Return the finding that a table without lines was not read: rows or columns are uncertain."""
    return left_out(
        "R27",
        f"第 {page} 页有表没有表格线，行列无法确定，未读取；请提供带表格线的文件",
        f"page {page} has a table without lines whose rows or columns are not certain; "
        "it was not read: publish it with lines",
        page=page,
        severity="warning",
    )


def unsure_figures(blocks: Iterable[Block]) -> Iterator[Finding]:
    """Yield a finding for each cell with digits that was recognised with little confidence."""
    cells = (c for block in blocks if isinstance(block, Grid) for row in block.rows for c in row)
    for cell in cells:
        sure = cell.confidence if cell.confidence is not None else _SURE
        if sure < _SURE and any(map(str.isdigit, cell.text)):
            yield Finding(
                id="R28",
                severity="warning",
                message_zh=f"文字识别对“{cell.text}”没有把握（{sure}%）；请与原件核对",
                message_en=f"OCR is not sure of '{cell.text}' ({sure} %): compare it with the page",
                line=cell.line,
                page=cell.page,
                printed=cell.text,
            )


def no_table(hint: str) -> Finding:
    """Return the finding that a file has only text: its figures are read, no table is.

    Args:
        hint: What the file holds instead and what to do.
    """
    return left_out(
        "R29",
        "未找到表格，只读取了文字说明中的数；表可能是图片、另附文件，或在网页中另行加载",
        f"no table found: {hint}; only the figures of the text were read",
        severity="warning",
    )
