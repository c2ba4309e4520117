"""Tables as tools write them that find tables in the lines drawn on a page.

Such a tool puts each word into the cell where it stands on the page: the text of a merged cell into
one of the rows, or cut into several of the columns, that the cell covers; and it writes each page's
part of a table as a table of its own, without the columns that are empty there.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import chain

from budgetgraph.figures import squeeze
from budgetgraph.model import Block, Cell, Finding, Grid, Paragraph, Row

from .. import captions, owners
from .. import performance_words as words
from ..grids import join_cells, spread
from ..lower_headings import with_lower_headings
from .budget_heading import mend_headings
from .heading import find_heading, has_indicators, signs_of, with_parted_heading
from .labels import are_cut, mend_labels
from .levels import in_the_middle, mend_levels
from .narrow import widen
from .parts import Part, align, join_cut_row
from .projects import mend_projects

_OPENING = frozenset({"name", "code", "unit"})
_STOPS = ("。", "；", ";")
_NEEDED = frozenset({"level1", "level2", "level3", "target"})
_PAGES_BEFORE = 2  # that a form may fill before its indicators
_MAX_REST = 40  # characters of a goal that stand alone on the next page


def mend_found(
    blocks: Sequence[Block], findings: Sequence[Finding]
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return the blocks with the tables that pages cut: no page lacks columns, no cell is cut.

    The parts of a performance table become one grid. Columns put back are added to the findings.
    """
    whole: list[Block] = []
    forms: set[int] = set()
    for block in blocks:
        if isinstance(block, Grid) and has_indicators(block):
            form = _with_whole_heading(block)
            forms.add(id(form))
            whole.append(form)
        else:
            whole.append(block)
    widened, told = widen(mend_headings(whole, forms))
    return tuple(_with_whole_forms(widened, forms)), (*findings, *told)


def _with_whole_heading(grid: Grid) -> Grid:
    """Return a grid, each heading of indicators with a row below it as one row."""
    rows = with_lower_headings(grid.rows)
    return grid if rows is grid.rows else replace(grid, rows=tuple(rows))


def _with_whole_forms(blocks: Sequence[Block], forms: Set[int]) -> Sequence[Block]:
    """Return the blocks with the parts of each performance table as one grid.

    Args:
        blocks: All blocks.
        forms: Which grids head indicators, by identity.
    """
    near = _near_indicators(blocks, forms)
    if not near:
        return blocks
    result: list[Block] = []
    parts: list[Grid] = []
    between: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            between.append(block)
            continue
        if parts and _goes_on(parts, between, block):
            parts.append(_with_rest(parts, between, block))
            result += [text for text in between if captions.is_running(text.text)]
        else:
            result += _whole(parts)
            parts = []
            if id(block) in near:
                between, block = _with_name(between, block)  # noqa: PLW2901 - with the row above it
                parts = [block] if _begins(between, block) else []
            result += between if parts else [*between, block]
        between = []
    return [*result, *_whole(parts), *between]


def _near_indicators(blocks: Sequence[Block], forms: Set[int]) -> set[int]:
    """Return which grids head indicators, or stand on one of the two pages before such a one."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    heads = [id(grid) in forms for grid in grids]
    return {id(grid) for n, grid in enumerate(grids) if any(heads[n : n + _PAGES_BEFORE + 1])}


def _with_name(above: list[Paragraph], grid: Grid) -> tuple[list[Paragraph], Grid]:
    """Return a form with the row that the tool left above it as two lines: label and name."""
    pair = [text for text in above[-2:] if len(text.text) <= _MAX_REST]
    if len(pair) < 2 or (heading := find_heading(grid.rows)) is None:  # noqa: PLR2004
        return above, grid
    labels = [words.read_label(text.text) for text in pair]
    if sum(label is not None for label in labels) != 1 or any(map(_opens, grid.rows[:heading])):
        return above, grid
    if labels[0] is None:
        pair.reverse()
    label = labels[0] or labels[1]
    if label is None or label.key != "name" or label.rest or _is_frame(pair[1].text):
        return above, grid
    row = tuple(Cell(text, line, 1, n, page) for n, (text, line, page, *_) in enumerate(pair, 1))
    return above[:-2], replace(grid, rows=(row, *grid.rows))


def _is_frame(text: str) -> bool:
    """Return whether a line is what stands above tables: a title, a department, a year, a unit."""
    return captions.is_running(text) or owners.is_department(text) or captions.is_title(text)


def _begins(above: Sequence[Paragraph], grid: Grid) -> bool:
    """Return whether a grid begins a performance table: it names a project, or is a list of them.

    The next page of a list, which repeats its heading, begins none.
    """
    heading = find_heading(grid.rows)
    if any(_opens(row) for row in grid.rows[:heading]):
        return True
    is_first = not all(captions.is_running(text.text) for text in above)
    return (
        is_first
        and heading is not None
        and any(words.role_of(squeeze(cell.text)) == "name" for cell in grid.rows[heading])
    )


def _is_plain(grid: Grid) -> bool:
    """Return whether a grid knows of no merged cells, as in text."""
    return all(cell.column_span == 1 == cell.row_span for row in grid.rows for cell in row)


def _goes_on(parts: Sequence[Grid], between: Iterable[Paragraph], grid: Grid) -> bool:
    """Return whether a grid is the next page's part of a performance table."""
    heading = any(map(_has_heading, parts))
    rest = [text for text in between if not captions.is_running(text.text)]
    if rest and (heading or len(rest) > 1 or not _is_rest_of_goal(parts[-1], rest[0])):
        return False
    if any(_opens(row) for row in grid.rows) or (heading and _has_heading(grid)):
        return False
    return _is_plain(grid)


