"""IRIs to addresses on this server, and back."""

from collections.abc import Iterator
from urllib.parse import unquote

from ..iris import encode
from .reading.source import Source
from .settings import Settings

ROOT = "https://w3id.org/budgetgraph/"
_TOPS = ("id/", "code/", "ns", "align/", "shared/", "catalogue", "shapes/")


def address_of(iri: str, source: Source, settings: Settings) -> str:
    """Return where this server answers for an IRI, as a path; the IRI itself where it does not.

    Empty for an IRI that no browser should follow.
    """
    if settings.public_url and iri.startswith(f"{settings.public_url}/"):
        return iri.removeprefix(settings.public_url)
    if iri.startswith(ROOT) and iri.removeprefix(ROOT).startswith(_TOPS):
        return "/" + iri.removeprefix(ROOT)
    for base in bases(source):
        if iri.startswith(base):
            return "/id/" + iri.removeprefix(base)
    return iri if iri.startswith(("http://", "https://")) else ""


def find_iri(path: str, source: Source, settings: Settings) -> str:
    """Return the IRI that a path of this server stands for, empty for none that the store knows.

    Args:
        path: The path as sent, percent-encoded, with its slash.
        source: The store.
        settings: For the public address.
    """
    for candidate in _candidates(path, source, settings):
        for spelled in (candidate, _normalise(candidate)):
            try:
                if source.exists(spelled) or source.has_graph(spelled):
                    return spelled
            except ValueError:
                continue
    return ""


def bases(source: Source) -> list[str]:
    """Return the publishers' bases that occur in the store."""
    return sorted({document.partition("doc/")[0] for document in source.documents.values()})


def _candidates(path: str, source: Source, settings: Settings) -> Iterator[str]:
    if settings.public_url:
        yield settings.public_url + path
    yield ROOT + path.removeprefix("/")
    if path.startswith("/id/"):
        for base in bases(source):
            yield base + path.removeprefix("/id/")


def _normalise(iri: str) -> str:
    """Return an IRI with each part of its path escaped as `iris.encode` escapes it."""
    scheme, _, rest = iri.partition("://")
    host, _, path = rest.partition("/")
    return f"{scheme}://{host}/{'/'.join(encode(unquote(part)) for part in path.split('/'))}"
