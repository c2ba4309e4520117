"""budgetgraph: department budget disclosures as linked data.

In a checkout the folders `converters`, `ontology`, `queries` and `shapes` stand beside
`src/`; in an installed package they lie inside `budgetgraph`. The lines below make both look alike.
"""

from pathlib import Path

__version__ = "0.1.0"

_here = Path(__file__).parent
if not (_here / "ontology").is_dir():  # a checkout: these folders are siblings of src/
    __path__.append(str(_here.parents[1]))
