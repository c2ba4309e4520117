"""The grammar of number formats: `[=0]"";#,##0.00_ ;[Red]-0.00` -> sections and what each prints.

ECMA-376 part 1, 18.8.30 and 18.8.31. Knows no value: `_number_format` prints one. No library: ssf,
the only one for Python, counts in binary fractions and does not load with the Babel of today.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

GENERAL = "General"
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"', 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_LITERAL = r'"[^"]*"?|[\\!_*].|\[[^\]]*\]'  # in which nothing else is read; `!` as `\` in Chinese
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<condition>[<>=]{1,2}[^\]]*)\]|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<general>General|G/通用格式)|(?P<part>y+|m+|d+|h+|s+|AM/PM)|(?P<other>.)",
    re.IGNORECASE,
)
_SECTION = re.compile(rf"((?:{_LITERAL}|[^;])*)(?:;|$)")
_LITERALS = frozenset({"quoted", "escaped", "currency", "other"})
_CONDITION = re.compile(r"(<>|<=|>=|<|>|=)\s*(\S+)")
_RED = re.compile("red|红色|color *3", re.IGNORECASE)
_SIGN = re.compile("[-－(（负]")
_NUMBERS = 3  # sections for numbers; the fourth is for text


class Condition(NamedTuple):
    """Which values a section prints: `<` 0."""

    sign: str
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """Return whether the value is one of them."""
        if value == self.limit:
            return self.sign in {"=", "<=", ">="}
        if self.sign == "<>":
            return True
        return self.sign[0] == ("<" if value < self.limit else ">")

    @property
    def is_below_zero(self) -> bool:
        """Whether only negative values are meant."""
        edge = self.limit < 0 or (self.limit == 0 and self.sign == "<")
        return edge and self.sign in {"<", "<=", "="}

    @property
    def leaves_negative(self) -> bool:
        """Whether all other values are negative, or zero."""
        return self.limit <= 0 and self.sign in {">", ">="}


_POSITIVE, _NOT_NEGATIVE, _BELOW_ZERO = (Condition(sign, Decimal()) for sign in (">", ">=", "<"))


class Inside(NamedTuple):
    """Text between places: after how many of those before or after the point."""

    places: int
    text: str


class Section(NamedTuple):
    """What one part of a format prints.

    Attributes:
        before: Text before the digits.
        after: Text after them; of a section without digits all is `before`.
        whole: Places before the point, e.g. `#,##0` without its comma: `###0`.
        decimals: Places after it.
        inside_whole: Text between the places before the point: `0!.0000` prints 10065700 as
            1006.5700.
        inside_decimals: Text between the places after it.
        grouped: Whether commas part the thousands.
        shift: Powers of ten by which the value is multiplied: -3 for a comma at the end, 2 for %.
        general: Whether the digits are those of General.
        pieces: Kind and text of each part, as dates print them in turn.
        takes_text: Whether `@` stands in it.
        is_rare: A fraction, an exponent, hours beyond a day: printed as General.
        is_red: Whether it is in the colour of negative figures.
        condition: Which values it prints, None for the rest.
        hides_sign: Whether its negative figures are printed without the sign of their own.
    """

    before: str = ""
    after: str = ""
    whole: str = ""
    decimals: str = ""
    inside_whole: tuple[Inside, ...] = ()
    inside_decimals: tuple[Inside, ...] = ()
    grouped: bool = False
    shift: int = 0
    general: bool = False
    pieces: tuple[tuple[str, str], ...] = ()
    takes_text: bool = False
    is_rare: bool = False
    is_red: bool = False
    condition: Condition | None = None
    hides_sign: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it prints a day or a time."""
        return any(kind == "part" for kind, _ in self.pieces)

    @property
    def has_places(self) -> bool:
        """Whether it prints digits of its own choice."""
        return bool(self.whole or self.decimals)


class Format(NamedTuple):
    """The sections of a format for numbers, first match first, and the one for text."""

    numbers: tuple[Section, ...]
    text: Section | None

    def section(self, value: Decimal) -> Section | None:
        """Return the section that prints a number.

        None where conditions leave the number out: a cell full of # is printed.
        """
        return next((s for s in self.numbers if not s.condition or s.condition.holds(value)), None)


@lru_cache(maxsize=512)
def parse_format(code: str) -> Format:
    """Return the sections of a format code; an empty one is General."""
    parts = _SECTION.findall(code or GENERAL)
    if len(parts) > 1 and not code.endswith(";"):
        parts.pop()  # the pattern finds nothing once more at the end
    sections = [_Scanner(part).section() for part in parts]
    text = None
    if len(sections) > _NUMBERS or (len(sections) > 1 and sections[-1].takes_text):
        text = sections[min(len(sections) - 1, _NUMBERS)]
        sections = sections[: min(len(sections) - 1, _NUMBERS)]
    elif len(sections) == 1 and sections[0].takes_text:
        text = sections[0]
    return Format(tuple(_in_turn(sections)), text)


