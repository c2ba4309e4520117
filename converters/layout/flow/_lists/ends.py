"""Headings in lines across the page whose names wrap: their ends stand on the line below."""

from collections.abc import Callable, Sequence

_LONGEST = 6  # characters of the end of a name


def with_ends(
    names: Sequence[str], below: Sequence[str], is_name: Callable[[str], bool]
) -> list[str] | None:
    """Return the names of a line whole with their ends, names of a lower level behind them.

    None where the line below prints no ends, something else, or ends that several names may have:
    采购目录编 数量 / 码.

    Args:
        names: What the line prints.
        below: What the next line prints.
        is_name: Whether a text is the name of a column or group.
    """
    whole = list(names)
    lower: list[str] = []
    at = 0
    for text in below:
        places = [n for n in range(len(names)) if is_name(names[n] + text)]
        if is_name(text) and not places:
            lower.append(text)
            continue
        if len(places) != 1 or places[0] < at or len(text) > _LONGEST:
            return None
        whole[places[0]] += text
        at = places[0] + 1
    return [*whole, *lower] if at else None


def are_cut(names: Sequence[str], below: Sequence[str], is_name: Callable[[str], bool]) -> bool:
    """Return whether the line below prints the end of a name that is none without it."""
    unknown = [name for name in names if not is_name(name)]
    return any(is_name(name + text) for name in unknown for text in below)
