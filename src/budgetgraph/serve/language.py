"""Texts of the interface in Chinese and English; which one a reader gets."""

import tomllib
from functools import cache
from importlib.resources import files

from starlette.requests import Request

from .negotiate import prefers_chinese

LANGUAGES = ("zh", "en")
COOKIE = "lang"


def choose_language(request: Request) -> str:
    """Return `zh` or `en`: as the address says, else the cookie, else the browser's wish."""
    for wish in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return "zh" if prefers_chinese(request.headers.get("accept-language", "")) else "en"


@cache
def texts(language: str) -> dict[str, str]:
    """Return the texts of the interface by key."""
    data = (files("budgetgraph.web") / "texts" / f"{language}.toml").read_text("utf-8")
    return {
        f"{section}.{key}": str(value)
        for section, found in tomllib.loads(data).items()
        for key, value in found.items()
    }


def text(language: str, key: str, **values: object) -> str:
    """Return one text with its places filled; the key itself where it is missing in a language."""
    found = texts(language).get(key, key)
    return found.format(**values) if values else found
