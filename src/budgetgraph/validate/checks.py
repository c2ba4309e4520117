"""The set-wise checks: one SELECT each in `queries/checks/`, with a header that says what it means.

A header line is `# key: value`; the first line is the title. Keys: `id`, `severity`, `profile`
(core or cn), `zh` and `en` (messages with `{?variable}`), `reads`, and where needed `unit` (what
expected, found and difference count: yuan unless said), `rule` (module of `validate/rules/` that
judges the rows), `adds` (one that adds suggestions), `data` (shipped lists that the query needs),
`because` (the source of the rule).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from budgetgraph.errors import UsageError
from budgetgraph.resources import list_files, read_text

FOLDER = "queries/checks"
SEVERITIES = ("violation", "warning", "info")
PROFILES = ("core", "cn")

_HEADER = re.compile(r"# (?P<key>[a-z]+): (?P<value>.+)")
_PREFIX = re.compile(r"^PREFIX (?P<name>\w+): <(?P<iri>[^>]+)>", re.M)
_NAME = re.compile(r"\b(?P<prefix>\w+):(?P<local>[\w-]+)")
_REQUIRED = ("id", "severity", "profile", "zh", "en", "reads")


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        name: The broken rule, which is also the name of the file without its suffix.
        id: Id that findings bear, e.g. `A01`.
        severity: violation, warning or info.
        profile: `core` for any country, `cn` for the Chinese profile.
        title: What is wrong, in one English sentence.
        message_zh: Chinese message with `{?variable}` for values of the row.
        message_en: The same in English.
        reads: Classes and properties that the query needs.
        query: The SELECT; `$this` is the document, `?value` the statement at fault.
        unit: What amounts of the row are counted in: yuan, percent or count.
        rule: Module of `validate/rules/` that judges the rows; empty where every row is a finding.
        adds: Module of `validate/rules/` that adds a suggestion to rows and leaves none out.
        data: Shipped lists that the query needs, e.g. `codes/table.ttl`.
        because: Where the rule comes from.
    """

    name: str
    id: str
    severity: str
    profile: str
    title: str
    message_zh: str
    message_en: str
    reads: str
    query: str
    unit: str = "yuan"
    rule: str = ""
    adds: str = ""
    data: tuple[str, ...] = ()
    because: str = ""


@cache
def load_checks(profile: str = "cn") -> tuple[Check, ...]:
    """Return the checks of a profile in order of their ids; `cn` has the core checks as well.

    Raises:
        UsageError: Unknown profile.
    """
    if profile not in PROFILES:
        raise UsageError(f"no profile '{profile}'; there are: {', '.join(PROFILES)}")
    names = list_files(FOLDER, ".rq")
    checks = [parse_check(name.removesuffix(".rq"), read_text(FOLDER, name)) for name in names]
    kept = [check for check in checks if profile == "cn" or check.profile == "core"]
    return tuple(sorted(kept, key=lambda check: (check.id, check.name)))


def parse_check(name: str, text: str) -> Check:
    """Return the check of one file.

    Args:
        name: Name of the file without its suffix.
        text: Header and query.

    Raises:
        UsageError: The header lacks a key or has a value that no check can have.
    """
    head, _, query = text.partition("\n\n")
    lines = head.splitlines()
    found = [_HEADER.fullmatch(line) for line in lines[1:]]
    keys = {match["key"]: match["value"] for match in found if match}
    missing = [key for key in _REQUIRED if key not in keys]
    if missing or None in found:
        raise UsageError(f"check {name}: header lacks {', '.join(missing) or 'a key in a line'}")
    if keys["severity"] not in SEVERITIES or keys["profile"] not in PROFILES:
        raise UsageError(f"check {name}: severity or profile is none of those known")
    return Check(
        name=name,
        id=keys["id"],
        severity=keys["severity"],
        profile=keys["profile"],
        title=lines[0].removeprefix("# "),
        message_zh=keys["zh"],
        message_en=keys["en"],
        reads=keys["reads"],
        query=query.strip() + "\n",
        unit=keys.get("unit", "yuan"),
        rule=keys.get("rule", ""),
        adds=keys.get("adds", ""),
        data=tuple(keys.get("data", "").split()),
        because=keys.get("because", ""),
    )


def terms_of(checks: Iterable[Check]) -> frozenset[str]:
    """Return the IRIs of all properties, classes and codes that the queries of checks name."""
    return frozenset(
        prefixes[name["prefix"]] + name["local"]
        for check in checks
        for prefixes in [dict(_PREFIX.findall(check.query))]
        for name in _NAME.finditer(check.query)
        if name["prefix"] in prefixes
    )
