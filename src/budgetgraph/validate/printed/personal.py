"""Personal data in the print: it has to be removed before publication."""

from collections.abc import Iterator

from budgetgraph.figures import squeeze
from budgetgraph.model import Disclosure, Finding
from budgetgraph.privacy import find_personal, mask

from .blocks import Printed, find_texts

_KINDS = {
    "name-with-phone": ("姓名和电话号码", "a name with a telephone number"),
    "mobile": ("手机号码", "a mobile number"),
    "id-card": ("身份证号码", "an identity card number"),
}


def find(disclosure: Disclosure) -> Iterator[Finding]:
    """Yield a finding per text that prints telephone or identity numbers; the number is masked."""
    for printed in find_texts(disclosure):
        kinds = {span.kind for span in find_personal(printed.text)} & set(_KINDS)
        if kinds:
            yield _describe(printed, sorted(kinds))


def _describe(printed: Printed, kinds: list[str]) -> Finding:
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
        suggestion="删除 / remove",
        table_number=table.number if table and printed.cell else 0,
    )
