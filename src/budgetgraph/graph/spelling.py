"""Values to RDF terms in their N-Quads spelling; each distinct value is spelled once.

Why text and not pyoxigraph objects: making a `Quad` with a literal from Python costs 5 µs, writing
the same line 0.6 µs and parsing it in Oxigraph 1.4 µs (pyoxigraph 0.5.13). What needs care, escapes
in literals and the existence of terms, is still done by pyoxigraph and the closed namespaces.

A term holds one character per byte of its UTF-8, so that lines are joined and `encoded` by copying
alone; a literal with Chinese is thus encoded once and not each time it is written.

Amounts keep their exact decimal digits (`487223200`, `225847.44`). Text that may hold personal data
is masked here, so that no statement can be published without.
"""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NewType

from pyoxigraph import Literal

from budgetgraph import terms
from budgetgraph.figures import plain_decimal
from budgetgraph.iris import code as code_iri
from budgetgraph.privacy import mask

Term = NewType("Term", str)

_MANY = 1 << 15
_BYTEWISE = "latin-1"  # the encoding in which each character is the byte of its number


class Spelled:
    """A closed namespace whose terms come spelled: `BUD.amount` is `<https://…#amount>`.

    Each term is a plain attribute, for every quad asks for one, and a class with `__getattr__` of
    its own takes three times as long for all of them (CPython 3.11).

    Args:
        namespace: The closed namespace; its unknown terms raise AttributeError.
    """

    def __init__(self, namespace: terms.Namespace) -> None:
        """Spell all terms."""
        for name in namespace:
            setattr(self, name, Term(str(namespace[name])))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Term:
            """Return the spelled term."""


BUD = Spelled(terms.BUD)
DCTERMS = Spelled(terms.DCTERMS)
ORG = Spelled(terms.ORG)
PROV = Spelled(terms.PROV)
RDF = Spelled(terms.RDF)
SH = Spelled(terms.SH)
SKOS = Spelled(terms.SKOS)
XSD = Spelled(terms.XSD)
TRUE = Term(f'"true"^^{XSD.boolean}')
FALSE = Term(f'"false"^^{XSD.boolean}')


def node(iri: str) -> Term:
    """Return the node of an IRI."""
    return Term(f"<{iri}>" if iri.isascii() else _bytewise(f"<{iri}>"))


def child(parent: Term, suffix: str) -> Term:
    """Return the node whose IRI is the parent's with a suffix."""
    return Term(f"{parent[:-1]}{suffix}>")


@lru_cache(_MANY)
def code(scheme: str, notation: str) -> Term | None:
    """Return the concept of a small scheme; None for an empty notation."""
    return node(code_iri(scheme, notation)) if notation else None


@lru_cache(_MANY)
def decimal(value: Decimal) -> Term:
    """Return an xsd:decimal without exponent and trailing zeros."""
    return Term(f'"{plain_decimal(value)}"^^{XSD.decimal}')


@lru_cache(_MANY)
def integer(value: int) -> Term:
    """Return an xsd:integer."""
    return Term(f'"{value}"^^{XSD.integer}')


@lru_cache(64)
def year(value: int) -> Term:
    """Return an xsd:gYear."""
    return Term(f'"{value:04d}"^^{XSD.gYear}')


@lru_cache(1024)
def day(value: date) -> Term:
    """Return an xsd:date."""
    return Term(f'"{value.isoformat()}"^^{XSD.date}')


def month_end(fiscal_year: int, month: int) -> Term:
    """Return the last day of a month as an xsd:date."""
    return day(date(fiscal_year, month, monthrange(fiscal_year, month)[1]))


def boolean(value: bool) -> Term:
    """Return an xsd:boolean."""
    return TRUE if value else FALSE


@lru_cache(_MANY)
def text(value: str) -> Term | None:
    """Return a plain string, personal data masked; None for an empty text."""
    return _spell(Literal(mask(value))) if value else None


@lru_cache(_MANY)
def chinese(value: str) -> Term | None:
    """Return a string in Chinese, personal data masked; None for an empty text."""
    return _spell(Literal(mask(value), language="zh")) if value else None


def english(value: str) -> Term | None:
    """Return a string in English, personal data masked; None for an empty text."""
    return _spell(Literal(mask(value), language="en")) if value else None


def _spell(literal: Literal) -> Term:
    return Term(_bytewise(str(literal)))


def _bytewise(value: str) -> str:
    return value.encode().decode(_BYTEWISE)


def encoded(quads: list[str]) -> bytes:
    """Return quads made of terms as UTF-8; they are taken out of the list.

    One by one, for the texts are small and still in the cache: half the time of encoding all. Each
    is let go once it is written, so that a long document is not held three times over.
    """
    quads.reverse()
    written = BytesIO()
    while quads:
        written.write(quads.pop().encode(_BYTEWISE))
    return written.getvalue()
