"""Functions that fail as work fails, in a module that other processes can import."""

import os
import signal
from pathlib import Path


def double(number: int) -> int:
    """Return twice a number; 13 kills the process, 7 fails like a network."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 7:
        raise OSError("no route to host")
    return 2 * number


def once(path: Path) -> str:
    """Kill the process at the first attempt."""
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path.name
