"""SPARQL endpoints: the same queries over HTTP."""

from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from ..errors import InputError, MissingExtraError, UsageError
from .embedded import declare
from .rows import Answer, Term

_SHOWN = 300  # characters of a server's own words


class Endpoint:
    """A SPARQL 1.1 endpoint.

    Args:
        url: Address that answers queries.
        timeout_seconds: How long to wait for an answer.

    Raises:
        UsageError: The address is no http(s) URL.
        MissingExtraError: SPARQLWrapper is not installed.
    """

    def __init__(self, url: str, timeout_seconds: int = 60) -> None:
        """Check the address; nothing is sent yet."""
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
            raise UsageError(
                f"--endpoint '{url}' is no address; give one such as http://host:8890/sparql"
            )
        try:
            from SPARQLWrapper import JSON, POST, SPARQLWrapper  # noqa: PLC0415
        except ImportError as error:
            raise MissingExtraError("asking an endpoint", "remote") from error
        self.url = url
        self._wrapper = SPARQLWrapper(url)
        self._wrapper.setMethod(POST)
        self._wrapper.setReturnFormat(JSON)
        self._wrapper.setTimeout(timeout_seconds)
        self._timeout_seconds = timeout_seconds

    def select(self, text: str) -> Answer:
        """Return the answer to a SPARQL query.

        Raises:
            InputError: The endpoint cannot be reached, is too slow, or answers no SPARQL results.
            UsageError: The endpoint does not accept the query.
        """
        from SPARQLWrapper import SELECT  # noqa: PLC0415
        from SPARQLWrapper.SPARQLExceptions import (  # noqa: PLC0415
            EndPointNotFound,
            SPARQLWrapperException,
        )

        self._wrapper.setQuery(declare(text))
        # its guess takes the words of comments ("added", "moved") for updates
        self._wrapper.queryType = SELECT
        try:
            found = self._wrapper.query().convert()
        except EndPointNotFound as error:
            raise InputError("is no SPARQL endpoint; check the address", self.url) from error
        except SPARQLWrapperException as error:
            raise UsageError(f"{self.url} does not accept the query: {_short(error)}") from error
        except HTTPError as error:
            raise InputError(
                f"answers with an error ({error.code} {error.reason})", self.url
            ) from error
        except TimeoutError as error:
            raise InputError(
                f"gave no answer in {self._timeout_seconds} s; ask for less or raise --timeout",
                self.url,
            ) from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", None) or error
            raise InputError(
                f"cannot be reached ({reason}); check the address", self.url
            ) from error
        except ValueError as error:  # the page of something else that answers there
            raise InputError("answers no SPARQL results; check the address", self.url) from error
        if not isinstance(found, Mapping) or "head" not in found:
            raise InputError("answers no SPARQL results; check the address", self.url)
        return read_results(found)


def read_results(found: Mapping[str, Any]) -> Answer:
    """Return the answer in SPARQL results JSON."""
    if "boolean" in found:
        datatype = "http://www.w3.org/2001/XMLSchema#boolean"
        return Answer(("answer",), ((Term(str(found["boolean"]).lower(), "literal", datatype),),))
    names = tuple(found["head"].get("vars", ()))
    rows = tuple(
        tuple(_term(binding[name]) if name in binding else None for name in names)
        for binding in found["results"]["bindings"]
    )
    return Answer(names, rows)


def _term(binding: Mapping[str, str]) -> Term:
    kind = binding["type"]
    return Term(
        value=binding["value"],
        kind="literal" if kind == "typed-literal" else kind,
        datatype=binding.get("datatype", ""),
        language=binding.get("xml:lang", ""),
    )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:_SHOWN]
