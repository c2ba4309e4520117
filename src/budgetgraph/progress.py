"""A progress bar on stderr, on a terminal only: pipes and logs stay free of it."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

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


def _draw(items: Sequence[_Item], label: str) -> Iterator[_Item]:
    # 60 ms: only where a bar is drawn
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (label, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield from bar.track(items)
