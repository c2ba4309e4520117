"""What publishers call things: titles, headings and row labels, kept as data.

A new spelling is a new line in a TOML file of this folder, not new code.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_COMPARED = str.maketrans(
    {
        **dict.fromkeys(" \t\r\n\f\v\u3000\u200b\ufeff\xa0\u2002\u2003\u2009"),
        **dict.fromkeys("“”\"'‘’「」『』〝〞＂"),
        **dict(zip("〔〕［］【】﹝﹞﹙﹚", "[][][][]()", strict=True)),
        **dict(zip("０１２３４５６７８９．，－＋（）％：", "0123456789.,-+()%:", strict=True)),
    }
)
_DIFFERS = re.compile(f"[{re.escape(''.join(map(chr, _COMPARED)))}]").search


@lru_cache(maxsize=32768)  # headings, labels and running heads come again on every page
def normalise(text: str) -> str:
    """Return the text as used for comparison: no spaces, no quotes, half-width signs."""
    return text.translate(_COMPARED) if _DIFFERS(text) else text  # most are as compared


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of `<name>.toml` of this folder."""
    text = (files(__package__) / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
