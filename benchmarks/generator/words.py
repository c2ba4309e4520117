"""Names, goals and indicators of projects, from the words of `performance.toml`."""

from random import Random
from typing import Any

from .dice import chance
from .money import printed
from .plan import Department, Indicator, Project
from .vocabulary import load

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MODULUS = 31
_BRACKETS = ("【{y}】{n}", "[{y}]{n}", "〔{y}〕{n}", "（{y}）{n}")
_PLANS = ((25, 50, 75, 100), (25, 50, 75, 100), (30, 60, 90, 100), (50, 50, 100, 100), (100,) * 4)


def name_projects(rng: Random, department: Department, projects: list[Project]) -> None:
    """Fill in codes, names, plans, goals and indicators; no name comes twice."""
    used: set[str] = set()
    for serial, project in enumerate(projects, 1):
        topic = rng.choice(department.spec["topics"])
        words = _words(rng, department, project, str(topic))
        project.name = _name(rng, words, used)
        year = department.year - 1 if project.carry_over else department.year
        project.code = project_code(department.division, year, serial * 10_000 + rng.randint(1, 99))
        project.plan = rng.choice(_PLANS)
        vocabulary = load("performance")
        project.purpose = rng.choice(vocabulary["purposes"]).format(**words)
        goals = rng.sample(vocabulary["goals"], rng.choice((1, 1, 2, 2, 3)))
        project.goals = [goal.format(**words) for goal in goals]
        project.indicators = list(_indicators(rng, words))


def _name(rng: Random, words: dict[str, object], used: set[str]) -> str:
    vocabulary = load("performance")
    while True:
        kind = "policy_names" if chance(rng, 0.2) else "names"
        name = str(rng.choice(vocabulary[kind]).format(**words))
        if name in used:
            name = f"{name}（{rng.choice('一二三四五六七八九')}期）"
        if name not in used:
            used.add(name)
            return name


def _words(rng: Random, department: Department, project: Project, topic: str) -> dict[str, object]:
    bracket = rng.choice(_BRACKETS).format(y=department.year - 1, n=rng.randint(1, 150))
    return {
        "topic": topic,
        "amount": printed(project.amount),
        "year": department.year,
        "issuer": rng.choice(load("performance")["issuers"]),
        "bracket": bracket,
    }


def _indicators(rng: Random, words: dict[str, object]) -> list[Indicator]:
    """Return one to two indicators of each kind, most kinds present."""
    rows = []
    for kind in load("performance")["indicator"]:
        if chance(rng, 0.15):
            continue
        for _ in range(rng.choice((1, 1, 1, 2))):
            rows.append(_indicator(rng, kind, words))
    return rows


def _indicator(rng: Random, kind: dict[str, Any], words: dict[str, object]) -> Indicator:
    numbers = {
        "n": rng.choice((rng.randint(10, 99), rng.randint(100, 999), rng.randint(1000, 9999))),
        "small": rng.randint(1, 12),
        "p": rng.choice((80, 85, 90, 95, 98, 99)),
    }
    filled = words | numbers
    name, description, target = (
        str(rng.choice(kind[key]).format(**filled)) for key in ("names", "descriptions", "targets")
    )
    basis = rng.choice(load("performance")["bases"]).format(**filled)
    return Indicator(kind["level1"], kind["level2"], name, description, target, basis)


def project_code(division: str, year: int, serial: int) -> str:
    """Return a project code: division, year, letter, serial in base 31, check character."""
    digits = ""
    for _ in range(11):
        serial, digit = divmod(serial, _MODULUS)
        digits = ALPHABET[digit] + digits
    body = f"{division}{year % 100:02d}P{digits}"
    total = sum(ALPHABET.index(char) * pow(3, place, _MODULUS) for place, char in enumerate(body))
    return body + ALPHABET[(_MODULUS - 1 - total) % _MODULUS]
