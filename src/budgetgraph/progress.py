"""A progress bar on stderr, on a terminal only: pipes and logs stay free of it."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, Task

_Item = TypeVar("_Item")
_FEW = 2  # for one file a bar would only flicker


def follow(items: Sequence[_Item], label: str) -> Iterable[_Item]:
    """Return the items again; on a terminal a bar shows how many of them are done.

    Args:
        items: What is worked on, one after the other.
        label: Short word before the bar, e.g. `convert`.
    """
    if len(items) < _FEW or not sys.stderr.isatty():
        return items
    return _draw(items, label)


def say(line: str) -> None:
    """Write one line of words to stderr, above a bar that may be shown."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@contextmanager
def count(label: str) -> Iterator[Callable[[int], Callable[[], None]]]:
    """Give a function that is told how many things there are, and returns what to call after each.

    On a terminal a bar shows how many are done, how many a second, and how long the rest takes. For
    work that is done side by side, where `follow` would count what has only begun.

    Args:
        label: Short word before the bar, e.g. `build`.
    """
    if not sys.stderr.isatty():
        yield lambda _total: lambda: None
        return
    with _bar(label) as bar:

        def start(total: int) -> Callable[[], None]:
            task = bar.add_task(label, total=total)
            return lambda: bar.advance(task)

        yield start


def _draw(items: Sequence[_Item], label: str) -> Iterator[_Item]:
    with _bar(label) as bar:
        yield from bar.track(items)


def _bar(label: str) -> "Progress":
    # 60 ms: only where a bar is drawn
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        def render(self, task: "Task") -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    console = Console(stderr=True)
    columns = (label, BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)
