"""Which character set a web page is in: by its mark, its bytes, its declaration, in this order."""

import codecs
import re

from budgetgraph.errors import InputError

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_XML = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""", re.I)
_HEAD = 8192
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# GB 18030 holds all of GB 2312 and GBK; pages that declare those use its other characters freely.
_GB = frozenset({"gb2312", "gbk", "gb18030", "gb_2312", "gb_2312-80", "x-gbk", "cp936", "csgb2312"})
_BIG5 = frozenset({"big5", "big5-hkscs", "x-x-big5", "cn-big5"})


def decode(data: bytes, name: str, charset: str = "") -> str:
    """Return the page as text.

    Args:
        data: Bytes of the page.
        name: File name, for messages.
        charset: Declared outside the page, as saved pages do.

    Raises:
        InputError: The bytes are in no character set that fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _usual(charset or _declared(data))
    # Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever the page declares.
    for encoding in dict.fromkeys(("utf-8", declared, "gb18030")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _with_losses(data, declared, name)


def _with_losses(data: bytes, declared: str, name: str) -> str:
    """Return the text with a few undecodable characters marked; raises InputError for many."""
    try:
        text = data.decode(declared or "gb18030", "replace")
    except LookupError:
        text = data.decode("gb18030", "replace")
    lost = text.count("\ufffd")
    if lost * 200 > len(text):
        raise InputError(
            f"{lost:,} characters are not {declared or 'GB18030'}; save it again as UTF-8",
            name,
        )
    return text


def _declared(data: bytes) -> str:
    head = data[:_HEAD]
    found = _DECLARED.search(head) or _XML.search(head)
    return found.group(1).decode("ascii") if found else ""


def _usual(name: str) -> str:
    plain = name.strip().lower()
    if plain in _GB:
        return "gb18030"
    return "big5hkscs" if plain in _BIG5 else plain
