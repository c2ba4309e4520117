"""Headers that a sheet prints above its pages: `&L&"宋体"附件&R单位：元` -> 附件, 单位：元."""

import re
from typing import Any

from .._package import local

_KINDS = frozenset({"oddHeader", "evenHeader", "firstHeader"})
_PARTS = re.compile("&[LCR]")
_NUMBERS = re.compile("&[PNDTFAZG]")  # page, date, time, names of file and sheet, picture
_FONTS = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d{1,3}|&[BIUSEXYOH]')


def header_texts(element: Any) -> list[str]:
    """Return the texts that the headers of a sheet print, those that change by page left out."""
    texts: list[str] = []
    for item in element:
        if local(item) in _KINDS:
            texts += (_plain(part) for part in _PARTS.split(item.text or ""))
    return [text for text in dict.fromkeys(texts) if text]


def _plain(part: str) -> str:
    if _NUMBERS.search(part.replace("&&", "")):
        return ""
    plain = "&".join(_FONTS.sub("", piece) for piece in part.split("&&"))
    return plain.strip()
