"""The nine budget tables in layout text: where they stand, and their records."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from budgetgraph.figures import half_width
from budgetgraph.model import Column, Paragraph

from ... import captions
from ...meanings import meaning
from ..levels import LEVELS, without_names
from ..pieces import join_pieces, parted
from ..tokens import Token, tokenise
from .balance import BalanceReader, cut_by_sides, with_codes
from .counts import prints_rates_alone, without_counts
from .grouped import are_grouped, grouped
from .heading.beside import apart, stretches
from .heading.fragments import fragment_end, next_fragment, rows_of
from .heading.lines import Heading, read_heading
from .own_levels import of_own_level, with_codes_above
from .readings import Make, proven
from .records import (
    Numbered,
    begin_with_codes,
    coded_record,
    cut,
    cut_by_code,
    cut_by_label,
    cut_by_line,
    cut_by_unit,
    labelled_record,
    prints_money,
    unit_record,
)
from .table import BALANCES, FlowTable
from .unit_codes import of_units, unit_codes
from .worded import worded


def read_table(
    paragraphs: Sequence[Paragraph], start: int, decimals: int
) -> tuple[FlowTable, int] | None:
    """Return the table whose heading begins here and the index after it, None where none does.

    Args:
        paragraphs: All lines of the document.
        start: The first line of the heading.
        decimals: How many every figure of the document has, 0 where they differ.
    """
    heading = read_heading(paragraphs, start)
    if heading is None:
        return None
    found = _read_below(paragraphs, start, heading, decimals) if heading.paths else None
    if heading.nested and not (found and found[0].has_levels_proven):
        other = replace(heading, paths=heading.nested)
        nested = _read_below(paragraphs, start, other, decimals)
        fills = nested[0].is_filled and not (found and found[0].is_filled)
        return nested if nested[0].adds_up or fills or nested[0].is_balanced else found
    return found


def _read_below(
    paragraphs: Sequence[Paragraph], start: int, heading: Heading, decimals: int
) -> tuple[FlowTable, int]:
    """Return the table below a heading and the index after it."""
    found: list[Token] = []
    end = part = 0
    following: int | None = heading.body
    while following is not None:
        end = fragment_end(paragraphs, following, heading)
        rows = rows_of(paragraphs, following, end, heading, decimals)
        found += tokenise(rows, part)
        following, part = next_fragment(paragraphs, end, heading), part + 1
    kinds = {kind.kind for path in heading.paths if (kind := meaning(path[-1]))}
    named = without_names(found) if "code" in kinds else None
    is_balance = captions.table_code(heading.title) in BALANCES
    times = 1 if is_balance else stretches(heading.paths)
    columns = heading.paths[: len(heading.paths) // times]
    found = list(without_counts(named or found, heading.paths))
    if times > 1:
        found = apart(found)
    table = FlowTable(
        paths=list(columns),
        records=[],
        line=paragraphs[start].line,
        page=paragraphs[start].page,
        title=heading.title,
        columns=tuple(Column(index, path) for index, path in enumerate(columns)),
        has_levels=named is not None or "code-part" in kinds,
        is_form=heading.is_form,
    )
    if table.has_items and are_grouped(found):
        table.records = grouped(found)
        table.is_open = not table.records
        return table, end
    if not heading.numbered and (records := worded(found, table.paths)):
        table.records = records
        if table.adds_up:
            return table, end
    if decimals and prints_rates_alone(found, heading.paths):
        decimals = 0
    _read_rows(table, found, heading, decimals)
    table.is_open = table.is_form and not table.adds_up
    return table, end


def _read_rows(table: FlowTable, found: Sequence[Token], heading: Heading, decimals: int) -> None:
    """Give a table the records of its rows, and the figures above the first of them."""
    pieces: Sequence[Token] = join_pieces(
        parted(found, decimals), decimals, levels=table.has_levels
    )
    if decimals and table.sides != ("",):
        pieces = with_codes(pieces)
    if table.has_levels and not heading.numbered:
        pieces = with_codes_above(pieces, _count_levels(table.paths))
    cut_rows, make = _rows(table, pieces, heading.numbered, decimals)
    table.records = [make(number, tokens) for number, tokens in cut_rows]
    below = sum(len(tokens) + (number is not None) for number, tokens in cut_rows)
    above = pieces[: len(pieces) - below]
    table.above = [token for token in above if prints_money(token)]


def _count_levels(paths: Sequence[tuple[str, ...]]) -> int:
    """Return how many columns codes have; a table that names levels below its heading has all."""
    said = map(meaning, (path[-1] for path in paths))
    return sum(kind is not None and kind.kind == "code-part" for kind in said) or LEVELS


def _rows(
    table: FlowTable, found: Sequence[Token], numbered: bool, decimals: int
) -> tuple[list[Numbered], Make]:
    """Return the tokens of each row, and what makes a record of them."""
    kinds = [kind.kind for path in table.paths if (kind := meaning(path[-1]))]
    make: Make
    if table.sides != ("",):
        rows = cut(found, coded=False) if numbered else list(cut_by_sides(found))
        return rows, BalanceReader().record
    if "code" in kinds or table.has_levels:
        levels = table.has_levels
        pointed = sum("." in half_width(token.text) for token in found) * 4 > len(found)
        units = unit_codes(found) if "unit-code" in kinds else None
        names = units if units is not None or not table.names_units else frozenset[str]()
        rows = (
            cut(found, coded=True) if numbered else cut_by_code(found, levels=levels, units=names)
        )
        make = partial(coded_record, with_decimals=pointed, levels=levels, units=units is not None)
        make = of_units(make, units) if units else make
        make = of_own_level(make) if levels else make
    elif table.has_units:
        rows = cut(found, coded=True) if numbered else cut_by_unit(found)
        make = unit_record
    elif "label" not in kinds:
        rows = cut_by_line(found)
        make = labelled_record
    elif not numbered and begin_with_codes(found):
        rows = cut_by_code(found)
        make = partial(coded_record, with_decimals=False)
    else:
        rows = cut(found, coded=False) if numbered else cut_by_label(found)
        make = labelled_record
    return rows, partial(proven, make=make, columns=table.amount_columns(""), decimals=decimals)
