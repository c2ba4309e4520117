"""What readers leave out, said aloud.

R21 tracked deletions, R22 hidden rows, columns or sheets, R23 pages that are pictures, R24 parts inside
the file that are not read, R25 macros.
"""

from budgetgraph.model import Finding


def left_out(
    code: str, zh: str, en: str, page: int | None = None, severity: str = "info"
) -> Finding:
    """Return the finding about something that a reader left out.

    Args:
        code: R21 to R25.
        zh: Message in Chinese.
        en: Message in English.
        page: Page where known.
        severity: info, or warning where figures may be missing.
    """
    return Finding(id=code, severity=severity, message_zh=zh, message_en=en, page=page)
