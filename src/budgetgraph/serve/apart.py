"""One piece of work in a process of its own, with limits on time and memory: files of strangers."""

import asyncio
import multiprocessing as mp
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from ..errors import BudgetgraphError
from .worker import limit_memory

_GRACE = 5  # seconds for the process to go


class ApartError(BudgetgraphError):
    """Work that was not finished.

    Args:
        kind: wrong, time, memory or failed.
        message: Why, for the reader.
    """

    def __init__(self, kind: str, message: str) -> None:
        """Keep the kind for the status of the answer."""
        self.kind = kind
        super().__init__(message)


async def run_apart(
    function: Callable[..., Any], arguments: tuple[Any, ...], seconds: int, memory: int
) -> Any:
    """Return what a function returns when it is called in a process of its own.

    Args:
        function: Of a module, so that the process can find it.
        arguments: Values that can be sent.
        seconds: After which the process is ended.
        memory: Bytes that it may take beyond what it starts with.

    Raises:
        ApartError: The function refused the arguments, or went over a limit.
    """
    return await asyncio.to_thread(_run, function, arguments, seconds, memory)


def _run(
    function: Callable[..., Any], arguments: tuple[Any, ...], seconds: int, memory: int
) -> Any:
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe()
    # no daemon: readers of untrusted files start processes of their own
    process = context.Process(target=_work, args=(theirs, function, memory))
    process.start()
    theirs.close()
    try:
        ours.send(arguments)
        if not ours.poll(seconds):
            raise ApartError("time", f"stopped after {seconds} seconds; is the file a disclosure?")
        kind, found = ours.recv()
    except (EOFError, OSError) as error:
        raise ApartError("memory", "took more memory than it may, and was ended") from error
    finally:
        ours.close()
        process.join(_GRACE if not process.is_alive() else 0)
        if process.is_alive():
            process.kill()
            process.join(_GRACE)
    if kind == "ok":
        return found
    raise ApartError(kind, found)


def _work(pipe: Connection, function: Callable[..., Any], memory: int) -> None:
    limit_memory(memory)
    arguments = pipe.recv()
    try:
        pipe.send(("ok", function(*arguments)))
    except BudgetgraphError as error:
        pipe.send(("wrong", str(error)))
    except MemoryError:
        pipe.send(("memory", "took more memory than it may"))
    except Exception as error:  # noqa: BLE001  told in one line, whatever it is
        pipe.send(("failed", f"a bug of ours: {type(error).__name__}"))
