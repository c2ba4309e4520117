"""Makes up department disclosures whose truth is known, in the layouts that bureaus publish.

`make(Request(...))` returns the text and the truth of one disclosure. Equal requests give equal
bytes, and a disclosure does not depend on how many others are made. Nothing here imports
budgetgraph: what the converter says is compared with a truth that it had no part in.
"""

from .make import Made, Request, make

__all__ = ["Made", "Request", "make"]
