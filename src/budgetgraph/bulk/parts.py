"""All parts of a build: shares the inputs out, lets a crew make the parts, writes the manifest."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from budgetgraph.build import Follow, list_work
from budgetgraph.convert import STDIN
from budgetgraph.crew import Crew, Lost
from budgetgraph.errors import OutputError, UsageError
from budgetgraph.locations import is_url, open_location
from budgetgraph.produce import Failure, Options, Work, fingerprint

from .manifest import Manifest, read_manifest, write_manifest
from .part import Part, Record, build_part, probe

_TOGETHER = 128  # documents of a part: minutes of work, 30 MB of N-Quads compressed
_GROWTH = 4  # times; a new number of parts makes all of them anew
_FEWEST = 16  # parts: enough for many workers to share a small build


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a bulk build did: its manifest, and the inputs that gave no document."""

    manifest: Manifest
    dead_letters: tuple[Failure, ...]


def build_parts(
    inputs: Sequence[str],
    place: str,
    options: Options,
    crew: Crew,
    follow: Follow = lambda _count: lambda: None,
) -> Outcome:
    """Make the parts that are not there yet, and the manifest.

    Args:
        inputs: Files or folders of them, also by URL; whoever works must be able to read them.
        place: Folder or URL to write to; one that holds something else is refused.
        options: How inputs are read.
        crew: Who makes the parts.
        follow: Is told the number of parts, and returns what to call after each.

    Raises:
        UsageError: No input, or two inputs would be one document.
        OutputError: The place holds something else, or a part fails again and again.
    """
    if STDIN in inputs:
        raise UsageError("parts are made of files, not of standard input")
    target = open_location(place)
    former = read_manifest(target)
    if former is None and not target.is_free() and not target.list("parts"):
        raise OutputError(f"{place}: holds other files; name an empty folder, or one that is new")
    work = [
        item if is_url(item.path) else replace(item, path=str(PurePath(item.path)))
        for item in list_work(inputs, options)
    ]
    parts = share_out(work, target.place, _count(len(work), former))
    advance = follow(len(parts))
    records: dict[str, Record] = {}
    failed: list[tuple[Part, str]] = []
    for part, result in crew.map(build_part, parts):
        if isinstance(result, Lost):
            failed.append((part, result.reason))
            continue
        records[part.name] = result
        advance()
    for part, reason in failed:
        records[part.name] = _build_rest(part, reason, crew)
        advance()
    ordered = [records[part.name] for part in parts]
    manifest = write_manifest(target, ordered)
    dead = tuple(failure for record in ordered for failure in record.dead_letters)
    return Outcome(manifest, dead)


def share_out(work: Iterable[Work], place: str, count: int) -> list[Part]:
    """Return the parts, each with the inputs whose names belong to it; parts without any left out.

    Args:
        work: All inputs.
        place: Where the parts are to stand.
        count: Number of parts.
    """
    items = sorted(work, key=_name)
    made_by = fingerprint(items[0].options.checks)
    shares: dict[int, list[Work]] = {}
    for item in items:
        key = int.from_bytes(hashlib.sha256(_name(item).encode()).digest()[:8])
        shares.setdefault(key % count, []).append(item)
    return [
        Part(f"part-{number:05d}-of-{count:05d}", place, made_by, tuple(shares[number]))
        for number in sorted(shares)
    ]


def _build_rest(part: Part, reason: str, crew: Crew) -> Record:
    """Make a part without the inputs that end whoever reads them."""
    lost = [
        Failure(item.path, f"{item.path}: {result.reason}")
        for item, result in crew.map(probe, part.work)
        if isinstance(result, Lost)
    ]
    lost.sort(key=lambda failure: failure.place)
    places = {failure.place for failure in lost}
    kept = tuple(item for item in part.work if item.path not in places)
    if not kept:
        base = part.work[0].options.base
        return Record(part.name, part.made_by, base, (), (), (), tuple(lost), ())
    for _, result in crew.map(build_part, [replace(part, work=kept, lost=tuple(lost))]):
        if not isinstance(result, Lost):
            return result
        reason = result.reason
    raise OutputError(f"{part.target}: {part.name} cannot be made ({reason}); build again")


def _count(inputs: int, former: Manifest | None) -> int:
    """Return a number of parts: a power of two; the former one while parts stay of some size."""
    count = _FEWEST
    while count * _TOGETHER < inputs:
        count *= 2
    return former.parts if former and count <= former.parts * _GROWTH else count


def _name(item: Work) -> str:
    return PurePath(item.path).stem
