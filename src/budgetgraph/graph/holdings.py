"""Institutions, assets, procurement rows and figures of the running text."""

import re

from budgetgraph import iris
from budgetgraph.model import Amount, AssetHolding, Institution, NarrativeFigure, ProcurementLine

from .concepts import find_catalogue_item, find_concept
from .lines import money, quote_amount
from .scene import Pair, Scene
from .spelling import BUD, PROV, RDF, SKOS, Term, child, chinese, code, decimal, node, text

_ECONOMIC_CODE = re.compile(r"\d{3}(?:\d\d)?(?!\d)")
_ROLES = {"item": "leaf", "subtotal": "subtotal", "total": "total"}


def describe_holdings(scene: Scene) -> None:
    """Add institutions, assets, procurement rows and figures, each kind in document order."""
    disclosure = scene.disclosure
    for number, institution in enumerate(disclosure.institutions, 1):
        _describe_institution(scene, _item(scene, "institution", number), institution)
    for number, holding in enumerate(disclosure.assets, 1):
        _describe_asset(scene, _item(scene, "asset", number), holding)
    for number, row in enumerate(disclosure.procurement, 1):
        _describe_procurement(scene, number, row)
    for number, figure in enumerate(disclosure.figures, 1):
        _describe_figure(scene, _item(scene, "figure", number), figure)


def _item(scene: Scene, kind: str, number: int) -> Term:
    return node(scene.iris.item(kind, number))


def _describe_institution(scene: Scene, subject: Term, institution: Institution) -> None:
    scene.describe(
        subject,
        [
            (RDF.type, BUD.Institution),
            (BUD.inDocument, scene.document),
            (PROV.wasQuotedFrom, scene.cell(institution.cell)),
            (BUD.budget, scene.budget()),
            (SKOS.prefLabel, chinese(institution.name)),
            (BUD.aboutInstitution, scene.organization(institution.name)),
            (BUD.institutionNature, find_concept("institution-nature", institution.nature)),
            (BUD.institutionRank, find_concept("institution-rank", institution.rank)),
            (BUD.institutionFunding, find_concept("institution-funding", institution.funding)),
            (BUD.printedNature, text(institution.nature)),
            (BUD.printedRank, text(institution.rank)),
            (BUD.printedFunding, text(institution.funding)),
        ],
    )


def _describe_asset(scene: Scene, subject: Term, holding: AssetHolding) -> None:
    pairs: list[Pair] = [
        (RDF.type, BUD.AssetHolding),
        (BUD.inDocument, scene.document),
        (PROV.wasQuotedFrom, scene.cell(holding.cell)),
        (BUD.budget, scene.budget()),
        (SKOS.prefLabel, chinese(holding.item)),
        *_quantity(holding.quantity),
        *_stated(scene, holding.value),
    ]
    scene.describe(subject, pairs)


def _describe_procurement(scene: Scene, number: int, row: ProcurementLine) -> None:
    subject = _item(scene, "procurement", number)
    price, project_amount = row.unit_price, row.project_amount
    fiscal_year = scene.disclosure.publisher.year
    pairs: list[Pair] = [
        (RDF.type, BUD.ProcurementLine),
        (BUD.inDocument, scene.document),
        (PROV.wasQuotedFrom, scene.cell(row.cell)),
        (BUD.budget, scene.budget()),
        (BUD.aggregationRole, code("aggregation-role", _ROLES[row.role])),
        (BUD.budgetUnit, scene.unit(row.unit)),
        (BUD.projectName, text(row.project)),
        (BUD.projectAmount, decimal(project_amount.figure.amount_yuan) if project_amount else None),
        (SKOS.prefLabel, chinese(row.item)),
        (BUD.printedCode, text(row.catalogue_code)),
        (BUD.catalogueItem, find_catalogue_item(row.catalogue_code, fiscal_year)),
        (BUD.economicClassName, text(row.economic)),
        (BUD.economicCode, _economic_class(row.economic, fiscal_year)),
        (BUD.printedUnit, text(row.uom)),
        *_quantity(row.quantity),
        (BUD.unitPrice, decimal(price.figure.amount_yuan) if price else None),
        *_stated(scene, row.total),
        *((BUD.aggregates, _item(scene, "procurement", number + part)) for part in row.parts),
    ]
    for place, (heading, amount) in enumerate(row.amounts, 1):
        part = child(subject, f"-amount{place}")
        scene.describe(
            part,
            [
                (RDF.type, BUD.AmountPart),
                (PROV.wasQuotedFrom, scene.cell(amount.cell)),
                (BUD.columnHeading, text(heading)),
                (BUD.measure, find_concept("measure", heading)),
                *quote_amount(amount),
            ],
        )
        pairs.append((BUD.amountPart, part))
    scene.describe(subject, pairs)


def _economic_class(printed: str, fiscal_year: int | None) -> Term | None:
    """Return the class whose code is printed; a name alone may be that of several."""
    found = _ECONOMIC_CODE.match(printed)
    return (
        node(iris.yearly_code("economic", fiscal_year, found[0])) if found and fiscal_year else None
    )


def _describe_figure(scene: Scene, subject: Term, stated: NarrativeFigure) -> None:
    scene.describe(
        subject,
        [
            (RDF.type, BUD.Figure),
            (BUD.inDocument, scene.document),
            (PROV.wasQuotedFrom, scene.cell(stated.cell)),
            (BUD.budget, scene.budget()),
            (BUD.item, code("item", stated.key)),
            *money(stated.figure.amount_yuan, stated.figure),
            (BUD.sentence, text(stated.sentence)),
        ],
    )


def _quantity(quantity: Amount | None) -> list[Pair]:
    if quantity is None:
        return []
    figure = quantity.figure
    return [
        (BUD.quantity, decimal(figure.amount_yuan)),
        (BUD.printedQuantity, text(figure.printed)),
    ]


def _stated(scene: Scene, amount: Amount | None) -> list[Pair]:
    """Return the amount of a row with the cell that prints it, or that it is blank."""
    if amount is None:
        return [(BUD.valueStatus, code("value-status", "blank"))]
    status = "reported" if amount.figure.amount_yuan else "zero"
    return [
        *quote_amount(amount),
        (BUD.valueStatus, code("value-status", status)),
        (BUD.amountCell, scene.cell(amount.cell)),
    ]
