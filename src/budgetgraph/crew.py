"""Who does the work: this process, processes of this machine, or a Dask cluster.

A crew maps a function over items and yields each item with its result as it is done. It never holds
more than a few results, and survives the death of those who work: what they had begun is done
again, and an item that kills whoever takes it up comes back as `Lost`.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from .errors import InputError, MissingExtraError, UsageError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_AHEAD = 2  # items per worker that are begun or wait to be: results that memory must hold
_RENEW_AFTER = 1000  # documents of one process; whatever a library leaks ends with it
_ATTEMPTS = 3  # of an item on a cluster, after the first


@dataclass(frozen=True, slots=True)
class Lost:
    """An item without a result: it ends whoever works on it, or fails again and again."""

    reason: str


class Crew(Protocol):
    """Maps a function over items."""

    def map(
        self, function: Callable[[_Item], _Result], items: Iterable[_Item]
    ) -> Iterator[tuple[_Item, _Result | Lost]]:
        """Yield each item with its result, in the order in which they are done.

        Args:
            function: A function of a module, so that it can be named to others.
            items: What it takes, one by one.
        """
        ...


class Alone:
    """Does the work in this process."""

    def map(
        self, function: Callable[[_Item], _Result], items: Iterable[_Item]
    ) -> Iterator[tuple[_Item, _Result | Lost]]:
        """Yield each item with its result, in their order."""
        for item in items:
            try:
                yield item, function(item)
            except OSError as error:
                yield item, Lost(_told(error))


ALONE = Alone()


class Processes:
    """Does the work in processes of this machine, which end when this one does.

    Args:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        """Remember the number; nothing is started yet."""
        self.count = count

    def map(
        self, function: Callable[[_Item], _Result], items: Iterable[_Item]
    ) -> Iterator[tuple[_Item, _Result | Lost]]:
        """Yield each item with its result, as they are done."""
        waiting = iter(items)
        suspects: list[_Item] = []
        first = True
        while first or suspects:
            first = False
            for item in suspects:  # one by one, to see which of them it is
                yield item, _try_alone(function, item)
            suspects = []
            with _pool(self.count) as pool:
                yield from self._share_out(pool, function, waiting, suspects)

    def _share_out(
        self,
        pool: ProcessPoolExecutor,
        function: Callable[[_Item], _Result],
        waiting: Iterator[_Item],
        suspects: list[_Item],
    ) -> Iterator[tuple[_Item, _Result | Lost]]:
        """Yield results until all is done or a process dies; its items go to the suspects."""
        running: dict[Future[_Result], _Item] = {}
        while True:
            if not suspects:
                for item in islice(waiting, self.count * _AHEAD - len(running)):
                    try:
                        running[pool.submit(function, item)] = item
                    except BrokenProcessPool:
                        suspects.append(item)
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                item = running.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    suspects.append(item)
                else:
                    result = _result(future)
                    yield item, result


class Cluster:
    """Does the work on a Dask cluster; a context manager that leaves the cluster running.

    Args:
        address: Of the scheduler, e.g. `tcp://10.0.0.1:8786`.
        expects: What each worker must answer: a function of no arguments and its result here, such
            as the fingerprint of the software.

    Raises:
        MissingExtraError: Dask is not installed.
        InputError: No scheduler answers at the address.
        UsageError: A worker has other software.
    """

    def __init__(self, address: str, expects: tuple[Callable[[], str], str] | None = None) -> None:
        """Connect, and compare the software of the workers."""
        try:
            self._dask: Any = import_module("distributed")
        except ImportError as error:
            raise MissingExtraError("building on a cluster", "cluster") from error
        try:
            self._client = self._dask.Client(address, timeout="20s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(
                f"no Dask scheduler answers ({error}); check --scheduler", address
            ) from (error)
        if expects is not None:
            self._compare(*expects)

    def _compare(self, function: Callable[[], str], expected: str) -> None:
        answers: Mapping[str, str] = self._client.run(function)
        for worker, answer in answers.items():
            if answer != expected:
                self.close()
                raise UsageError(
                    f"worker {worker} has budgetgraph {answer}, this is {expected}; install the "
                    "same version on all machines"
                )

    def map(
        self, function: Callable[[_Item], _Result], items: Iterable[_Item]
    ) -> Iterator[tuple[_Item, _Result | Lost]]:
        """Yield each item with its result, as they are done."""
        waiting = iter(items)
        running = {self._submit(function, item): item for item in islice(waiting, self._window())}
        done = self._dask.as_completed(list(running), loop=self._client.loop)
        for future in done:
            item = running.pop(future)
            if future.status == "finished":
                yield item, future.result()
            elif future.status == "error":
                yield item, Lost(_told(future.exception()))
            else:  # neither worker nor item, but the scheduler
                place = self._client.scheduler.address
                raise InputError("the cluster has ended; build again to go on from here", place)
            for following in islice(waiting, max(1, self._window() - len(running))):
                begun = self._submit(function, following)
                running[begun] = following
                done.add(begun)

    def _submit(self, function: Callable[[_Item], _Result], item: _Item) -> Any:
        return self._client.submit(function, item, pure=False, retries=_ATTEMPTS)

    def _window(self) -> int:
        threads: Mapping[str, int] = self._client.nthreads()
        return _AHEAD * max(1, sum(threads.values()))

    def close(self) -> None:
        """Let go of the cluster."""
        self._client.close()

    def __enter__(self) -> Self:
        """Return the crew itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the cluster."""
        self.close()


def _pool(count: int) -> ProcessPoolExecutor:
    # Fresh interpreters: a fork would inherit the lock of an open store and keep it after our end.
    return ProcessPoolExecutor(
        count, get_context("spawn"), initializer=_end_with_parent, max_tasks_per_child=_RENEW_AFTER
    )


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def _try_alone(function: Callable[[_Item], _Result], item: _Item) -> _Result | Lost:
    """Return the result of an item in a process of its own; a second attempt clears the innocent.

    What was killed for want of memory may not have been what took the memory.
    """
    for _ in range(2):
        with _pool(1) as pool:
            future: Future[_Result] = pool.submit(function, item)
            found = _result(future)
        if not isinstance(found, Lost):
            break
    return found


def _result(future: Future[_Result]) -> _Result | Lost:
    try:
        return future.result()
    except BrokenProcessPool:
        return Lost("ended the process that read it, perhaps for want of memory; try it alone")
    except OSError as error:
        return Lost(_told(error))


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
