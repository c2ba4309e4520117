"""Edges of documents that come in one by one are those of all documents at once."""

import random

from budgetgraph.catalogue import Catalogue, Edge, relate
from budgetgraph.facts import FactSet

NAMES = ("局", "中心", "医院")


def some_sets(chance: random.Random, document: str) -> tuple[FactSet, ...]:
    """Return sets of a document that speaks of few bodies and years, so that many speak alike."""
    body, year = chance.choice(NAMES), chance.randint(2020, 2023)
    found = []
    for view in ("function", "source"):
        for spoken, is_own in ((year, True), (year - 1, False)):
            unit = chance.choice(("", "", chance.choice(NAMES)))
            found.append(
                FactSet(
                    set=f"{document}/{spoken}/{unit}/{view}",
                    document=document,
                    budget=f"{body}/{unit}/budget/{spoken}",
                    is_own=is_own,
                    issued=str(chance.randint(1, 3)),
                    department=body,
                    department_iri=f"iri:{body}",
                    unit=unit,
                    edition=str(spoken),
                    covers=frozenset(chance.sample(NAMES, chance.randint(0, 2))),
                )
            )
    return tuple(found)


def test_one_by_one_is_all_at_once() -> None:
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311  no secret
        documents = {f"doc:{n}": some_sets(chance, f"doc:{n}") for n in range(12)}
        names = list(documents)
        chance.shuffle(names)
        catalogue, edges = Catalogue(), set[Edge]()
        while names:
            count = chance.randint(1, 4)
            added, gone = catalogue.add({name: documents[name] for name in names[:count]})
            del names[:count]
            assert gone <= edges
            assert not added & edges
            edges = (edges - gone) | added
        assert edges == set(relate(s for sets in documents.values() for s in sets)), seed
        assert edges
