"""Templates to HTML: everything escaped, texts and labels in the reader's language."""

from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote, urlencode

import jinja2
from markupsafe import Markup
from starlette.requests import Request

from .. import __version__
from ..figures import plain_decimal
from ..query.charts.data import show_amount
from ..terms import PREFIXES
from .language import choose_language, text
from .places import address_of
from .reading.source import Source, last_part
from .state import State
from .view import View


def _load(name: str) -> str | None:
    place = files("budgetgraph.web") / "templates" / name
    return place.read_text("utf-8") if place.is_file() else None


# longest first, so that the closest prefix serves
_SHORT = dict(sorted(PREFIXES.items(), key=lambda item: -len(item[1])))
_OTHER = {"zh": "en", "en": "zh"}
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FunctionLoader(_load),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def money(value: Decimal | None) -> str:
    """Return an amount in yuan with separators, exact; a dash for none."""
    if value is None:
        return "–"
    whole, point, rest = plain_decimal(value).partition(".")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}"


def quantity(value: Decimal | None, unit: str) -> str:
    """Return a number of a column: percent with two decimals, all others exact."""
    if value is not None and unit == "percent":
        return f"{value.quantize(Decimal('0.01')):,f}".replace("-", "−")
    return money(value)


def brief(value: Decimal | None, language: str) -> str:
    """Return an amount as people say it: 4.87亿元, 487.20 million yuan."""
    return "–" if value is None else show_amount(value, "yuan", language)


def short(iri: str) -> str:
    """Return an IRI as people write it: with its prefix, or from the name of the disclosure on."""
    for prefix_, start in _SHORT.items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix_}:{iri.removeprefix(start)}"
    return unquote(iri.partition("/doc/")[2]) or iri


class Links:
    """Addresses of pages, under the prefix of the proxy."""

    def __init__(self, prefix: str, language: str, chosen: bool) -> None:
        """Carry the language in addresses where the reader chose it there."""
        self._prefix = prefix
        self._language = {"lang": language} if chosen else {}

    def __call__(self, path: str, **query: object) -> str:
        """Return the address of a page; parts of the path are escaped, empty values left out."""
        found: list[tuple[str, str]] = []
        for key, value in {**self._language, **query}.items():
            values = value if isinstance(value, list | tuple) else [value]
            found += [(key, str(item)) for item in values if item not in (None, "")]
        address = self._prefix + quote(path, safe="/%~.-_()")
        return f"{address}?{urlencode(found)}" if found else address


def draw(request: Request, view: View, source: Source) -> str:
    """Return the HTML of a view."""
    state: State = request.app.state.budgetgraph
    language = choose_language(request)
    links = Links(prefix(request), language, "lang" in request.query_params)
    here = str(request.scope["path"]) or "/"
    query = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    values: dict[str, Any] = {
        "t": lambda key, **found: text(language, key, **found),
        "lang": language,
        "link": links,
        "label": _labeller(source, language),
        "money": money,
        "quantity": quantity,
        "short": short,
        "brief": lambda value: brief(value, language),
        "here": here,
        "page_title": view.title,
        "other_language": prefix(request)
        + f"{quote(here)}?{urlencode([*query, ('lang', _OTHER[language])])}",
        "named": lambda iri: _name(source, iri, language),
        "href": lambda iri: _with_prefix(prefix(request), address_of(iri, source, state.settings)),
        "data_address": lambda iri, kind: _data_address(prefix(request), iri, kind, source, state),
        "downloads": _downloads(prefix(request), here, query)
        if request.method == "GET" and (view.sheets or view.subjects)
        else [],
        "version": __version__,
        "static": lambda name: f"{prefix(request)}/static/{name}?v={__version__}",
        "has_data": bool(source.documents),
        "settings": state.settings,
        "query": dict(request.query_params),
        "markup": Markup,
    }
    return _ENVIRONMENT.get_template(view.template).render(**values, **view.values)


def prefix(request: Request) -> str:
    """Return the path under which the proxy shows the server, without a slash at the end."""
    return str(request.scope.get("budgetgraph.prefix", ""))


def _with_prefix(root: str, address: str) -> str:
    return root + address if address.startswith("/") else address


def _data_address(root: str, iri: str, kind: str, source: Source, state: State) -> str:
    """Return the address of the document about an IRI in a format, by its suffix."""
    address = address_of(iri.partition("#")[0], source, state.settings)
    return f"{root}/data{address}.{kind}" if address.startswith("/") else iri


def _downloads(root: str, here: str, query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    stem = "/index" if here == "/" else here
    tail = f"?{urlencode(query)}" if query else ""
    return [(name, f"{root}{quote(stem)}.{name}{tail}") for name in ("csv", "json", "ttl")]


def _name(source: Source, iri: str, language: str) -> str:
    """Return the label of an IRI; of one without a label more than its last part."""
    found = source.label(iri, language)
    return short(iri) if found == last_part(iri) else found


def _labeller(source: Source, language: str) -> Callable[..., str]:
    def label(value: str, scheme: str = "") -> str:
        """Return the label of an IRI, or of a code of a scheme."""
        return source.label(
            f"https://w3id.org/budgetgraph/code/{scheme}/{value}" if scheme else value, language
        )

    return label
