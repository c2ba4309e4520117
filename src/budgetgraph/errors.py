"""All exceptions of budgetgraph.

    BudgetgraphError
    ├── InputError (ValueError)      a file cannot be read: place, what is wrong, what to do
    │   └── FigureError              a printed figure that is no number
    ├── UsageError (ValueError)      the command was asked for something it does not have
    │   └── UnknownTermError (KeyError)
    ├── OutputError (OSError)        an output cannot be written, or would be overwritten
    └── MissingExtraError (ImportError)   an optional library is not installed

What a document does wrong is not an exception: it is a `Finding` (see `model.py`).
"""


class BudgetgraphError(Exception):
    """Base of every error that is told to the user in one line, without a traceback."""


class InputError(BudgetgraphError, ValueError):
    """A source that cannot be read, with the place where reading stopped.

    Args:
        message: What is wrong and what to do about it.
        place: File name, optionally with a line, e.g. `000.txt:151`.
    """

    def __init__(self, message: str, place: str = "") -> None:
        """Make the line `place: message`."""
        self.message = message
        self.place = place
        super().__init__(f"{place}: {message}" if place else message)


class FigureError(InputError):
    """A printed text that holds no figure, or more than one."""


class UsageError(BudgetgraphError, ValueError):
    """A request that names something unknown; the message lists what is available."""


class UnknownTermError(UsageError, KeyError):
    """A term that the ontology does not define."""

    def __str__(self) -> str:  # KeyError would print the repr of the message
        """Return the message as written."""
        return str(self.args[0]) if self.args else ""


class OutputError(BudgetgraphError, OSError):
    """An output that cannot be written or that exists already."""


class MissingExtraError(BudgetgraphError, ImportError):
    """An optional library is missing.

    Args:
        what: What was asked for, e.g. `reading PDF`.
        extra: The extra to install, e.g. `pdf`.
    """

    def __init__(self, what: str, extra: str) -> None:
        """Make the line that names the extra to install."""
        super().__init__(
            f"{what} needs an optional library; run: pip install 'budgetgraph[{extra}]'"
        )
