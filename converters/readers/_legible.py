"""Characters: glyph variants made plain, and text that is no text noticed.

A PDF font without a Unicode map, or a page decoded in the wrong character set, gives characters
that look like a result. They must be refused: a code or an amount among them may even look right.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from budgetgraph.errors import InputError

# Radicals that fonts use for the character itself; NFKC knows the Kangxi block but not these.
_RADICALS = {
    "⺁": "厂", "⺄": "乙", "⺅": "亻", "⺇": "几", "⺈": "刀", "⺉": "刂", "⺊": "卜", "⺌": "小",
    "⺎": "兀", "⺒": "巳", "⺓": "幺", "⺔": "彑", "⺕": "彐", "⺖": "忄", "⺗": "心", "⺘": "扌",
    "⺙": "攵", "⺛": "旡", "⺝": "月", "⺞": "歺", "⺟": "母", "⺠": "民", "⺡": "氵", "⺢": "水",
    "⺣": "灬", "⺤": "爫", "⺥": "爪", "⺦": "丬", "⺨": "犭", "⺩": "王", "⺪": "疋", "⺫": "目",
    "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糹", "⺰": "纟", "⺱": "罒", "⺳": "罓", "⺶": "羊",
    "⺷": "羊", "⺸": "羊", "⺹": "老", "⺺": "肀", "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹",
    "⻁": "虎", "⻂": "衤", "⻃": "西", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠",
    "⻉": "贝", "⻊": "足", "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅",
    "⻑": "長", "⻒": "镸", "⻓": "长", "⻔": "门", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦",
    "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻟": "食", "⻠": "饣", "⻢": "马", "⻣": "骨",
    "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻭": "齿",
    "⻮": "齿", "⻰": "龙", "⻳": "龟",
}  # fmt: skip
_PLAIN = {ord(variant): plain for variant, plain in _RADICALS.items()}
_PLAIN |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# Blocks beyond Latin that disclosures use: punctuation, symbols and bullets, CJK, full-width forms,
# compatibility ideographs, ideographs of extension A and of the planes above.
_PLAIN_BLOCKS = (
    range(0x2000, 0x27C0), range(0x3000, 0x3400), range(0x3400, 0x4DC0), range(0xF900, 0xFB00),
    range(0xFE30, 0xFE50), range(0xFF00, 0xFFEF), range(0x20000, 0x32000),
)  # fmt: skip
_GREEK = 0x370
_VARIANT = re.compile("[\u2e80-\u2fd5]")
_ENOUGH = 40  # characters below which nothing can be said

_COMMON_ROWS_GB = range(0xB0, 0xD8)  # level 1 of GB 2312: 3,755 characters, over 99 % of any text
_COMMON_ROWS_BIG5 = range(0xA4, 0xC7)  # level 1 of Big5: 5,401 characters


def plain_characters(text: str) -> str:
    """Return the text with radicals written as the characters that they stand for."""
    return text.translate(_PLAIN) if _VARIANT.search(text) else text


def refuse_garbled(texts: Iterable[str], place: str, cause: str) -> None:
    """Raise InputError when the texts together are not readable.

    Args:
        texts: Texts of the document, or of one page.
        place: File, with the page where known.
        cause: What is likely wrong and what to do.
    """
    if is_garbled("".join(texts)):
        raise InputError(f"the text comes out garbled; {cause}", place)


def is_garbled(text: str) -> bool:
    """Return whether the text is not readable: odd characters, mojibake, or random ideographs.

    Needs some 40 characters that are neither digits nor punctuation; says no below that.
    """
    odd = latin = accented = han = rare = 0
    for char, count in Counter(text).items():
        code = ord(char)
        if code < 0x80:  # noqa: PLR2004 - ASCII
            latin += count * char.isalpha()
            odd += count * (code < 0x20 and not char.isspace())  # noqa: PLR2004 - control characters
        elif 0x4E00 <= code <= 0x9FFF:  # noqa: PLR2004 - unified ideographs
            han += count
            rare += count * (not _is_common(char))
        elif code < 0x250:  # noqa: PLR2004 - Latin letters with accents; mojibake is full of them
            accented += count * (char not in "·×÷°§±²³«»¥")
        elif _is_odd(char):
            odd += count
    letters = latin + accented + han + odd
    if letters < _ENOUGH:
        return odd * 2 > letters and odd > 5  # noqa: PLR2004 - a few symbols do not spoil a table
    return (
        odd * 10 > letters
        or accented * 3 > latin + accented + han
        or (han >= _ENOUGH and rare * 5 > han * 2)
    )


def _is_common(char: str) -> bool:
    for encoding, rows in (("gb2312", _COMMON_ROWS_GB), ("big5", _COMMON_ROWS_BIG5)):
        try:
            if char.encode(encoding)[0] in rows:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _is_odd(char: str) -> bool:
    """Return whether no Chinese or Latin text holds the character: private, unassigned, foreign."""
    code = ord(char)
    if any(code in block for block in _PLAIN_BLOCKS):
        return False
    return code >= _GREEK or unicodedata.category(char) in {"Co", "Cn", "Cc", "Cs"}
