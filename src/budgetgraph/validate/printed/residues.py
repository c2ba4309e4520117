"""What writing or conversion left in the text: formula markup, a foreign word between Chinese."""

import re
from collections.abc import Iterable, Iterator

from budgetgraph.model import Finding

from .blocks import Printed

_RESIDUE = re.compile(
    r"\$[^$\n]{0,20}\\[a-z]+[^$\n]{0,20}\$|\\(?:geq|leq|times|frac)\b"
    r"|(?<=[\u4e00-\u9fff])\s*\b(?:to|of|and|the|for|in|or)\b\s*(?=[\u4e00-\u9fff])"
)


def find(texts: Iterable[Printed]) -> Iterator[Finding]:
    """Yield a finding per text that holds such a piece."""
    for printed in texts:
        match = _RESIDUE.search(printed.text)
        if match:
            piece = match[0].strip()
            yield Finding(
                id="K25",
                severity="info",
                message_zh=f"文字中夹有多余的“{piece}”，请核对",
                message_en=f"the text holds '{piece}', which does not belong there",
                line=printed.line,
                page=printed.page,
                printed=piece,
            )
