"""What publishers call things: titles, headings and row labels, kept as data.

A new spelling is a new line in a TOML file of this folder, not new code.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from budgetgraph.figures import half_width, squeeze

_QUOTES = str.maketrans(dict.fromkeys("“”\"'‘’「」『』〝〞＂", ""))
_FORMS = str.maketrans("〔〕［］【】﹝﹞﹙﹚", "[][][][]()")


def normalise(text: str) -> str:
    """Return the text as used for comparison: no spaces, no quotes, half-width signs."""
    return half_width(squeeze(text)).translate(_QUOTES).translate(_FORMS)


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of `<name>.toml` of this folder."""
    text = (files(__package__) / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
