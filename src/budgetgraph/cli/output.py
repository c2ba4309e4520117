"""Where a conversion goes: one stream, one file per document, or a folder of tables.

Knows the formats by name: the RDF formats, the tidy tables, and every module of
`budgetgraph/export/` that offers `write_disclosures(disclosures, folder, base, force)`.
"""

import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from budgetgraph import serialize, tidy
from budgetgraph.errors import UsageError
from budgetgraph.model import Disclosure
from budgetgraph.outputs import check_free, new_file

_CSV = "csv"
_EXPORTS = "budgetgraph.export"
DEFAULT_FORMAT = "turtle"
_SEPARATORS = re.compile(r"[/\\\x00]")  # an id must not lead out of the folder


class Export(Protocol):
    """A module of `budgetgraph/export/`: one more format, named like the module."""

    def write_disclosures(
        self, disclosures: Iterable[Disclosure], folder: Path, base: str, force: bool
    ) -> None:
        """Write the disclosures into a folder."""
        ...


def formats() -> tuple[str, ...]:
    """Return the names of all formats: RDF first, then tables and exports."""
    return (*serialize.FORMATS, _CSV, *_export_names())


def choose_format(wanted: str, output: str) -> str:
    """Return the format to write: the one wanted, else the one that the output's suffix tells.

    Raises:
        UsageError: There is no such format, or the suffix tells none.
    """
    if wanted:
        if wanted not in formats():
            raise UsageError(f"no format '{wanted}'; there are: {', '.join(formats())}")
        return wanted
    by_suffix = {rdf.suffix: rdf.name for rdf in serialize.FORMATS.values()}
    suffix = Path(output).suffix
    if suffix and suffix not in by_suffix and not Path(output).is_dir():
        raise UsageError(f"'{suffix}' does not tell the format; give --to {'|'.join(formats())}")
    return by_suffix.get(suffix, DEFAULT_FORMAT)


class Output:
    """Where the documents of one command go.

    Args:
        name: Format.
        path: Value of `-o`, empty for stdout.
        base: Publisher's base IRI.
        force: Replace what stands there.
        sources: How many files are to be converted.
    """

    def __init__(self, name: str, path: str, base: str, force: bool, sources: int) -> None:
        """Refuse at once what could not be written at the end."""
        self._name, self._base, self._force = name, base, force
        self._path = Path(path) if path else None
        self._is_rdf = name in serialize.FORMATS
        if self._path is None:
            if not self._is_rdf:
                raise UsageError(f"--to {name} writes a folder; name it with -o")
            return
        self._one_file = self._is_rdf and self._names_a_file(path, sources)
        if self._one_file or not self._is_rdf:
            check_free(self._path, force)

    def _names_a_file(self, path: str, sources: int) -> bool:
        """Return whether `-o` means one file: by its suffix, or for one source if no folder."""
        if path.endswith(("/", "\\")) or Path(path).is_dir():
            return False
        suffixes = {rdf.suffix for rdf in serialize.FORMATS.values()}
        return sources == 1 or Path(path).suffix in suffixes

    def write(self, disclosures: Iterable[Disclosure]) -> None:
        """Write the documents, taken one by one.

        Raises:
            OutputError: Something stands there, or the place cannot be written.
        """
        if self._path is None:
            serialize.write(disclosures, self._name, sys.stdout.buffer, self._base)
        elif self._name == _CSV:
            tidy.write(disclosures, self._path, self._force)
        elif not self._is_rdf:
            export = cast("Export", import_module(f"{_EXPORTS}.{self._name}"))
            export.write_disclosures(disclosures, self._path, self._base, self._force)
        elif self._one_file:
            with new_file(self._path, self._force) as part, part.open("wb") as stream:
                serialize.write(disclosures, self._name, stream, self._base)
        else:
            self._write_apart(disclosures, self._path)

    def _write_apart(self, disclosures: Iterable[Disclosure], folder: Path) -> None:
        suffix = serialize.FORMATS[self._name].suffix
        for disclosure in disclosures:
            target = folder / f"{_SEPARATORS.sub('_', disclosure.id)}{suffix}"
            with new_file(target, self._force) as part, part.open("wb") as stream:
                serialize.write([disclosure], self._name, stream, self._base)


def _export_names() -> Iterator[str]:
    spec = find_spec(_EXPORTS)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for module in sorted(pkgutil.iter_modules([place]), key=lambda found: found.name):
            exporter = import_module(f"{_EXPORTS}.{module.name}")
            if hasattr(exporter, "write_disclosures"):
                yield module.name