def _has_heading(grid: Grid) -> bool:
    return find_heading(grid.rows) is not None


def _opens(row: Row) -> bool:
    """Return whether a row names a project or unit: with it a form begins."""
    first = next((cell.text for cell in row if cell.text), "")
    label = words.read_label(first)
    return label is not None and label.key in _OPENING and words.find_columns(row) is None


def _is_rest_of_goal(grid: Grid, rest: Paragraph) -> bool:
    """Return whether a line ends the goal in the last row of a part: it alone has a full stop."""
    cells = [cell for row in grid.rows[-1:] for cell in row if cell.text]
    label = words.read_label(cells[0].text) if len(cells) > 1 else None
    return (
        label is not None
        and label.kind == "goal"
        and not cells[-1].text.endswith(_STOPS)
        and rest.text.endswith(_STOPS)
        and len(rest.text) <= _MAX_REST
    )


def _with_rest(parts: list[Grid], between: Iterable[Paragraph], grid: Grid) -> Grid:
    """Return the grid; the rest of the goal before it goes to the part before."""
    for text in between:
        if not captions.is_running(text.text):
            row = parts[-1].rows[-1]
            last = max(index for index, cell in enumerate(row) if cell.text)
            if words.read_label(row[last].text):  # all of the goal, below its label
                below = (Cell(text.text, text.line, row[last].row + 1, 1, text.page),)
                parts[-1] = replace(parts[-1], rows=(*parts[-1].rows, below))
                continue
            rest = row[last]._replace(text=text.text, line=text.line, pieces=())
            pieces = (*(row[last].pieces or (row[last],)), rest)
            whole = row[last]._replace(text=row[last].text + rest.text, pieces=pieces)
            rows = (*parts[-1].rows[:-1], (*row[:last], whole, *row[last + 1 :]))
            parts[-1] = replace(parts[-1], rows=rows)
    return grid


def _whole(parts: Sequence[Grid]) -> Sequence[Block]:
    """Return the parts of a table as one grid, or as they are where that is not certain."""
    if not any(map(has_indicators, parts)) or (len(parts) == 1 and _is_whole(parts[0])):
        return parts
    if not all(map(_is_plain, parts)):
        return parts
    pages = [with_parted_heading(spread(grid)) for grid in parts]
    if not all(pages):
        return parts
    first = next((n for n, rows in enumerate(pages) if find_heading(rows) is not None), None)
    if first is None or sum(words.find_columns(row) is not None for row in chain(*pages)) > 1:
        return parts  # a tool that repeats headings keeps merged cells whole
    start = find_heading(pages[first]) or 0
    heading = pages[first][start]
    above: list[Row] = []
    for rows in (*pages[:first], pages[first][:start]):
        above += _without_rest(above, rows)
    labels = mend_labels(above)
    found = [Part(pages[first][start + 1 :])]
    for rows in pages[first + 1 :]:
        fitting = align(rows, heading)
        if fitting is None:
            return parts
        join_cut_row(found[-1].rows, fitting, heading)
        found.append(Part(fitting))
    mend_levels(found, heading)
    rows = [*labels, heading, *(row for part in found for row in part.rows)]
    rows = mend_projects(rows, len(labels), [len(part.rows) for part in found])
    if len(parts) == 1 and rows == list(parts[0].rows):
        return parts
    if signs_of(rows) != signs_of(chain(*(part.rows for part in parts))):
        return parts  # something would be lost
    return [Grid(tuple(map(_numbered, rows)), parts[0].line, parts[0].page)]


def _is_whole(grid: Grid) -> bool:
    """Return whether nothing is to be mended in a form on one page: a look that most forms pass."""
    rows = grid.rows
    start = find_heading(rows)
    if start is None:
        return True
    heading, below = rows[start], rows[start + 1 :]
    roles = words.find_columns(heading) or {}
    unnamed = [n for n, cell in enumerate(heading) if not cell.text]
    return (
        "name" not in roles
        and roles.keys() >= _NEEDED
        and all(len(row) == len(heading) for row in below)
        and not any(row[n].text for n in unnamed for row in below)
        and not are_cut(rows[:start])
        and not in_the_middle(below, roles)
    )


def _without_rest(above: list[Row], rows: list[Row]) -> list[Row]:
    """Return the rows of a page; the rest of the goal before it goes to the last row above."""
    cells = [cell for row in rows[:1] for cell in row if cell.text]
    goal = [n for row in above[-1:] for n, cell in enumerate(row) if cell.text]
    if len(cells) != 1 or len(goal) != 2 or words.read_label(cells[0].text):  # noqa: PLR2004
        return rows
    last, (first, place) = above[-1], goal
    label = words.read_label(last[first].text)
    if label is None or label.kind != "goal" or last[place].text.endswith(_STOPS):
        return rows
    above[-1] = (*last[:place], join_cells(last[place], cells[0]), *last[place + 1 :])
    return rows[1:]


def _numbered(row: Row) -> Row:
    return tuple(cell.at(cell.row, column) for column, cell in enumerate(row, 1))
