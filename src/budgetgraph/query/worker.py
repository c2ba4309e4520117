"""Queries that may be stopped: each runs in a process of its own, which is ended at the limit.

The store stops no query by itself. `python -m budgetgraph.query.worker FOLDER` reads a query from
standard input and writes SPARQL results in JSON, or one line of words with exit code 2.
"""

import json
import subprocess
import sys
from pathlib import Path

from ..errors import BudgetgraphError, InputError, UsageError
from .remote import read_results
from .rows import Answer

_EXIT_REFUSED = 2
_START = (
    "import sys; sys.path[:] = sys.argv[2:]; from budgetgraph.query import worker; worker.main()"
)


class TimedStore:
    """A store in a folder whose queries end at a limit.

    Args:
        folder: Folder of the store.
        timeout_seconds: How long a query may take.
    """

    def __init__(self, folder: str, timeout_seconds: int) -> None:
        """Remember where the store is; the processes open it."""
        self._folder = folder
        self._timeout_seconds = timeout_seconds

    def select(self, text: str) -> Answer:
        """Return the answer to a SPARQL query.

        Raises:
            InputError: There is no store, or the limit is reached.
            UsageError: The text is no SPARQL query.
        """
        command = [sys.executable, "-c", _START, self._folder, *sys.path]
        try:
            done = subprocess.run(  # noqa: S603  this interpreter, with our own module
                command,
                input=text.encode(),
                capture_output=True,
                timeout=self._timeout_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(
                f"the query took more than {self._timeout_seconds} s and was stopped; ask for less "
                "(one year, one department) or give a longer --timeout"
            ) from error
        words = done.stderr.decode(errors="replace").strip()
        if done.returncode == _EXIT_REFUSED:
            raise UsageError(words)
        if done.returncode:
            raise InputError(f"the query ended with an error: {words[-500:]}", self._folder)
        return read_results(json.loads(done.stdout))


def main() -> None:
    """Answer one query: the body of the process."""
    from ..store import Store  # noqa: PLC0415  the store imports this package
    from .headers import SavedQuery  # noqa: PLC0415
    from .rendering import render_json  # noqa: PLC0415
    from .rows import Rows  # noqa: PLC0415

    text = sys.stdin.buffer.read().decode()
    try:
        with Store.open(Path(sys.argv[1])) as store:
            answer = store.select(text)
    except BudgetgraphError as error:
        sys.stderr.write(str(error))
        raise SystemExit(_EXIT_REFUSED) from error
    sys.stdout.buffer.write(render_json(Rows(SavedQuery("", text), answer), "en").encode())
