"""What all parts of one document's graph share: its names, its quads, and nodes made on first use.

Cells, budgets, units and policy documents are described when a statement first refers to them, so
that only what is quoted is emitted, and each of it once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from budgetgraph import iris
from budgetgraph.model import Cell, Disclosure
from budgetgraph.policy import find_issue_numbers

from .places import Places
from .spelling import (
    BUD,
    ORG,
    RDF,
    SKOS,
    Term,
    child,
    chinese,
    code,
    decimal,
    integer,
    node,
    text,
    year,
)

Pair = tuple[Term, Term | None]
_IS_CELL = f"{RDF.type} {BUD.Cell}"
_PRINTED, _LINE, _PAGE = BUD.printedText, BUD.sourceLine, BUD.page
_ROW, _COLUMN = BUD.rowNumber, BUD.columnNumber


class Scene:
    """The quads of one document while they are made.

    Args:
        disclosure: What the document says.
        base: Publisher's base IRI, as `iris.check_base` returns it.
        named: Write the name of the graph behind every triple.
    """

    def __init__(self, disclosure: Disclosure, base: str, named: bool = True) -> None:
        """Prepare the names; emit nothing."""
        publisher = disclosure.publisher
        self.disclosure = disclosure
        self.base = base
        self.iris = iris.DocumentIris(base, disclosure.id)
        self.owner = iris.PublisherIris(
            base, publisher.division, publisher.department, disclosure.id
        )
        self.document = node(self.iris.document)
        self.department = node(self.owner.department)
        self._end = f" {self.document} .\n" if named else " .\n"
        self._quads: list[str] = []
        self._described: set[Term] = set()
        self._cells: dict[int, Term] = {}
        self._budgets: dict[tuple[int | None, str, str], Term] = {}
        self._texts: dict[tuple[int, str], Term] = {}
        self._lines: Counter[int] = Counter()  # texts by line
        self._policies: dict[tuple[str, ...], list[Term]] = {}
        self._places = Places(disclosure)
        self._places_stated: dict[int, str] = {}  # by table
        self.quoted_tables: set[int] = set()

    def describe(self, subject: Term, pairs: Iterable[Pair], spelled: Sequence[str] = ()) -> None:
        """Add the properties of a subject, those without a value left out.

        Args:
            subject: Whom they describe.
            pairs: Each property with its value.
            spelled: More of them, as `spell` returns them.
        """
        stated = [*spelled, *spell(pairs)] if spelled else spell(pairs)
        if stated:
            end = self._end
            self._quads.append(f"{subject} {f'{end}{subject} '.join(stated)}{end}")

    def drain(self) -> list[str]:
        """Return the N-Quads made since the last call, those of one subject in one text."""
        quads, self._quads = self._quads, []
        return quads

    def switch_graph(self, graph: Term) -> None:
        """Write the quads that follow into another graph."""
        self._end = f" {graph} .\n"

    def cell(self, cell: Cell, table_number: int = 0) -> Term:
        """Return the node of a cell, described on its first use.

        Args:
            cell: The cell as the statement holds it.
            table_number: Its table where known; looked up otherwise; text outside tables has none.
        """
        known = self._cells.get(id(cell))
        if known is not None:
            return known
        number, printed = self._places.find(cell, table_number)
        if number and cell.row and cell.column:
            result = node(self.iris.cell(number, cell.row, cell.column))
            if self._is_new(result):
                self.quoted_tables.add(number)
                self._describe_cell(result, printed, number)
                if printed.pieces:
                    self._pieces(result, printed)
        else:
            result = self._text_cell(cell)
        self._cells[id(cell)] = result
        return result

    def name_cell(self, cell: Cell, table_number: int) -> Term:
        """Return the node of a table's cell without describing it."""
        if cell.row and cell.column:
            return node(self.iris.cell(table_number, cell.row, cell.column))
        return self.cell(cell, table_number)

    def budget(self, fiscal_year: int | None = None, phase: str = "", unit: str = "") -> Term:
        """Return a budget of the department or of one of its units, described on its first use."""
        publisher = self.disclosure.publisher
        key = (fiscal_year or publisher.year, phase or publisher.phase, unit)
        known = self._budgets.get(key)
        if known is not None:
            return known
        fiscal_year, phase, _ = key
        result = self._budgets[key] = node(self.owner.budget(*key))
        if self._is_new(result):  # the unit may be the department under its own name
            pairs: list[Pair] = [
                (RDF.type, BUD.Budget),
                (BUD.department, self.department),
                (BUD.budgetUnit, self.unit(unit)),
                (BUD.jurisdiction, self.jurisdiction()),
                (BUD.fiscalYear, year(fiscal_year) if fiscal_year else None),
                (BUD.phase, code("phase", phase)),
            ]
            self.describe(result, pairs)
        return result

    def unit(self, name: str) -> Term | None:
        """Return a unit under the department, described on its first use.

        None for an empty name and for the department's own name.
        """
        if not name:
            return None
        result = self.organization(name)
        return None if result == self.department else result

    def organization(self, name: str) -> Term | None:
        """Return a body by its name: the department itself or a unit; None for an empty name."""
        if not name:
            return None
        result = node(self.owner.organization(name))
        if result != self.department and self._is_new(result):
            number, plain = iris.split_local_number(name)
            self.describe(
                result,
                [
                    (RDF.type, BUD.BudgetUnit),
                    (SKOS.prefLabel, chinese(plain)),
                    (BUD.localNumber, text(number)),
                    (BUD.partOfDepartment, self.department),
                    (ORG.subOrganizationOf, self.department),
                ],
            )
        return result

    def jurisdiction(self) -> Term | None:
        """Return the division whose budget it is, None where the document does not tell."""
        notation = self.disclosure.publisher.division
        return node(iris.division(notation)) if notation else None

    def policies(self, *texts: str) -> list[Term]:
        """Return the policy documents that the texts cite, described on their first use."""
        known = self._policies.get(texts)  # most indicators of a project rest on the same
        if known is not None:
            return known
        found = self._policies[texts] = []
        for issue in dict.fromkeys(chain.from_iterable(map(find_issue_numbers, texts))):
            result = node(iris.policy(self.base, issue))
            found.append(result)
            if self._is_new(result):
                self.describe(
                    result,
                    [
                        (RDF.type, BUD.PolicyDocument),
                        (SKOS.prefLabel, chinese(str(issue))),
                        (BUD.policyIssuer, text(issue.issuer)),
                        (BUD.policyYear, year(issue.year)),
                        (BUD.policyNumber, integer(issue.number)),
                    ],
                )
        return found

    def _is_new(self, subject: Term) -> bool:
        if subject in self._described:
            return False
        self._described.add(subject)
        return True

    def _text_cell(self, cell: Cell) -> Term:
        """Return the node of a line of text; a second text on one line gets a name of its own."""
        key = (cell.line, cell.text)
        known = self._texts.get(key)
        if known is None:
            self._lines[cell.line] += 1
            number = self._lines[cell.line]
            iri = self.iris.text(cell.line)
            known = child(node(iri), f"-{number}") if number > 1 else node(iri)
            self._texts[key] = known
            self._describe_cell(known, cell, 0)
            self._pieces(known, cell)
        return known

    def _describe_cell(self, subject: Term, cell: Cell, table_number: int) -> None:
        """Add what a cell prints; every third quad is one of these, so no pairs are made first."""
        end = self._end
        go_on = f"{end}{subject} "
        stated = self._places_stated.get(table_number) or self._state_place(table_number)
        quads = f"{subject} {_IS_CELL}{go_on}{stated}"
        printed, line, row, column, page, sheet, row_span, column_span, box, confidence, _ = cell
        if printed:
            quads += f"{go_on}{_PRINTED} {text(printed)}"
        if line:
            quads += f"{go_on}{_LINE} {integer(line)}"
        if page:
            quads += f"{go_on}{_PAGE} {integer(page)}"
        if table_number:
            quads += f"{go_on}{_ROW} {integer(row)}{go_on}{_COLUMN} {integer(column)}"
        if sheet or box or confidence is not None or row_span > 1 or column_span > 1:
            for term, value in _rare_pairs(cell):
                quads += f"{go_on}{term} {value}"
        self._quads.append(quads + end)

    def _state_place(self, table_number: int) -> str:
        """Return how a cell says in which table it stands; 0 is the text outside tables."""
        table = node(self.iris.table(table_number))
        stated = f"{BUD.inTable} {table}" if table_number else f"{BUD.inDocument} {self.document}"
        self._places_stated[table_number] = stated
        return stated

    def _pieces(self, subject: Term, cell: Cell) -> None:
        """Describe the printed pieces of a cell that a page break had split."""
        for number, piece in enumerate(cell.pieces, 1):
            part = child(subject, f"-piece{number}")
            self._describe_cell(part, piece, 0)
            self.describe(subject, [(BUD.piece, part)])


