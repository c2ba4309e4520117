"""What changed between two versions of a code list."""

from collections.abc import Iterator
from dataclasses import dataclass

from .model import Scheme, Text, normalise_label


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a code.

    Attributes:
        kind: Code of the scheme `change-type`: unchanged, renamed, created, abolished, moved …
        former: Codes before; empty where the code is new.
        latter: Codes after; empty where the code is gone.
        notes: Remark, one per language.
        source: Notice that made the change.
    """

    kind: str
    former: tuple[str, ...]
    latter: tuple[str, ...]
    notes: tuple[Text, ...] = ()
    source: str = ""


def compare_schemes(former: Scheme, latter: Scheme, *, partial: bool = False) -> Iterator[Change]:
    """Yield one change per code of the two lists, by code.

    A code that keeps its number is unchanged when a spelling is shared, else renamed; a code whose
    number is new but whose label stood under exactly one vanished number has moved. Splits, merges
    and changes of scope cannot be told from lists: people add them.

    Args:
        former: The earlier version.
        latter: The later version.
        partial: The lists are attested, not complete: a code that stands in one of them only says
            nothing, so neither created nor abolished is yielded.
    """
    before = {concept.notation: concept for concept in former}
    after = {concept.notation: concept for concept in latter}
    moves = _find_moves(former, latter) if not partial else {}
    for code in sorted(before | after):
        if code in before and code in after:
            same = normalise_label(before[code].label()) in after[code].spellings or (
                normalise_label(after[code].label()) in before[code].spellings
            )
            yield Change("unchanged" if same else "renamed", (code,), (code,))
        elif code in moves:
            yield Change("moved", (code,), (moves[code],))
        elif not partial and code not in moves.values():
            if code in before:
                yield Change("abolished", (code,), ())
            else:
                yield Change("created", (), (code,))


def _find_moves(former: Scheme, latter: Scheme) -> dict[str, str]:
    gone = _by_label(former, latter)
    new = _by_label(latter, former)
    return {
        codes[0]: new[label][0]
        for label, codes in gone.items()
        if len(codes) == 1 and len(new.get(label, ())) == 1
    }


def _by_label(scheme: Scheme, other: Scheme) -> dict[str, list[str]]:
    """Return the codes that only the first list has, by label."""
    known = {concept.notation for concept in other}
    found: dict[str, list[str]] = {}
    for concept in scheme:
        if concept.notation not in known:
            found.setdefault(normalise_label(concept.label()), []).append(concept.notation)
    return found
