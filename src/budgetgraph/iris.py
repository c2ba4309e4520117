"""IRIs of data and codes: same input, same IRI.

Strings only, no RDF library. Data IRIs begin with the publisher's base; codes and terms do not.
Parts that come from the document (ids, names, numbers) are percent-encoded, so that an IRI is a URL
that any server can answer.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from .errors import UsageError
from .figures import squeeze
from .policy import IssueNumber

DEFAULT_BASE = "https://w3id.org/budgetgraph/id/"
CODE_BASE = "https://w3id.org/budgetgraph/code/"
CURRENCY_BASE = "http://publications.europa.eu/resource/authority/currency/"
# Schemes with one edition per fiscal year: code/{country}/{scheme}/{year}/{notation}.
YEARLY_SCHEMES = frozenset({"function", "economic", "government-economic"})
COUNTRY = "cn"

_NUMBERED = re.compile(r"(?P<number>\d{3,9})[-—_.、:：]?(?P<name>\D.*)")
_DOTS = frozenset({".", ".."})
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@lru_cache(maxsize=8192)  # codes and names recur from line to line
def encode(part: str) -> str:
    """Return one path segment of an IRI: all but ASCII letters, digits and `-._~` escaped."""
    if part in _DOTS:  # would be folded away wherever the IRI is resolved
        return part.replace(".", "%2E")
    return quote(part, safe="")


def code(scheme: str, notation: str) -> str:
    """Return the IRI of a concept of a small scheme, e.g. `ledger`, `general`."""
    return f"{CODE_BASE}{scheme}/{encode(notation)}"


def yearly_code(scheme: str, year: int, notation: str, country: str = COUNTRY) -> str:
    """Return the IRI of a concept of a scheme that has one edition per fiscal year."""
    return f"{CODE_BASE}{country}/{scheme}/{year}/{encode(notation)}"


def division(notation: str, country: str = COUNTRY) -> str:
    """Return the IRI of an administrative division, e.g. `130406`."""
    return f"{CODE_BASE}{country}/division/{encode(notation)}"


def currency(notation: str) -> str:
    """Return the IRI of a currency in the EU authority list, e.g. `CNY`."""
    return CURRENCY_BASE + notation


def check_base(base: str) -> str:
    """Return the base IRI, ending in `/` or `#`.

    Raises:
        UsageError: The text is no absolute http(s) or urn IRI.
    """
    parts = urlsplit(base)
    absolute = bool(parts.netloc) if parts.scheme in {"http", "https"} else parts.scheme == "urn"
    if not absolute or _NOT_IN_IRI.search(base):
        raise UsageError(f"--base '{base}' is no absolute IRI; give one such as {DEFAULT_BASE}")
    return base if base.endswith(("/", "#", ":")) else base + "/"


class DocumentIris:
    """IRIs inside one document.

    Args:
        base: Publisher's base IRI, as `check_base` returns it.
        disclosure: Id of the disclosure.
    """

    def __init__(self, base: str, disclosure: str) -> None:
        """Build the IRI of the document, which is also the name of its statement graph."""
        self.document = f"{base}doc/{encode(disclosure)}"
        self.findings = f"{self.document}/findings"

    def table(self, number: int) -> str:
        """Return the IRI of a table by its order in the document."""
        return f"{self.document}/t{number}"

    def cell(self, table_number: int, row: int, column: int) -> str:
        """Return the IRI of a cell of a whole table."""
        return f"{self.document}/t{table_number}/r{row}c{column}"

    def text(self, line: int) -> str:
        """Return the IRI of a line of text outside any table."""
        return f"{self.document}/line/{line}"

    def section(self, number: int) -> str:
        """Return the IRI of a section by its order in the document."""
        return f"{self.document}/section/{number}"

    def item(self, kind: str, number: int) -> str:
        """Return the IRI of a statement by its order, e.g. `project`, `institution`, `figure`."""
        return f"{self.document}/{kind}/{number}"

    def finding(self, number: int) -> str:
        """Return the IRI of a finding by its order."""
        return f"{self.findings}/{number}"


class PublisherIris:
    """IRIs of the department and its budgets, the same in every document that names them.

    Args:
        base: Publisher's base IRI, as `check_base` returns it.
        division_code: GB/T 2260 code of the jurisdiction, empty where unknown.
        department: Name of the department; empty where the document does not say.
        fallback: Path used instead where the department is unknown, so that two documents
            without a name never become one department.
    """

    def __init__(self, base: str, division_code: str, department: str, fallback: str) -> None:
        """Build the IRI of the department."""
        self._name = squeeze(department)
        place = f"{COUNTRY}/{encode(division_code)}" if division_code else COUNTRY
        name = encode(self._name) if self._name else f"unnamed/{encode(fallback)}"
        self.department = f"{base}department/{place}/{name}"

    def budget(self, year: int | None, phase: str, unit: str = "") -> str:
        """Return the IRI of a budget: year and phase, of the department or one of its units."""
        owner = self.organization(unit) if unit else self.department
        return f"{owner}/budget/{year if year else 'undated'}-{encode(phase or 'approved')}"

    def organization(self, name: str) -> str:
        """Return the IRI of a body under the department; of the department for its own name."""
        _, plain = split_local_number(name)
        return self.department if plain == self._name else f"{self.department}/unit/{encode(plain)}"


def split_local_number(name: str) -> tuple[str, str]:
    """Return the local number printed before a body's name (empty where none), and the name.

    Tables print `316002 邯郸市人社局机关` where lists print 邯郸市人社局机关: one body, one IRI.
    """
    found = _NUMBERED.fullmatch(squeeze(name))
    return (found["number"], found["name"]) if found else ("", squeeze(name))


def policy(base: str, issue: IssueNumber) -> str:
    """Return the IRI of a policy document by its issue number."""
    return f"{base}policy/{encode(issue.issuer)}/{issue.year}/{issue.number}"
