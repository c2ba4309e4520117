"""Code lists: read the shipped and the imported ones, search them, import an official list.

* model: Scheme, Concept, Level as values
* read: Turtle to schemes, shipped and imported
* write: schemes and correspondences to Turtle
* compare: what changed between two versions
* search: codes by words
* tabular: a table to concepts
* importing: a table to a new version with its report
"""

from .compare import Change, compare_schemes
from .importing import COMPLETENESS, ImportedList, Request, import_list
from .model import Concept, Level, Scheme, normalise_label
from .read import (
    get_scheme,
    list_versions,
    parse_schemes,
    scheme_in_force,
    schemes,
    shipped_schemes,
    user_folder,
)
from .search import Hit, search
from .write import render_correspondence, render_scheme

__all__ = [
    "COMPLETENESS",
    "Change",
    "Concept",
    "Hit",
    "ImportedList",
    "Level",
    "Request",
    "Scheme",
    "compare_schemes",
    "get_scheme",
    "import_list",
    "list_versions",
    "normalise_label",
    "parse_schemes",
    "render_correspondence",
    "render_scheme",
    "scheme_in_force",
    "schemes",
    "search",
    "shipped_schemes",
    "user_folder",
]
