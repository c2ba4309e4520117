"""One module per page: from a visit to a view. `ROUTES` is the table of contents."""

from ..dispatch import Handler
from .api import api
from .budget import budget
from .figure import figure
from .home import home
from .question import question, questions
from .validate import form

# Paths with a suffix give the same as data; `{rest}` is what a page is about.
_PLAIN: dict[str, Handler] = {
    "/api": api,
    "/figure": figure,
    "/questions": questions,
}
ROUTES: list[tuple[str, Handler]] = [
    ("/", home),
    ("/validate", form),
    *((f"/index{suffix}", home) for suffix in (".csv", ".json", ".ttl")),
    *(
        (f"{path}{suffix}", handler)
        for path, handler in _PLAIN.items()
        for suffix in ("", ".csv", ".json", ".ttl")
    ),
    ("/budgets/{rest:path}", budget),
    ("/questions/{rest:path}", question),
]
