"""A name, description or goal says a word twice in a row."""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.figures import squeeze

from ..rows import Row

_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2}[\u4e00-\u9fff0-9、]{0,10})\1")
# Doubling that the language itself uses.
_USUAL = frozenset({"一个", "一步", "一点", "逐个", "研究", "讨论"})


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows whose text doubles a word of two to twelve characters."""
    for row in rows:
        match = _DOUBLED.search(squeeze(str(row["text"])))
        if match and match[1] not in _USUAL:
            yield row | {"doubled": match[0]}
