"""budgetgraph: department budget disclosures as linked data.

From Python: `convert_file` reads a disclosure, `Store` keeps many and answers questions. Both are
loaded on first use, so that a command pays only for what it needs.

In a checkout the folders `converters`, `ontology`, `queries` and `shapes` stand beside
`src/`; in an installed package they lie inside `budgetgraph`. The lines below make both look alike.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

__all__ = ["Store", "__version__", "convert_file"]
__version__ = "0.1.0"

_here = Path(__file__).parent
if not (_here / "ontology").is_dir():  # a checkout: these folders are siblings of src/
    __path__.append(str(_here.parents[1]))

if TYPE_CHECKING:
    from .convert import convert_file
    from .store import Store
else:
    _HOMES = {"Store": "store", "convert_file": "convert"}

    def __getattr__(name: str) -> object:
        """Return a name of the Python interface from the module that defines it."""
        if name not in _HOMES:
            raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

    def __dir__() -> list[str]:
        """Return the names of the Python interface, which are not loaded yet, and all others."""
        return sorted({*globals(), *_HOMES})
