"""A printed table before a layout prints it: cells that truth and faults point at."""

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Cell:
    """One printed cell.

    Attributes:
        text: What is printed; a fault changes it.
        meant: What would be printed without faults.
    """

    text: str
    meant: str = ""

    def __post_init__(self) -> None:
        """Print what is meant until a fault says otherwise."""
        self.meant = self.text


Row = list[Cell]
INDICATOR_HEADING = [
    *("一级指标", "二级指标", "三级指标"),
    *("绩效指标描述", "指标值", "指标值确定依据"),
]
Span = tuple[str, int]  # heading and the columns that it covers


@dataclass(slots=True)
class Sheet:
    """One table of a disclosure.

    Attributes:
        code: Table code, e.g. `revenue`; empty for registers.
        title: Printed title.
        caption: Lines under the title: department, year, unit.
        heading: Upper heading row with the columns that each heading covers; then the lower row.
        lower: Lower heading row, blank under headings that reach down; empty without one.
        numbers: Whether a row of column numbers (栏次) ends the heading.
        rows: Data rows, one cell per column.
        notes: Notes under the table.
        widths: Width of each column in half-width characters where cells wrap; 0 never wraps.
        narrow: As `widths`, for a page on which the columns are too narrow for figures.
        flow_heading: The heading as layout text prints it, line by line.
        flow_widths: As `widths`, for layout text.
    """

    code: str
    title: str
    caption: list[str]
    heading: list[Span]
    lower: list[str]
    rows: list[Row]
    numbers: bool = True
    notes: list[str] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    narrow: list[int] = field(default_factory=list)
    flow_heading: list[str] = field(default_factory=list)
    flow_widths: list[int] = field(default_factory=list)

    def heading_rows(self, *, collapsed: bool = False) -> list[list[str]]:
        """Return the heading rows as texts, blank where a merged cell goes on.

        Args:
            collapsed: Print a heading over several columns as one cell only, as Word's text does.
        """
        upper: list[str] = []
        for text, span in self.heading:
            upper += [text] + [""] * (0 if collapsed else span - 1)
        rows = [upper]
        if self.lower:
            rows.append(list(self.lower))
        if self.numbers:
            count = sum(span for _, span in self.heading)
            rows.append(["栏次", *(str(number) for number in range(1, count))])
        return rows


@dataclass(slots=True)
class ProjectForm:
    """The printed form of one project."""

    number: int
    name: Cell
    code: Cell
    unit: str
    amount: Cell
    fiscal: Cell
    other: Cell
    plan: list[Cell]
    purpose: Cell
    goals: list[Cell]
    indicators: list[Row]  # columns as in INDICATOR_HEADING

    @property
    def money(self) -> list[str]:
        """The labels and amounts of the row on money."""
        return [
            *("预算数", self.amount.text),
            *("其中：财政资金", self.fiscal.text),
            *("其他资金", self.other.text),
        ]


@dataclass(slots=True)
class Text:
    """One paragraph of running text, in pieces; figures are pieces of their own."""

    pieces: list[Cell]
    is_heading: bool = False

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(piece.text for piece in self.pieces)


Block = Sheet | ProjectForm | Text
