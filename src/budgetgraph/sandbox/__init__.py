"""Reading a file that nobody vouches for: in a process of its own, with limits.

A PDF or Office file can make a parser use all memory, run for hours or die; here that ends in one
`InputError` and the batch goes on. Text readers are our own code on decoded text and need none of
this: a reader asks for it with `UNTRUSTED = True`.

Measured in processor time: 10 ms a file beyond what reading it takes, and 150 to 250 ms for the
first file of a program, which starts the server that has the libraries loaded.
"""

import logging
import signal
import time
from base64 import b64decode
from dataclasses import dataclass
from socket import socket
from types import ModuleType

from ..contract import Reader, Source
from ..errors import InputError, MissingExtraError
from ..limits import DEFAULT, MEBIBYTE, Limits, check
from ..model import Box, Document
from . import launch, wire

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Usage:
    """What reading one file took: wall time in milliseconds, peak memory in bytes."""

    milliseconds: int
    peak_bytes: int


def read(reader: Reader, source: Source, limits: Limits = DEFAULT) -> Document:
    """Return what the reader makes of the source, under the limits.

    Readers without `UNTRUSTED = True` run in this process.

    Raises:
        InputError: The reader refused the file, went over a limit, or died on it.
        MissingExtraError: The reader needs a library that is not installed.
    """
    return read_measured(reader, source, limits)[0]


def read_measured(
    reader: Reader, source: Source, limits: Limits = DEFAULT
) -> tuple[Document, Usage]:
    """Return as `read`, with what it took; peak memory is 0 for readers that run right here."""
    check(len(source.data), limits.file_bytes, "bytes", source.name, "file_bytes")
    start = time.monotonic()
    peak = 0
    if getattr(reader, "UNTRUSTED", False) and isinstance(reader, ModuleType):
        replies = _ask(wire.Request(reader.__name__, source, limits))
        document, peak = _document(replies, source.name, limits)
    else:
        document = reader.read(source)
    return document, Usage(round((time.monotonic() - start) * 1000), peak)


def draw(
    reader: Reader, source: Source, page: int, box: Box, limits: Limits = DEFAULT
) -> bytes | None:
    """Return a PNG picture of a place in the source, None where the format has no pages to draw.

    Raises:
        InputError: The reader refused the file, went over a limit, or died on it.
        MissingExtraError: The reader needs a library that is not installed.
    """
    if not isinstance(reader, ModuleType) or not hasattr(reader, "draw"):
        return None
    check(len(source.data), limits.file_bytes, "bytes", source.name, "file_bytes")
    replies = _ask(wire.Request(reader.__name__, source, limits, page, box))
    if isinstance(picture := replies.get("picture"), str):
        return b64decode(picture)
    raise _failure(replies, source.name, limits)


def _ask(asked: wire.Request) -> dict[str, object]:
    """Return what a child process answered; raises InputError when it took too long."""
    limits = asked.limits
    deadline = time.monotonic() + limits.seconds
    replies: dict[str, object] = {}
    with launch.start(asked.module) as channel:
        wire.send_request(channel, asked)
        try:
            while "end" not in replies:
                frame = wire.receive(channel, deadline)
                if frame is None:
                    break
                deadline += wire.as_int(frame.get("more_seconds"))
                replies |= frame
        except TimeoutError:
            _stop(channel, wire.as_int(replies.get("keeper")))
            raise InputError(_too_slow(limits), asked.source.name) from None
    return replies


def _document(replies: dict[str, object], name: str, limits: Limits) -> tuple[Document, int]:
    """Return the document that a child process read, and its peak memory in bytes."""
    if "document" in replies:
        return wire.decode_document(replies["document"]), wire.as_int(replies.get("peak_bytes"))
    raise _failure(replies, name, limits)


def _stop(channel: socket, keeper: int) -> None:
    """End the processes of one file; the channel's other end goes with them."""
    launch.kill(keeper)
    channel.close()


def _failure(replies: dict[str, object], name: str, limits: Limits) -> Exception:
    if isinstance(missing := replies.get("missing"), str):
        error = MissingExtraError("", "")
        error.msg, error.args = missing, (missing,)
        return error
    if isinstance(refused := replies.get("refused"), list):
        return InputError(str(refused[0]), str(refused[1]) or name)
    if isinstance(broken := replies.get("broken"), str):
        _log.debug("%s: %s", name, replies.get("traceback"))
        return InputError(
            f"the file is damaged or unlike any seen ({broken}); "
            "open it in the program that made it and save it again",
            name,
        )
    if "memory" in replies:
        return InputError(_too_big(limits), name)
    return InputError(_died(wire.as_int(replies.get("signal")), limits), name)


def _died(number: int, limits: Limits) -> str:
    if number in {signal.SIGXCPU, signal.SIGKILL}:
        return _too_slow(limits)
    cause = signal.Signals(number).name if number in set(signal.Signals) else "no reply"
    return (
        f"the library that reads this format died on the file ({cause}); it may be damaged or need "
        f"more than {limits.memory_bytes // MEBIBYTE:,} MB: open and save it again, or raise the "
        "limit memory_bytes"
    )


def _too_slow(limits: Limits) -> str:
    return f"not read within {limits.seconds} seconds; split the file, or raise the limit seconds"


def _too_big(limits: Limits) -> str:
    return (
        f"needs more than {limits.memory_bytes // MEBIBYTE:,} MB of memory; "
        "split the file, or raise the limit memory_bytes"
    )
