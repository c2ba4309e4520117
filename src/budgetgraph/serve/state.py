"""What the server holds while it runs: the newest snapshot, what was read of it, the workers."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Any

from ..query.rows import Rows
from .pool import Pool
from .reading.budgets import Budget, read_all
from .reading.index import Index
from .reading.source import Source
from .settings import Settings
from .snapshot import Snapshot, Watch
from .worker import Saved

_LOG = logging.getLogger("budgetgraph.serve")
_LOOK_EVERY = 5  # seconds between two looks at the store
_KEPT_PAGES = 512
_KEPT_ANSWERS = 128
_KEPT_ROWS = 5000  # of one answer


class Content:
    """One snapshot with what was read of it."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Read the list of documents; the rest when it is first asked for."""
        self.version = snapshot.version
        self.source = Source(snapshot.store)
        self.folder = str(snapshot.folder)
        self.index = Index(self.source)
        self._lock = Lock()
        self._page_lock = Lock()
        self._memory: dict[str, Any] = {}
        self._memory_lock = RLock()
        self._answers: OrderedDict[Saved, Rows] = OrderedDict()
        self._budgets: list[Budget] | None = None
        self.pages: OrderedDict[str, tuple[bytes, str]] = OrderedDict()

    @property
    def budgets(self) -> list[Budget]:
        """All budgets, read once."""
        with self._lock:
            if self._budgets is None:
                self._budgets = read_all(self.source)
            return self._budgets

    def warm(self) -> None:
        """Read what many pages need before someone waits for it."""
        _ = self.budgets
        self.index.warm()

    def budget(self, name: str) -> Budget | None:
        """Return a budget by the name of its disclosure."""
        return next((budget for budget in self.budgets if budget.name == name), None)

    def remember(self, name: str, work: Callable[[], Any]) -> Any:
        """Return what a piece of work gives on this snapshot; it is done once."""
        with self._memory_lock:
            if name not in self._memory:
                self._memory[name] = work()
            return self._memory[name]

    async def ask(self, pool: Pool, task: Saved) -> Rows:
        """Return the answer to a saved question, from memory where it was asked before.

        Raises:
            QueryError: As the pool does.
        """
        found = self._answers.get(task)
        if found is None:
            found = await pool.ask(task)
            if len(found) <= _KEPT_ROWS:
                self._answers[task] = found
                while len(self._answers) > _KEPT_ANSWERS:
                    self._answers.popitem(last=False)
        return found

    def keep(self, key: str, body: bytes, media_type: str) -> None:
        """Remember a page, and forget the oldest."""
        with self._page_lock:
            self.pages[key] = (body, media_type)
            while len(self.pages) > _KEPT_PAGES:
                self.pages.popitem(last=False)


@dataclass(slots=True)
class State:
    """Everything that lives as long as the server."""

    settings: Settings
    watch: Watch
    content: Content
    pool: Pool
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def open(cls, settings: Settings) -> "State":
        """Open the store; raises as `snapshot.take`."""
        watch = Watch(settings.store)
        content = Content(watch.current)
        pool = Pool(
            content.folder,
            settings.workers,
            settings.query_seconds,
            settings.query_memory,
            settings.queue,
            settings.allow_service,
        )
        return cls(settings, watch, content, pool)

    async def keep_fresh(self) -> None:
        """Look at the store from time to time; take in what `build` has written."""
        while True:
            await asyncio.to_thread(self.refresh)
            await asyncio.sleep(_LOOK_EVERY)

    def refresh(self) -> bool:
        """Take in a new state of the store; return whether there was one."""
        found = self.watch.refresh()
        if found:
            self.content = Content(self.watch.current)
            self.pool.folder = self.content.folder
            _LOG.info("the store was read anew: %d documents", len(self.content.source.documents))
        self.content.warm()
        return found

    def count(self, name: str) -> None:
        """Count something for the metrics."""
        self.counts[name] = self.counts.get(name, 0) + 1

    def close(self) -> None:
        """End the workers and close the store."""
        self.pool.close()
        self.watch.close()
