"""The other side: a server that forks, a keeper that watches, a worker that reads one file."""

import os
import signal
import socket
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, NoReturn

from ..contract import Source
from ..errors import BudgetgraphError, InputError, MissingExtraError
from ..limits import Limits
from . import wire

_MAX_NAME = 256


def serve(handle: int) -> None:
    """Fork a keeper for each channel that comes in over the control socket, until it closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers are not waited for
    with suppress(KeyboardInterrupt), socket.socket(fileno=handle) as control:
        while True:
            name, handles, _, _ = socket.recv_fds(control, _MAX_NAME, 1)
            if not handles:
                return
            with suppress(Exception):  # the worker meets the same error and reports it
                _load(name.decode())
            if os.fork() == 0:
                control.close()
                _leave(_keep, socket.socket(fileno=handles[0]))
            os.close(handles[0])


@cache
def _load(name: str) -> None:
    """Load a reader and its library once, so that no child has to."""
    reader = import_module(name)
    if hasattr(reader, "prepare"):
        reader.prepare()


def serve_one(handle: int) -> None:
    """Read one file in this process: for systems without fork."""
    with socket.socket(fileno=handle) as channel:
        wire.send(channel, {"keeper": os.getpid()})
        _work(channel)
        wire.send(channel, {"end": 0})


def _leave(run: Callable[[socket.socket], None], channel: socket.socket) -> NoReturn:
    """Run and end this process without the clean-up that belongs to its parent."""
    status = 1
    with suppress(BaseException):
        run(channel)
        status = 0
    os._exit(status)


def _keep(channel: socket.socket) -> None:
    """Run the worker in a process group of its own; tell how it ended and what it used."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    wire.send(channel, {"keeper": os.getpid()})
    worker = os.fork()
    if worker == 0:
        _leave(_work, channel)
    _, status, used = os.wait4(worker, 0)
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    wire.send(channel, {"end": status, "signal": ended, "peak_bytes": used.ru_maxrss * 1024})


def _work(channel: socket.socket) -> None:
    asked = wire.receive_request(channel)
    source, limits = asked.source, asked.limits
    try:
        reader = import_module(asked.module)
        reply: wire.Frame
        if asked.box:
            _limit(limits.memory_bytes, limits.seconds, limits.inflated_bytes)
            picture = reader.draw(source, asked.page, asked.box, limits)
            reply = {"picture": b64encode(picture).decode("ascii")}
        else:
            _allow(channel, reader, source, limits)
            reply = {"document": wire.encode_document(reader.read(source, limits))}
    except MissingExtraError as error:
        reply = {"missing": str(error)}
    except InputError as error:
        reply = {"refused": [error.message, error.place]}
    except BudgetgraphError as error:
        reply = {"refused": [str(error), source.name]}
    except MemoryError:
        reply = {"memory": 1}
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is the file's fault here
        reply = {
            "broken": f"{type(error).__name__}: {error}"[:200],
            "traceback": traceback.format_exc()[-4000:],
        }
    wire.send(channel, reply)


def _allow(channel: socket.socket, reader: Any, source: Source, limits: Limits) -> None:
    """Set this process's limits; a reader that recognises scans may ask for more."""
    _limit(limits.memory_bytes, limits.seconds, limits.inflated_bytes)
    recognises = hasattr(reader, "pages_to_recognise")
    ocr_pages = reader.pages_to_recognise(source, limits) if recognises else 0
    if ocr_pages:
        more = ocr_pages * limits.seconds_per_ocr_page
        wire.send(channel, {"more_seconds": more})
        _limit(limits.ocr_memory_bytes, limits.seconds + more, limits.inflated_bytes)


def _limit(memory_bytes: int, seconds: int, written_bytes: int) -> None:
    """Limit address space, CPU time and size of written files, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - absent on Windows

    for kind, amount in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        soft = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        with suppress(ValueError, OSError):  # a system that does not know this limit
            resource.setrlimit(kind, (soft, hard))
