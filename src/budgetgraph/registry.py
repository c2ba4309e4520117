"""Readers, forms and text forms, found by listing the folders of `converters/`.

The only module that names `budgetgraph.converters`. Adding a reader or a form needs no edit here.
"""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

from .contract import Form, Reader, TextForm
from .model import Document, Finding, Line, Paragraph, Publisher, Section, Table

CONVERTERS = "budgetgraph.converters"  # for whoever needs the name, e.g. to hash its files


class Assembly(Protocol):
    """What the layout makes of a document: whole tables and the text around them."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Whole tables in document order, numbered from 1."""
        ...

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text outside tables."""
        ...

    @property
    def sections(self) -> tuple[Section, ...]:
        """Numbered sections with their text."""
        ...

    @property
    def publisher(self) -> Publisher:
        """Who publishes for which year."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was met while joining rows and cells."""
        ...


@cache
def readers() -> tuple[Reader, ...]:
    """Return the readers, the one with the highest priority first."""
    modules = (cast("Reader", module) for module in _modules("readers", "identify", "read"))
    return tuple(sorted(modules, key=lambda reader: -reader.PRIORITY))


@cache
def forms() -> tuple[Form, ...]:
    """Return the forms that understand tables, in order of their module names."""
    return tuple(cast("Form", module) for module in _modules("forms", "identify", "extract"))


@cache
def text_forms() -> tuple[TextForm, ...]:
    """Return the forms that understand running text, in order of their module names."""
    return tuple(cast("TextForm", module) for module in _modules("forms", "extract_text"))


def name_of(module: object) -> str:
    """Return the short name of a reader or form, e.g. `three_public`."""
    return str(getattr(module, "__name__", "")).rpartition(".")[2]


def assemble(document: Document) -> Assembly:
    """Return the whole tables, text and publisher of a document."""
    layout = import_module(f"{CONVERTERS}.layout.assemble")
    return cast("Assembly", layout.assemble(document))


def prove(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Return the lines with roles, parts and proven second readings, and what was found."""
    proven, findings = import_module(f"{CONVERTERS}.proof").prove(lines)
    return tuple(proven), tuple(findings)


def _modules(folder: str, *names: str) -> list[ModuleType]:
    """Return the modules of one folder that offer all the names, sorted by module name."""
    package = import_module(f"{CONVERTERS}.{folder}")
    found = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [  # a leading underscore marks parts that several modules share
        import_module(f"{package.__name__}.{name}") for name in found if not name.startswith("_")
    ]
    return [module for module in modules if all(hasattr(module, name) for name in names)]
