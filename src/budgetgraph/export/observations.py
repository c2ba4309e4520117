"""The lines of one document as observations: what cubes and fiscal data packages are made of.

A line without an amount is no observation. Codes stay IRIs; an empty text means not stated.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from .publication import Publication
from .structure import Structure, structure_of

_LINES = """
SELECT ?statement ?kind ?table ?number ?title ?period ?area ?department ?unit ?phase ?side ?measure
       ?function ?economic ?government ?ledger ?source ?type ?item ?code ?label ?heading
       ?amount ?currency ?role ?status ?printed ?scale ?page ?line WHERE {
  ?statement a bud:Line ; bud:table ?kind ; bud:amount ?amount ; bud:currency ?currency ;
    bud:budget ?budget ; bud:aggregationRole ?role ; bud:valueStatus ?status ;
    prov:wasQuotedFrom ?cell .
  ?budget bud:department ?department .
  OPTIONAL { ?budget bud:fiscalYear ?period }
  OPTIONAL { ?budget bud:jurisdiction ?area }
  OPTIONAL { ?budget bud:budgetUnit ?unit }
  OPTIONAL { ?budget bud:phase ?phase }
  OPTIONAL { ?statement bud:side ?side }
  OPTIONAL { ?statement bud:measure ?measure }
  OPTIONAL { ?statement bud:functionalCode ?function }
  OPTIONAL { ?statement bud:economicCode ?economic }
  OPTIONAL { ?statement bud:governmentEconomicCode ?government }
  OPTIONAL { ?statement bud:ledger ?ledger }
  OPTIONAL { ?statement bud:fundingSource ?source }
  OPTIONAL { ?statement bud:expenditureType ?type }
  OPTIONAL { ?statement bud:item ?item }
  OPTIONAL { ?statement bud:printedCode ?code }
  OPTIONAL { ?statement bud:rowLabel ?label }
  OPTIONAL { ?statement bud:columnHeading ?heading }
  OPTIONAL { ?statement bud:printedText ?printed }
  OPTIONAL { ?statement bud:printedScale ?scale }
  OPTIONAL { ?cell bud:page ?page }
  OPTIONAL { ?cell bud:sourceLine ?line }
  OPTIONAL { ?cell bud:inTable ?table . ?table bud:tableNumber ?number
             OPTIONAL { ?table bud:tableTitle ?title } }
  OPTIONAL { ?cell bud:rowNumber ?down ; bud:columnNumber ?across }
} ORDER BY ?number ?kind ?down ?across ?statement"""


@dataclass(frozen=True, slots=True)
class Observation:
    """One amount with its dimensions and attributes.

    Attributes:
        statement: IRI of the `bud:Line`.
        key: Values of the structure's dimensions, in their order; empty where not stated.
        values: Everything the line states, by the names of the query's variables.
    """

    statement: str
    key: tuple[str, ...]
    values: dict[str, str] = field(compare=False)

    @property
    def iri(self) -> str:
        """IRI of the observation."""
        return f"{self.statement}/observation"


@dataclass(frozen=True, slots=True)
class Cube:
    """The observations of one table of one document.

    Attributes:
        iri: IRI of the data set.
        structure: Which dimensions it has.
        title: Printed title of the table.
        observations: In printed order.
    """

    iri: str
    structure: Structure
    title: str
    observations: tuple[Observation, ...]


def read_cubes(publication: Publication) -> list[Cube]:
    """Return the tables of a document that print amounts, in document order."""
    tables = groupby(publication.select(_LINES), key=lambda row: (row["table"], row["kind"]))
    return [_cube(publication.document, table, kind, list(rows)) for (table, kind), rows in tables]


def _cube(document: str, table: str, kind: str, rows: list[dict[str, str]]) -> Cube:
    notation = kind.rpartition("/")[2]
    structure = structure_of(notation, dated=all(row["period"] for row in rows))
    return Cube(
        iri=f"{table or f'{document}/{notation}'}/cube",
        structure=structure,
        title=rows[0]["title"],
        observations=tuple(_number(structure, rows)),
    )


def _number(structure: Structure, rows: Iterable[dict[str, str]]) -> Iterable[Observation]:
    """Yield observations; lines that state the same key are told apart by their occurrence."""
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        row["organisation"] = row["unit"] or row["department"]
        row["statement"] = statement = row["statement"]
        stated = tuple(row[name] for name in structure.names if name != "occurrence")
        seen[stated] += 1
        row["occurrence"] = str(seen[stated])
        yield Observation(statement, tuple(row[name] for name in structure.names), row)
