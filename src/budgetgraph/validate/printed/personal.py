"""Personal data in the print: it has to be removed before publication."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from budgetgraph.figures import squeeze
from budgetgraph.model import Finding
from budgetgraph.privacy import find_personal, mask

from .blocks import Printed

_MANY = 1 << 12
_KINDS = {
    "name-with-phone": ("姓名和电话号码", "a name with a telephone number"),
    "mobile": ("手机号码", "a mobile number"),
    "id-card": ("身份证号码", "an identity card number"),
}


def find(texts: Iterable[Printed]) -> Iterator[Finding]:
    """Yield a finding per text that prints telephone or identity numbers; the number is masked."""
    for printed in texts:
        kinds = _kinds_in(printed.text)
        if kinds:
            yield _describe(printed, kinds)


@lru_cache(_MANY)
def _kinds_in(text: str) -> tuple[str, ...]:
    """Return the kinds of numbers that a text prints; of five cells four print what others do."""
    return tuple(sorted({span.kind for span in find_personal(text)} & set(_KINDS)))


def _describe(printed: Printed, kinds: tuple[str, ...]) -> Finding:
    table = printed.table
    return Finding(
        id="P09",
        severity="violation",
        message_zh=f"印有{'、'.join(_KINDS[kind][0] for kind in kinds)}，公开前应删除",
        message_en=f"prints {' and '.join(_KINDS[kind][1] for kind in kinds)}: "
        "remove before publication",
        line=printed.line,
        page=printed.page,
        table=squeeze(table.title) if table and printed.cell else "",
        printed=mask(printed.text.strip()) if printed.cell else "",
        table_number=table.number if table and printed.cell else 0,
    )