def _in_turn(sections: list[Section]) -> Iterator[Section]:
    """Yield the sections for numbers with their conditions: the last of several prints the rest."""
    usual = (_POSITIVE if len(sections) == _NUMBERS else _NOT_NEGATIVE, _BELOW_ZERO)
    first = sections[0].condition or usual[0]
    for number, section in enumerate(sections):
        is_last = number == len(sections) - 1
        condition = section.condition or (None if is_last else usual[number])
        below_zero = condition.is_below_zero if condition else number == 1 and first.leaves_negative
        # A text shows neither the colour nor the condition that tells a figure without a minus.
        told = _SIGN.search(section.before + section.after) or not (
            section.condition or section.is_red
        )
        yield section._replace(condition=condition, hides_sign=below_zero and bool(told))


class _Scanner:
    """Takes in the tokens of one section from left to right."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._texts: list[str] = []  # since the last place
        self._found = Section()
        self._commas = 0  # since the last place
        self._after_point = False

    def section(self) -> Section:
        """Return what the section prints."""
        for token in _TOKENS.finditer(self._part):
            kind = token.lastgroup or "blank"
            take = getattr(self, f"_take_{kind}", None)
            if kind in _LITERALS:
                self._literal(token.group(kind), is_bare=kind == "other")
            elif take:
                take(token.group(kind))
        self._shift_by_commas()
        place = "after" if self._has_places() else "before"
        self._add(**{place: "".join(self._texts)})
        return self._found

    def _has_places(self) -> bool:
        return self._found.has_places or self._found.general

    def _literal(self, text: str, *, is_bare: bool = False) -> None:
        rare = is_bare and text in "Ee/" and self._has_places()
        self._add(is_rare=self._found.is_rare or rare, pieces=(*self._found.pieces, ("text", text)))
        self._texts.append(text)

    def _take_digit(self, mark: str) -> None:
        if self._has_places() or self._after_point:
            self._place_texts()
        else:
            self._add(before="".join(self._texts))
        self._texts = []
        if self._after_point:
            self._shift_by_commas()
            self._add(decimals=self._found.decimals + mark)
        else:
            self._add(
                whole=self._found.whole + mark, grouped=self._found.grouped or self._commas > 0
            )
            self._commas = 0

    def _take_point(self, mark: str) -> None:
        if self._after_point or self._found.general:
            self._literal(mark)
            return
        if self._has_places():
            self._place_texts()
        else:
            self._add(before="".join(self._texts))
        self._texts = []
        self._shift_by_commas()
        self._add(pieces=(*self._found.pieces, ("text", mark)))
        self._after_point = True

    def _take_comma(self, mark: str) -> None:
        if self._has_places():
            self._commas += 1
        else:
            self._literal(mark)

    def _take_percent(self, mark: str) -> None:
        self._add(shift=self._found.shift + 2)
        self._literal(mark)

    def _take_general(self, _: str) -> None:
        self._add(before="".join(self._texts), general=True)
        self._texts = []

    def _take_text(self, mark: str) -> None:
        self._add(takes_text=True)
        self._take_general(mark)

    def _take_part(self, text: str) -> None:
        self._add(pieces=(*self._found.pieces, ("part", text.lower())))

    def _take_elapsed(self, _: str) -> None:
        self._add(is_rare=True)

    def _take_bracket(self, text: str) -> None:
        self._add(is_red=self._found.is_red or bool(_RED.fullmatch(text)))

    def _take_condition(self, text: str) -> None:
        if found := _CONDITION.fullmatch(text.strip()):
            with suppress(InvalidOperation):
                self._add(condition=Condition(found[1], Decimal(found[2])))

    def _place_texts(self) -> None:
        """Remember the text since the last place as standing between places."""
        if not self._texts:
            return
        found, text = self._found, "".join(self._texts)
        if self._after_point:
            inside = Inside(len(found.decimals), text)
            self._add(inside_decimals=(*found.inside_decimals, inside))
        else:
            self._add(inside_whole=(*found.inside_whole, Inside(len(found.whole), text)))

    def _shift_by_commas(self) -> None:
        self._add(shift=self._found.shift - 3 * self._commas)
        self._commas = 0

    def _add(self, **changes: Any) -> None:
        self._found = self._found._replace(**changes)
