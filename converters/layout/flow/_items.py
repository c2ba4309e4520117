"""The numbers in front of items: 二十四、, （三）, 1、, (2)."""

import re

_ITEM = re.compile(
    r"([一二三四五六七八九十]+)、|\(([一二三四五六七八九十]+)\)|(\d+)[、.．](?!\d)|\((\d+)\)"
)
_NUMERALS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}
Item = tuple[int, int]
WITH_COMMA = 0  # way in which 一、 is numbered


def item_of(plain: str) -> Item | None:
    """Return in which way a normalised text is numbered, and its number; None where it is not."""
    found = _ITEM.match(plain)
    if found is None:
        return None
    way = next(n for n, group in enumerate(found.groups()) if group)
    group = found.groups()[way]
    return way, int(group) if group.isdecimal() else _number(group)


def without_item(plain: str) -> str:
    """Return a normalised text without the number in front of it."""
    return _ITEM.sub("", plain, count=1) if _ITEM.match(plain) else plain


def _number(numerals: str) -> int:
    """Return the number below a hundred that Chinese numerals say."""
    tens, ten, ones = numerals.rpartition("十")
    value = _NUMERALS.get(ones, 0)
    return value + 10 * _NUMERALS.get(tens, 1) if ten else value
