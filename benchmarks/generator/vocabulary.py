"""The words and codes of the generator, read once from the TOML files beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CLASS_LENGTH, GROUP_LENGTH, ITEM_LENGTH = 3, 5, 7


@cache
def load(name: str) -> dict[str, Any]:
    """Return the contents of `<name>.toml`."""
    path = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def function_label(code: str, year: int) -> str:
    """Return the label of a functional code in a year."""
    for renamed in load("codes")["renamed"]:
        if renamed["code"] == code and year < renamed["before"]:
            return str(renamed["label"])
    return str(load("codes")["function"][code])


@cache
def economic_label(code: str) -> str:
    """Return the label of an economic code."""
    return str(load("codes")["economic"][code])


def ancestors(code: str) -> list[str]:
    """Return the class and the group of a functional item, or the class of an economic item."""
    return [code[:length] for length in (CLASS_LENGTH, GROUP_LENGTH) if length < len(code)]
