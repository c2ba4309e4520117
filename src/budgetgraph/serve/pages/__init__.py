"""One module per page: from a visit to a view. `ROUTES` is the table of contents."""

from ..dispatch import Handler
from .api import api
from .budget import budget
from .code import code
from .compare import compare
from .editor import editor
from .figure import figure
from .home import home
from .project import policies, policy, project
from .quality import quality
from .question import question, questions
from .search import search
from .validate import form

_SUFFIXES = ("", ".csv", ".json", ".ttl")
# Paths with a suffix give the same as data; `{rest}` is what a page is about.
_PLAIN: dict[str, Handler] = {
    "/api": api,
    "/codes": code,
    "/compare": compare,
    "/editor": editor,
    "/figure": figure,
    "/policies": policies,
    "/policy": policy,
    "/project": project,
    "/quality": quality,
    "/questions": questions,
    "/search": search,
}
ROUTES: list[tuple[str, Handler]] = [
    ("/", home),
    ("/validate", form),
    *((f"/index{suffix}", home) for suffix in _SUFFIXES[1:]),
    *((f"{path}{suffix}", handler) for path, handler in _PLAIN.items() for suffix in _SUFFIXES),
    ("/budgets/{rest:path}", budget),
    ("/questions/{rest:path}", question),
]
