"""One file from bytes to outcomes; RDF of unknown origin is read in a process of its own.

A parser can be made to use all memory or to run for hours by a few megabytes of nested brackets. On
systems with fork the work on RDF is done by a child with limits, which sends its outcomes back as
JSON; elsewhere it is done here.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.errors import InputError
from budgetgraph.limits import DEFAULT, MEBIBYTE, Limits
from budgetgraph.model import Cell, Finding

from .examine import examine, examine_store
from .inputs import find_format, load_rdf
from .outcome import Outcome, Told

# 2.3 million triples take 1.6 GB here; nested blank nodes take 1.3 GB for 7 MB of text.
MEMORY_BYTES = 6144 * MEBIBYTE
SECONDS = 600
_HAS_FORK = sys.platform == "linux"


def inspect(
    source: Source,
    profile: str = "cn",
    id: str | None = None,  # noqa: A002
    limits: Limits = DEFAULT,
) -> list[Outcome]:
    """Return the outcomes of one file: of a disclosure one, of RDF one per document.

    Args:
        source: The file; what it is, is told by its content.
        profile: `cn`, or `core` for any country.
        id: Name of the disclosure; the file stem where not given. RDF names its documents itself.
        limits: How much of the machine a disclosure may use; RDF has limits of its own.

    Raises:
        InputError: Malformed, too large, or in no known format.
    """
    rdf_format = find_format(source.data)
    if rdf_format is None:
        return [examine(convert(source, id, limits), profile, source.name)]
    if _HAS_FORK:
        return _inspect_apart(source, profile)
    return examine_store(load_rdf(source, rdf_format), profile, source.name)


def _inspect_apart(source: Source, profile: str) -> list[Outcome]:
    """Return what a child process finds; its death becomes an error about the file."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(source, profile, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as channel:
            reply = channel.read()
    except BaseException:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    return _answer(reply, status, source)


def _work(source: Source, profile: str, writing: int) -> None:
    """Run in the child: limit it, validate, send the outcomes, end."""
    status = 1
    try:
        _limit()
        _be_quiet()
        reply = _reply(source, profile)
        with os.fdopen(writing, "wb") as channel:
            channel.write(json.dumps(reply).encode())
        status = 0
    finally:
        os._exit(status)


def _reply(source: Source, profile: str) -> dict[str, Any]:
    rdf_format = find_format(source.data)
    try:
        if rdf_format is None:  # the parent has asked already
            raise InputError("is no RDF", source.name)
        outcomes = examine_store(load_rdf(source, rdf_format), profile, source.name)
    except InputError as error:
        return {"refused": [error.message, error.place]}
    except MemoryError:
        return {"refused": [_too_much(), source.name]}
    return {"outcomes": [asdict(outcome) for outcome in outcomes]}


def _answer(reply: bytes, status: int, source: Source) -> list[Outcome]:
    if os.WIFSIGNALED(status):
        raise InputError(_too_much(), source.name)
    try:
        answer = json.loads(reply)
    except ValueError:
        raise BudgetgraphChildError(source.name) from None
    if "refused" in answer:
        raise InputError(*answer["refused"])
    return [_outcome(fields) for fields in answer["outcomes"]]


class BudgetgraphChildError(RuntimeError):
    """The child ended without an answer: a bug of ours, its traceback is on stderr."""


def _outcome(fields: dict[str, Any]) -> Outcome:
    told = tuple(Told(**{**one, "finding": _finding(one["finding"])}) for one in fields.pop("told"))
    return Outcome(told=told, **fields)


def _finding(fields: dict[str, Any]) -> Finding:
    cell = fields.pop("cell")
    if cell:
        cell = Cell(*cell)._replace(box=None, pieces=())
    return Finding(cell=cell, **fields)


def _too_much() -> str:
    return (
        f"takes more than {MEMORY_BYTES // MEBIBYTE:,} MB or {SECONDS} seconds; "
        "it may be nested without end: split the file"
    )


def _limit() -> None:
    import resource  # noqa: PLC0415 - absent on Windows

    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (min(amount, hard) if hard >= 0 else amount, hard))


def _be_quiet() -> None:
    """Send what a dying library writes nowhere: the parent tells of it in one line."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
