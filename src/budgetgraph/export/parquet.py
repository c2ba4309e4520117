"""Parquet: the tidy tables, typed, one `{table}.parquet` each; for DuckDB, Spark, pandas, polars.

Amounts are decimal128 and exact; an empty cell is null. Needs pyarrow (extra `parquet`).
"""

from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from budgetgraph.errors import MissingExtraError, OutputError
from budgetgraph.model import Disclosure
from budgetgraph.outputs import new_folder
from budgetgraph.tidy import Row, TidyColumn, TidyTable, tables

from .publication import Publication, from_disclosures

# 28 digits before the point and 10 behind it: the widest that every reader takes.
_PRECISION, _SCALE = 38, 10
_ROWS_TOGETHER = 50_000  # of one row group: small ones make files large and slow


def write_disclosures(
    disclosures: Iterable[Disclosure], folder: Path, base: str, force: bool
) -> None:
    """Write the tidy tables of the disclosures.

    Raises:
        MissingExtraError: pyarrow is not installed.
        OutputError: The folder holds something already, or cannot be written.
    """
    _load("pyarrow")
    with new_folder(folder, force) as part:
        write(from_disclosures(disclosures, base), part)


def write(publications: Iterable[Publication], folder: Path, licence: str = "") -> None:
    """Write one file per tidy table into a folder that is there, documents taken one by one.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    with ExitStack() as stack:
        files = [
            stack.enter_context(TableFile(table, folder / f"{table.name}.parquet", licence))
            for table in tables()
        ]
        for publication in publications:
            for file in files:
                file.add(publication.rows(file.table.name))


class TableFile:
    """One Parquet file while it grows; a context manager. Equal rows give equal bytes.

    Args:
        table: Its columns.
        path: Where it is written.
        licence: IRI of the licence, for its metadata; empty for none.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """

    def __init__(self, table: TidyTable, path: Path, licence: str = "") -> None:
        """Open the file."""
        self.table = table
        self.count = 0
        self._arrow, parquet = _load("pyarrow"), _load("pyarrow.parquet")
        self._schema = _schema(self._arrow, table, licence)
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what is left and close the file."""
        if kind is None and self._rows:
            self._flush()
        self._writer.close()

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows, each with all columns of the table."""
        before = len(self._rows)
        self._rows += rows
        self.count += len(self._rows) - before
        if len(self._rows) >= _ROWS_TOGETHER:
            self._flush()

    def _flush(self) -> None:
        columns = zip(*self._rows, strict=True)
        arrays = [
            self._array(column, texts)
            for column, texts in zip(self.table.columns, columns, strict=True)
        ]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def _array(self, column: TidyColumn, texts: tuple[str, ...]) -> Any:
        values = [_typed(column, text) for text in texts]
        try:
            return self._arrow.array(values, self._schema.field(column.name).type)
        except self._arrow.ArrowInvalid as error:
            place = f"{self.table.name}.{column.name}"
            raise OutputError(f"{place}: a figure does not fit ({error}); use --to csv") from error


def _typed(column: TidyColumn, text: str) -> str | int | Decimal | None:
    if not text:
        return None
    if column.type == "number":
        return Decimal(text)
    return int(text) if column.type == "integer" else text


def _schema(arrow: ModuleType, table: TidyTable, licence: str) -> Any:
    types = {
        "number": arrow.decimal128(_PRECISION, _SCALE),
        "integer": arrow.int64(),
        "string": arrow.string(),
    }
    fields = [
        arrow.field(column.name, types[column.type], metadata={"zh": column.zh, "en": column.en})
        for column in table.columns
    ]
    stated = {"license": licence} if licence else {}
    return arrow.schema(fields, metadata={"zh": table.zh, "en": table.en, **stated})


def _load(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError("writing Parquet", "parquet") from error
