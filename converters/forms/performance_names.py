"""Names of projects as printed: `42050024T000000100408-公共卫生服务` is a code and a name."""

import re

# 6 division + 2 year + letter + 11 serial + check
_CODE = r"[0-9]{8}[A-Z][0-9A-Z]{12}"
_CODE_FIRST = re.compile(rf"[(（\[]?({_CODE})(?![0-9A-Z])[)）\]]?[-—_]*(.+)")
_CODE_LAST = re.compile(rf"(.*[^0-9A-Z\-—_(（\[])[-—_(（\[]*({_CODE})[)）\]]?")


def split_code(name: str) -> tuple[str, str]:
    """Return the project code that is printed before or behind a name, and the name without it."""
    if found := _CODE_FIRST.fullmatch(name):
        return found[1], found[2]
    if found := _CODE_LAST.fullmatch(name):
        return found[2], found[1]
    return "", name
