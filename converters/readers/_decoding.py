"""Bytes to text: which encoding, and is it text at all. Knows nothing of tables."""

import codecs
import re

from budgetgraph.contract import Source
from budgetgraph.errors import InputError

MAX_BYTES = 50 * 1024 * 1024
MAX_LINE = 1_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A text in Chinese is nearly all CJK, Latin, digits and punctuation. Mojibake is full of the rest.
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff]")
_MAX_ODD_SHARE = 20  # one odd character in so many is too many


def decode(source: Source) -> str:
    """Return the text of a source in UTF-8, UTF-16 or GB18030 (which covers GB2312 and GBK).

    Raises:
        InputError: Empty, binary, too large, or in none of these encodings.
    """
    data = source.data
    if not data.strip(b"\0 \t\r\n\f"):
        raise InputError("the file is empty; nothing to convert", source.name)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{len(data):,} bytes is more than {MAX_BYTES:,}; split the file by department",
            source.name,
        )
    text = _decode(data)
    if text is None and _is_cut(data):
        raise InputError(
            "the file ends inside a character, so it was cut off on the way; fetch it again",
            source.name,
        )
    if text is None:
        raise InputError(
            "not a text in UTF-8, UTF-16 or GB18030; save it in one of these encodings", source.name
        )
    return text


def looks_like_text(data: bytes) -> bool:
    """Return whether the bytes decode to something that people would call text, cut off or not."""
    return _decode(data[:65536]) is not None or _decode(data) is not None or _is_cut(data)


def _is_cut(data: bytes) -> bool:
    """Return whether the bytes are a text in UTF-8 but for a last character that lacks bytes."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        return error.reason == "unexpected end of data" and not whole.isascii()
    return False


def _decode(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _try(data, encoding)
    if _looks_like_utf16(data):  # little-endian puts the line feed before its zero byte
        return _try(data, "utf-16-le" if data.index(b"\n") % 2 == 0 else "utf-16-be")
    if b"\0" in data[:65536]:
        return None
    text = _try(data, "utf-8")
    if text is None and not _is_cut(data):
        text = _try(data, "gb18030")
    return text


def _looks_like_utf16(data: bytes) -> bool:
    """Return whether every line break of a text without a mark is two bytes wide."""
    head = data[:4096]
    wide = head.count(b"\n\0") + head.count(b"\0\n")
    return wide > 0 and wide >= head.count(b"\n") and head.count(b"\0") > 0


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _is_readable(text[:20000]) else None


def _is_readable(text: str) -> bool:
    return len(_ODD.findall(text)) * _MAX_ODD_SHARE <= len(text)
