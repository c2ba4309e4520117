"""Budget lines, their readings, and the amounts of whole-department performance tables."""

from collections.abc import Sequence
from decimal import Decimal

from budgetgraph import iris
from budgetgraph.figures import Figure, is_figure, parse_figure
from budgetgraph.model import Amount, Line, Reading, UnitBudget

from .concepts import find_concept
from .scene import Pair, Scene, spell
from .spelling import BUD, PROV, RDF, Term, boolean, child, code, decimal, integer, node, text

_CLASSIFIED = {
    "function": BUD.functionalCode,
    "economic": BUD.economicCode,
    "government-economic": BUD.governmentEconomicCode,
}
_COMPARED = (BUD.changeFrom, BUD.changeTo)
_Place = tuple[int, int, int]  # table, row, column
_Columns = dict[tuple[str | int | None, ...], list[str]]
CNY = node(iris.currency("CNY"))

# Whole-department performance tables: what each amount is, as (expenditure type, funding source,
# aggregation role); the totals of both halves are totals of the unit's budget.
_UNIT_AMOUNTS = {
    "basic_personnel": ("personnel", "", "leaf"),
    "basic_operating": ("operating", "", "leaf"),
    "basic_total": ("basic", "", "subtotal"),
    "project_total": ("project", "", "leaf"),
    "expenditure_total": ("", "", "total"),
    "fiscal_appropriation": ("", "fiscal-appropriation", "leaf"),
    "carry_over": ("", "carry-over", "leaf"),
    "other_funds": ("", "other", "leaf"),
    "revenue_total": ("", "", "total"),
}
_UNIT_TABLE = "unit-performance"


def money(
    amount_yuan: Decimal, figure: Figure, half_width_yuan: Decimal | None = None
) -> list[Pair]:
    """Return the properties that every amount has: value, currency, print and precision."""
    return [
        (BUD.amount, decimal(amount_yuan)),
        (BUD.currency, CNY),
        (BUD.printedText, text(figure.printed)),
        (BUD.printedScale, integer(figure.scale)),
        (
            BUD.halfWidth,
            decimal(figure.half_width_yuan if half_width_yuan is None else half_width_yuan),
        ),
    ]


def quote_amount(amount: Amount) -> list[Pair]:
    """Return the properties of a printed amount that stands beside its name."""
    return money(amount.figure.amount_yuan, amount.figure)


def describe_lines(scene: Scene) -> None:
    """Add a `bud:Line` for every printed amount of the budget tables."""
    lines = scene.disclosure.lines
    nodes = _name_lines(scene)
    compares = scene.disclosure.rates or any(line.compared_columns for line in lines)
    places = _places(lines) if compares else {}
    columns: _Columns = {}
    for subject, line in zip(nodes, lines, strict=True):
        pairs = _line_pairs(scene, line)
        if line.parts:
            rest = line.amount_yuan - sum([lines[part].amount_yuan for part in line.parts])
            pairs += [(BUD.aggregates, nodes[part]) for part in line.parts]
            pairs.append((BUD.residual, decimal(rest)))
        if line.addends:
            rest = line.amount_yuan - sum([lines[part].amount_yuan for part in line.addends])
            pairs += [(BUD.crossFoots, nodes[part]) for part in line.addends]
            pairs.append((BUD.crossResidual, decimal(rest)))
        if line.compared_columns:
            pairs += _compared(line, places, nodes)
        scene.describe(subject, pairs, _of_column(scene, line, BUD.Line, columns))
        for number, reading in enumerate(line.readings, 1):
            _describe_reading(scene, line, reading, number)
    for rate in scene.disclosure.rates:
        subject = child(scene.name_cell(rate.cell, rate.line.table_number), "-rate")
        pairs = _rate_pairs(scene, rate.line) + _compared(rate.line, places, nodes)
        scene.describe(subject, pairs, _of_column(scene, rate.line, BUD.Rate, columns))


def _places(lines: Sequence[Line]) -> dict[_Place, int]:
    """Return the lines of tables that compare years, by where they stand."""
    return {
        (line.table_number, line.cell.row, line.cell.column): index
        for index, line in enumerate(lines)
    }


def _compared(line: Line, places: dict[_Place, int], nodes: Sequence[Term]) -> list[Pair]:
    """Return the lines of last year and this year that a change of the same row compares."""
    found = [places.get((line.table_number, line.cell.row, c)) for c in line.compared_columns]
    if len(found) != len(_COMPARED) or None in found:
        return []
    return [
        (term, nodes[index])
        for term, index in zip(_COMPARED, found, strict=True)
        if index is not None
    ]


def _name_lines(scene: Scene) -> list[Term]:
    """Return one node per line: the cell's name with `-line`, numbered where it makes several."""
    names: list[Term] = []
    seen: dict[Term, int] = {}
    for line in scene.disclosure.lines:
        cell = scene.name_cell(line.cell, line.table_number)
        seen[cell] = count = seen.get(cell, 0) + 1
        names.append(child(cell, "-line" if count == 1 else f"-line{count}"))
    return names


