"""Where a statement stands and how it is called: what messages need beside the values of a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from budgetgraph.model import Cell
from budgetgraph.terms import BUD, PREFIXES

from .rows import Row, Value, decimal_of, integer_of, node_of, plain

_LOCAL = (PREFIXES["bud"], PREFIXES["prov"], PREFIXES["skos"], PREFIXES["rdf"], PREFIXES["sh"])
Properties = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is, as far as the data tell.

    Attributes:
        document: IRI of the document.
        table: Code of the kind of table, or its title.
        title: Printed title of the table.
        table_number: Order of the table in the document, 0 for text.
        row: Printed row number, else the row's label.
        label: Label of the row, or name of the project or indicator.
        code: Printed classification code.
        column: Printed column heading.
        owner: Name of the project or unit to which the statement belongs.
        owner_number: Order of the project in the document, 0 for none.
        kind: Local name of the class.
        sheet: IRI of the table.
        printed: Text printed in the cell.
        scale: Currency units per printed unit, 0 where not told.
        half_width: Precision of the amount, in currency units.
        cell: The cell.
    """

    document: str = ""
    table: str = ""
    title: str = ""
    table_number: int = 0
    row: str = ""
    label: str = ""
    code: str = ""
    column: str = ""
    owner: str = ""
    owner_number: int = 0
    kind: str = ""
    sheet: str = ""
    printed: str = ""
    scale: int = 0
    half_width: Decimal = Decimal(0)
    cell: Cell | None = None


class Places:
    """Looks up the places of statements in a store; each node is read once.

    Args:
        store: The store that the checks ran on.
    """

    def __init__(self, store: ox.Store) -> None:
        """Remember the store; read nothing yet."""
        self._store = store
        self._known: dict[str, Properties] = {}

    def find(self, row: Row) -> Place:
        """Return the place of the row's `value`, or of its document where it has none."""
        value = self._quoting(str(row.get("value", row.get("this", ""))))
        about = self.properties(value)
        quoted = self._quoted(about, row)
        cell = self.properties(quoted) if quoted else {}
        sheet = self.properties(str(cell.get("inTable", ""))) if "inTable" in cell else {}
        if _kind(about) == "Table":
            sheet = about
        owner = self._owner(value, about)
        return Place(
            document=str(row.get("this", "")),
            table=_code(sheet.get("table")) or str(sheet.get("tableTitle", "")),
            title=str(sheet.get("tableTitle", "")),
            table_number=integer_of(sheet.get("tableNumber")),
            row=str(about.get("printedRowNumber") or self._label(about)),
            label=self._label(about),
            code=str(about.get("printedCode", "")),
            column=str(row.get("heading") or about.get("columnHeading", "")),
            owner=self._label(owner),
            owner_number=integer_of(owner.get("projectNumber")),
            kind=_kind(about),
            sheet=value if sheet is about else str(cell.get("inTable", "")),
            printed=str(cell.get("printedText", "")),
            scale=integer_of(self._part(about, row).get("printedScale"))
            or integer_of(owner.get("printedScale")),
            half_width=decimal_of(self._part(about, row).get("halfWidth")),
            cell=self._cell(cell or about),
        )

    def properties(self, iri: str) -> Properties:
        """Return the properties of a node by local name; of several values of one the first."""
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        return self._known[iri]

    def _quoting(self, value: str) -> str:
        """Return the indicator of a target: targets quote no cell of their own."""
        if not _kind(self.properties(value)).endswith("Target") or value.startswith("_:"):
            return value
        target = node_of(value)
        for quad in self._store.quads_for_pattern(None, BUD.target, target, None):
            if isinstance(quad.subject, ox.NamedNode):
                return quad.subject.value
        return value

    def _read(self, iri: str) -> Properties:
        found: dict[str, Value] = {}
        for quad in self._store.quads_for_pattern(node_of(iri), None, None, None):
            name = _local(quad.predicate.value)
            if isinstance(quad.object, ox.Triple):
                continue
            value = plain(quad.object)
            if name == "type" and found.get(name):  # the most telling class: our own
                value = found[name] if _is_own(str(found[name])) else value
            if name == "prefLabel" and name in found and not _is_chinese(quad.object):
                continue
            found[name] = value
        return found

    def _label(self, about: Properties) -> str:
        """Return what a statement is called.

        A figure of the text is called by its item, an amount without a label by its measure.
        """
        if _kind(about) == "Figure":
            about = self.properties(str(about.get("item", "")))
        elif _kind(about) == "Line" and "rowLabel" not in about:
            about = self.properties(str(about.get("measure", "")))
        names = ("rowLabel", "prefLabel", "sectionTitle", "economicClassName", "projectName")
        return str(next((about[name] for name in names if about.get(name)), ""))

    def _part(self, about: Properties, row: Row) -> Properties:
        """Return the amount part that the row is about, or the statement itself."""
        heading = row.get("heading")
        if heading is None:
            return about
        subject = node_of(row.get("value"))
        for quad in self._store.quads_for_pattern(subject, BUD.amountPart, None, None):
            if isinstance(quad.object, ox.NamedNode):
                part = self.properties(quad.object.value)
                if part.get("columnHeading") == heading:
                    return part
        return about

    def _quoted(self, about: Properties, row: Row) -> str:
        """Return the cell that prints what the row is about: the amount where it is about one."""
        part = self._part(about, row)
        if part is not about:
            return str(part.get("wasQuotedFrom", ""))
        if "found" in row and "amountCell" in about:
            return str(about["amountCell"])
        return str(about.get("wasQuotedFrom", ""))

    def _owner(self, value: str, about: Properties) -> Properties:
        """Return the project (or unit) that has this goal, indicator, plan point or part."""
        if _kind(about) == "Project":
            return about
        if not value or value.startswith("_:"):
            return {}
        links = (BUD.hasIndicator, BUD.hasGoal, BUD.planPoint, BUD.fundingPart)
        for link in links:
            quad = next(self._store.quads_for_pattern(None, link, node_of(value), None), None)
            if quad is not None and isinstance(quad.subject, ox.NamedNode):
                owner = self.properties(quad.subject.value)
                return (
                    self.properties(str(owner["budgetUnit"]))
                    if "budgetUnit" in owner and _kind(owner) == "Budget"
                    else owner
                )
        if "budgetUnit" in about:
            return self.properties(str(about["budgetUnit"]))
        return {}

    def _cell(self, cell: Properties) -> Cell | None:
        if "sourceLine" not in cell and "rowNumber" not in cell and "page" not in cell:
            return None
        return Cell(
            text=str(cell.get("printedText", "")),
            line=integer_of(cell.get("sourceLine")),
            row=integer_of(cell.get("rowNumber")),
            column=integer_of(cell.get("columnNumber")),
            page=integer_of(cell.get("page")) or None,
        )


def _local(iri: str) -> str:
    for base in _LOCAL:
        if iri.startswith(base):
            return iri.removeprefix(base)
    return iri


def _is_own(iri: str) -> bool:
    return iri.startswith(PREFIXES["bud"])


def _is_chinese(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.language == "zh"


def _kind(about: Properties) -> str:
    return _local(str(about.get("type", "")))


def _code(iri: Value | None) -> str:
    return str(iri).rpartition("/")[2] if iri else ""