def spell(pairs: Iterable[Pair]) -> list[str]:
    """Return each property with its value as one text, those without a value left out."""
    return [f"{term} {value}" for term, value in pairs if value]


def _rare_pairs(cell: Cell) -> list[Pair]:
    """Return what few cells have: sheet, place on the page, confidence, spans."""
    pairs: list[Pair] = []
    if cell.sheet or cell.box or cell.confidence is not None:
        pairs += _print_pairs(cell)
    if cell.row_span > 1:
        pairs.append((BUD.rowSpan, integer(cell.row_span)))
    if cell.column_span > 1:
        pairs.append((BUD.columnSpan, integer(cell.column_span)))
    return [(term, value) for term, value in pairs if value]


def _print_pairs(cell: Cell) -> list[Pair]:
    """Return what only some formats know: sheet, place on the page, confidence of the reading."""
    pairs: list[Pair] = [
        (BUD.sheet, text(cell.sheet or "")),
        (BUD.confidence, integer(cell.confidence) if cell.confidence is not None else None),
    ]
    if cell.box:
        edges = zip(
            (BUD.boxLeft, BUD.boxTop, BUD.boxRight, BUD.boxBottom),
            (cell.box.left, cell.box.top, cell.box.right, cell.box.bottom),
            strict=True,
        )
        pairs += [(term, decimal(Decimal(str(edge)))) for term, edge in edges]
    return pairs
