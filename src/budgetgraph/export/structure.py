"""Which dimensions and attributes the cube of each kind of table has (`structures.toml`).

The IRIs are the same for all publishers, so that their cubes can be compared.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

CUBE_BASE = "https://w3id.org/budgetgraph/cube/"
NOT_STATED = f"{CUBE_BASE}code/not-stated"
_UNDATED = "-undated"
SHORT = {name: f"{CUBE_BASE}{name}/" for name in ("attribute", "dimension", "measure", "structure")}


@dataclass(frozen=True, slots=True)
class Component:
    """One dimension, attribute or measure.

    Attributes:
        name: Its name here, in IRIs and in the query that reads lines.
        role: dimension, attribute or measure.
        zh: Label in Chinese.
        en: Label in English.
        range: Prefixed name of the class or datatype of its values.
        parent: Prefixed name of the property that it specialises, or empty.
        required: An attribute that every observation has.
    """

    name: str
    role: str
    zh: str
    en: str
    range: str
    parent: str = ""
    required: bool = False

    @property
    def iri(self) -> str:
        """IRI of the component property."""
        return f"{CUBE_BASE}{self.role}/{self.name}"

    @property
    def codes(self) -> str:
        """IRI of the collection of its codes."""
        return f"{CUBE_BASE}list/{self.name}"

    @property
    def is_coded(self) -> bool:
        """Whether its values are concepts."""
        return self.range == "skos:Concept"

    @property
    def is_literal(self) -> bool:
        """Whether its values are literals."""
        return self.range.startswith("xsd:")


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of the cubes of one kind of table.

    Attributes:
        kind: Code of the scheme `table`, with `-undated` where a fiscal year is not stated.
        dimensions: They identify an observation.
        attributes: What else it says.
    """

    kind: str
    dimensions: tuple[Component, ...]
    attributes: tuple[Component, ...]

    @property
    def iri(self) -> str:
        """IRI of the data structure definition."""
        return f"{CUBE_BASE}structure/{self.kind}"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the dimensions in their order."""
        return tuple(dimension.name for dimension in self.dimensions)

    @property
    def components(self) -> tuple[Component, ...]:
        """Dimensions, the measure, attributes."""
        return (*self.dimensions, measure(), *self.attributes)


def measure() -> Component:
    """Return the one measure: the amount."""
    return _component("measure", "amount")


@cache
def structure_of(kind: str, dated: bool = True) -> Structure:
    """Return the structure for a kind of table; unknown kinds get the widest one.

    Args:
        kind: Code of the scheme `table`.
        dated: Every line has a fiscal year.
    """
    data = _data()
    own: list[str] = data["kinds"].get(kind, data["kinds"]["other"])
    start, end = data["common"]["first"], data["common"]["last"]
    names = [name for name in (*start, *own, *end) if dated or name != "period"]
    dimensions = tuple(_component("dimension", name) for name in names)
    attributes = [name for name in data["attribute"] if name not in own]
    return Structure(
        kind if dated else kind + _UNDATED,
        dimensions,
        tuple(_component("attribute", name) for name in attributes),
    )


@cache
def _component(role: str, name: str) -> Component:
    return Component(name, role, **_data()[role][name])


@cache
def _data() -> dict[str, Any]:
    text = (files("budgetgraph.export") / "structures.toml").read_text("utf-8")
    return tomllib.loads(text)