def _line_pairs(scene: Scene, line: Line) -> list[Pair]:
    return [
        *_of_row(scene, line),
        *money(line.amount_yuan, line.figure, _half_width(line)),
        (BUD.valueStatus, code("value-status", line.status)),
        (BUD.aggregationRole, code("aggregation-role", line.role)),
    ]


def _rate_pairs(scene: Scene, line: Line) -> list[Pair]:
    return [
        *_of_row(scene, line),
        (BUD.percent, decimal(line.figure.amount_yuan)),
        (BUD.printedText, text(line.figure.printed)),
        (BUD.halfWidth, decimal(line.figure.half_width_yuan)),
    ]


def _of_column(scene: Scene, line: Line, kind: Term, known: _Columns) -> list[str]:
    """Return, spelled, what the figures of a column have in common; spelled once for each.

    Args:
        scene: Whose lines they are.
        line: One line of the column.
        kind: The class of its figures.
        known: The columns spelled so far; this one is added.
    """
    about = (line.table, line.side, line.year, line.phase, line.unit)
    column = (line.measure_code, line.measure)
    funds = (line.ledger, line.funding_source, line.expenditure_type)
    key = (kind, *about, *column, *funds)
    found = known.get(key)
    if found is None:
        found = known[key] = spell(
            [
                (RDF.type, kind),
                (BUD.budget, scene.budget(line.year, line.phase, line.unit)),
                (BUD.budgetUnit, scene.unit(line.unit)),
                (BUD.table, code("table", line.table)),
                (BUD.side, code("side", line.side)),
                (BUD.measure, code("measure", line.measure_code)),
                (BUD.columnHeading, text(line.measure)),
                (BUD.ledger, code("ledger", line.ledger)),
                (BUD.fundingSource, code("funding-source", line.funding_source)),
                (BUD.expenditureType, code("expenditure-type", line.expenditure_type)),
            ]
        )
    return found


def _of_row(scene: Scene, line: Line) -> list[Pair]:
    """Return the cell of a figure, and what its row is about: number, code, label, item, class."""
    pairs: list[Pair] = [
        (PROV.wasQuotedFrom, scene.cell(line.cell, line.table_number)),
        (BUD.printedRowNumber, text(line.row_number)),
        (BUD.printedCode, text(line.code)),
        (BUD.rowLabel, text(line.label)),
        (BUD.item, find_concept("item", line.label) if line.table == "three-public" else None),
    ]
    if line.label_cell:
        pairs.append((BUD.labelCell, scene.cell(line.label_cell, line.table_number)))
    fiscal_year = line.year or scene.disclosure.publisher.year
    if line.code and line.classification in _CLASSIFIED and fiscal_year:
        concept = iris.yearly_code(line.classification, fiscal_year, line.code)
        pairs.append((_CLASSIFIED[line.classification], node(concept)))
    return pairs


def _half_width(line: Line) -> Decimal:
    """Return the precision of the reading that gave the amount, else of the print."""
    for reading in line.readings[:1]:
        if reading.amount_yuan == line.amount_yuan and is_figure(reading.text):
            return parse_figure(reading.text, line.figure.scale).half_width_yuan
    return line.figure.half_width_yuan


def _describe_reading(scene: Scene, line: Line, reading: Reading, number: int) -> None:
    cell = scene.cell(line.cell, line.table_number)
    evidence = [scene.cell(proof) for proof in reading.evidence]  # proof may stand in another table
    scene.describe(
        child(cell, f"-reading{number}"),
        [
            (RDF.type, BUD.Reading),
            (BUD.readingOf, cell),
            (BUD.readAs, text(reading.text)),
            (BUD.readAmount, decimal(reading.amount_yuan)),
            (BUD.preferred, boolean(number == 1 and reading.amount_yuan == line.amount_yuan)),
            (BUD.correctionBasis, code("correction", reading.reason)),
            *((BUD.evidence, proof) for proof in evidence),
        ],
    )


def describe_units(scene: Scene) -> None:
    """Add the amounts of whole-department performance tables as lines of the unit's budget."""
    for unit in scene.disclosure.units:
        budget = scene.budget(unit.year, "", unit.unit)
        for key, amount in unit.amounts:
            _describe_unit_amount(scene, unit, budget, key, amount)


def _describe_unit_amount(
    scene: Scene, unit: UnitBudget, budget: Term, key: str, amount: Amount
) -> None:
    expenditure_type, source, role = _UNIT_AMOUNTS[key]
    cell = scene.cell(amount.cell)
    side = "income" if source or key == "revenue_total" else "expenditure"
    status = "reported" if amount.figure.amount_yuan else "zero"
    scene.describe(
        child(cell, "-line"),
        [
            (RDF.type, BUD.Line),
            (PROV.wasQuotedFrom, cell),
            (BUD.budget, budget),
            (BUD.budgetUnit, scene.unit(unit.unit)),
            (BUD.table, code("table", _UNIT_TABLE)),
            (BUD.side, code("side", side)),
            (BUD.measure, code("measure", key.replace("_", "-"))),
            *quote_amount(amount),
            (BUD.valueStatus, code("value-status", status)),
            (BUD.aggregationRole, code("aggregation-role", role)),
            (BUD.fundingSource, code("funding-source", source)),
            (BUD.expenditureType, code("expenditure-type", expenditure_type)),
        ],
    )
