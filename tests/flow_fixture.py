"""Performance tables in layout text, for the tests of `layout/flow/performance`."""

from budgetgraph.converters.layout.flow import performance

from budgetgraph.model import Grid, Paragraph

TITLE = "1、慰问经费绩效目标表"
END = " 六、政府采购预算情况"


def paragraphs(*lines: str, blanks: bool = True) -> list[Paragraph]:
    """Layout text sets an empty line between most lines of a table."""
    spaced = [text for line in lines for text in ((line, "") if blanks else (line,))]
    return [Paragraph(text.strip(), number) for number, text in enumerate(spaced, 1)]


def grid(*lines: str, blanks: bool = True) -> Grid:
    table = performance.read(paragraphs(*lines, blanks=blanks), 0)
    assert table is not None
    found: Grid = table.grid
    return found


def texts(found: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]
