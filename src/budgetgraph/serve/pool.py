"""Processes that answer queries: a query that runs away is ended with its process."""

import asyncio
import contextlib
import logging
import multiprocessing as mp
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any
from weakref import WeakValueDictionary

from ..errors import BudgetgraphError
from . import worker

_LOG = logging.getLogger("budgetgraph.serve")
_START_SECONDS = 60


class QueryError(BudgetgraphError):
    """A query that was not answered.

    Args:
        kind: wrong, refused, large, memory, time, busy or failed.
        message: Why, for the reader.
    """

    def __init__(self, kind: str, message: str) -> None:
        """Keep the kind for the status of the answer."""
        self.kind = kind
        super().__init__(message)


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    folder: str

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.pipe.close()
        self.process.join(_START_SECONDS)


@dataclass(slots=True)
class Counts:
    """What the pool has done, for the metrics."""

    answered: int = 0
    refused: int = 0
    stopped: int = 0
    waiting: int = 0


@dataclass(slots=True)
class Pool:
    """Workers on one store.

    Attributes:
        folder: The store that new workers open.
        size: How many work side by side.
        seconds: Time for one query.
        memory: Bytes a worker may take beyond what it starts with.
        queue: How many queries may wait.
        allow_service: Let queries call other endpoints.
    """

    folder: str
    size: int
    seconds: int
    memory: int
    queue: int
    allow_service: bool = False
    counts: Counts = field(default_factory=Counts)
    _idle: "asyncio.Queue[_Worker | None]" = field(default_factory=asyncio.Queue)
    _all: list[_Worker] = field(default_factory=list)
    _turns: "WeakValueDictionary[str, asyncio.Semaphore]" = field(
        default_factory=WeakValueDictionary
    )

    async def start(self) -> None:
        """Start the workers; they are started anew when one is ended."""
        started = await asyncio.gather(*(asyncio.to_thread(self._spawn) for _ in range(self.size)))
        for one in started:
            self._idle.put_nowait(one)

    async def ask(self, task: worker.Query | worker.Saved, address: str = "") -> Any:
        """Return the answer to a query.

        Args:
            task: The query.
            address: Who asks; one address gets all workers but one, so that its queries never
                hold up all others. Empty for questions of our own.

        Raises:
            QueryError: It is wrong, refused, too large or too slow, or too many are waiting.
        """
        if self._idle.empty() and self.counts.waiting >= self.queue:
            self.counts.refused += 1
            raise QueryError("busy", "too many queries are waiting; come back in a few seconds")
        async with contextlib.AsyncExitStack() as held:
            self.counts.waiting += 1
            try:
                if address:
                    turn = asyncio.Semaphore(max(1, self.size - 1))
                    await held.enter_async_context(self._turns.setdefault(address, turn))
                one = await self._idle.get()
            finally:
                self.counts.waiting -= 1
            kind, found = await self._give(one, task)
        if kind == "ok":
            self.counts.answered += 1
            return found
        self.counts.stopped += kind in {"time", "memory", "died"}
        raise QueryError("memory" if kind == "died" else kind, found)

    async def _give(
        self, one: _Worker | None, task: worker.Query | worker.Saved
    ) -> tuple[str, Any]:
        """Return what a worker answers; it, or a place for a new one, is idle again afterwards."""
        kind, found = "failed", "the reader went away"
        try:
            one = await self._fresh(one)
            kind, found = await asyncio.to_thread(self._exchange, one, task)
        except asyncio.CancelledError:
            kind = "time"  # the worker is still busy with it
            raise
        finally:
            if one is not None and kind in {"time", "memory", "died"}:
                self._drop(one)
                one = None
            self._idle.put_nowait(one)
        return kind, found

    def close(self) -> None:
        """End all workers."""
        for one in list(self._all):
            self._drop(one)

    async def _fresh(self, one: _Worker | None) -> _Worker:
        """Return a living worker on the newest store."""
        if one is not None and one.folder == self.folder and one.process.is_alive():
            return one
        if one is not None:
            self._drop(one)
        return await asyncio.to_thread(self._spawn)

    def _exchange(self, one: _Worker, task: worker.Query | worker.Saved) -> tuple[str, Any]:
        try:
            one.pipe.send(task)
            if not one.pipe.poll(self.seconds):
                return "time", f"stopped after {self.seconds} seconds; ask for less, or with LIMIT"
            kind, found = one.pipe.recv()
        except (EOFError, OSError):
            return "died", "the query took more memory than it may, and was ended"
        return kind, found

    def _spawn(self) -> _Worker:
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        folder = self.folder
        process = context.Process(
            target=worker.serve, args=(theirs, folder, self.memory, self.allow_service), daemon=True
        )
        process.start()
        theirs.close()
        one = _Worker(process, ours, folder)
        self._all.append(one)
        if not ours.poll(_START_SECONDS):
            self._drop(one)
            raise QueryError("failed", "no worker could be started")
        try:
            ours.recv()
        except EOFError as error:
            self._drop(one)
            raise QueryError("failed", "no worker could open the store") from error
        return one

    def _drop(self, one: _Worker) -> None:
        if one in self._all:
            self._all.remove(one)
        one.end()
        _LOG.info("a worker was ended")
