"""Starting the process that reads one file.

On Linux a server process is started once and forks a child per file: it has the reading libraries
loaded already, and unlike this program it has no threads, so that forking is safe. Elsewhere a new
interpreter is started for each file.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass

# The child finds the same packages as this program, and nothing in the current folder.
_START = (
    "import sys; sys.path[:] = sys.argv[2:]; "
    "from budgetgraph.sandbox import child; child.{entry}(int(sys.argv[1]))"
)
_HAS_SERVER = sys.platform == "linux"


@dataclass(slots=True)
class _Server:
    """A running server, the socket to ask it for children, and the process that started it."""

    process: "subprocess.Popen[bytes]"
    control: socket.socket
    owner: int


_lock = threading.Lock()
_servers: list[_Server] = []


def start(module: str) -> socket.socket:
    """Return a channel to a new process that waits for a request to that reader module."""
    if not _HAS_SERVER:
        return _start_alone()
    with _lock:
        for _ in range(2):  # a server that was killed is replaced once
            ours, theirs = socket.socketpair()
            with theirs:
                if _ask(_server(), module, theirs):
                    return ours
            ours.close()
            _forget()
    return _start_alone()


def kill(keeper: int) -> None:
    """End the process group of one file, helper programs included."""
    if keeper > 1:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(keeper, 9)
            else:
                os.kill(keeper, 9)


def _ask(server: _Server, module: str, end: socket.socket) -> bool:
    try:
        socket.send_fds(server.control, [module.encode()], [end.fileno()])
    except OSError:
        return False
    return True


def _server() -> _Server:
    """Return the server of this process, started now if there is none."""
    if _servers and _servers[0].owner != os.getpid():
        _forget()  # this process was forked: the server belongs to its parent
    if not _servers:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            _servers.append(_Server(_spawn("serve", theirs), ours, os.getpid()))
    return _servers[0]


def _start_alone() -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        process = _spawn("serve_one", theirs)
    process.returncode = 0  # never waited for: it ends with its channel
    return ours


def _spawn(entry: str, end: socket.socket) -> "subprocess.Popen[bytes]":
    handle = end.fileno()
    os.set_inheritable(handle, True)
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-I", "-c", _START.format(entry=entry), str(handle), *sys.path],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=os.name == "posix",
        pass_fds=(handle,) if os.name == "posix" else (),
    )


@atexit.register
def _forget() -> None:
    """Let the server go: it ends when its control socket closes."""
    while _servers:
        server = _servers.pop()
        server.control.close()
        if server.owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                server.process.wait(5)
        else:
            server.process.returncode = 0  # another process waits for it
