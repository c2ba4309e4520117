"""The departments of generated counties: which one publishes for which year."""

from functools import cache
from random import Random

from .plan import Department
from .vocabulary import load

FIRST_YEAR, YEARS = 2020, 5


def department_of(index: int, seed: int) -> Department:
    """Return the publisher of the disclosure with a number.

    The numbers run through the years of a department, then through the departments of a county,
    then through counties; a department keeps its units over the years.
    """
    vocabulary = load("departments")
    specs = vocabulary["department"]
    year = FIRST_YEAR + index % YEARS
    place = index // YEARS
    spec = specs[place % len(specs)]
    county_number = place // len(specs)
    county, division = _county(county_number)
    name = county + spec["name"]
    rng = Random(f"units/{seed}/{county_number}/{spec['number']}")  # noqa: S311 - not a secret
    units = [f"{name}本级"]
    for unit in rng.sample(vocabulary["units"], rng.randint(0, 4)):
        units.append(name.removesuffix("局") + unit)
    return Department(county, division, spec["number"], name, year, tuple(units), spec)


@cache
def _county(number: int) -> tuple[str, str]:
    """Return name and division code; counties beyond the list are told apart by a town's name."""
    vocabulary = load("departments")
    counties, divisions = vocabulary["counties"], vocabulary["divisions"]
    name = counties[number % len(counties)]
    round_ = number // len(counties)
    if round_:
        name = "甲乙丙丁戊己庚辛壬癸"[round_ % 10] * (round_ // 10 + 1) + name
    return name, divisions[number % len(divisions)]
