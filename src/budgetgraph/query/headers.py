"""A query file and what its header says: title, question, parameters, columns.

    # title: 按功能分类的支出 | Spending by function
    # about: … | …
    # question: How much … ?
    # parameter: level = 1 | integer: 1, 2, 3 | 级次 | level of the classification
    # parameter: year | year+ | 年度，可以几个 | fiscal year, or several
    # column: amount | decimal yuan | 金额 | amount
    # word: division none | 没有职能 | no function
    # chart: bar label amount

The rest of the file is SPARQL that runs as it stands, on any engine. Lines that begin or end with
`#?name` take the values of that parameter; see `binding.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from ..errors import UsageError
from ..resources import list_files, read_text

FOLDER = "queries/answers"
KINDS = frozenset(
    {
        "text",
        "code",
        "iri",
        "disclosure",
        "integer",
        "count",
        "decimal",
        "year",
        "date",
        "boolean",
        "concept",
    }
)
_FIELD = re.compile(r"^# (title|about|question|parameter|column|word|chart): (.+)$")
_NAME = re.compile(r"[a-z][A-Za-z0-9]*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        name: Name on the command line and of the variable.
        kind: One of `KINDS`.
        several: It takes several values.
        scheme: For `concept`: the code list, e.g. `phase`.
        default: Value used where none is given; empty for none.
        allowed: Values that it takes; empty for any of its kind.
        about_zh: What it is, in Chinese.
        about_en: What it is, in English.
    """

    name: str
    kind: str
    several: bool = False
    scheme: str = ""
    default: str = ""
    allowed: tuple[str, ...] = ()
    about_zh: str = ""
    about_en: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: variable, kind of value, unit, headings."""

    name: str
    kind: str = ""
    unit: str = ""
    title_zh: str = ""
    title_en: str = ""

    def title(self, language: str) -> str:
        """Return the heading in `zh` or `en`, the variable's name where it has none."""
        return (self.title_zh if language == "zh" else self.title_en) or self.name


@dataclass(frozen=True, slots=True)
class Word:
    """What a value of a column is called that stands in no code list."""

    column: str
    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its header.

    Attributes:
        name: File name without suffix; empty for a text given directly.
        text: The whole file.
        title_zh: Title in Chinese.
        title_en: Title in English.
        about_zh: What one should know about the answer, in Chinese.
        about_en: The same in English.
        question: The competency question that it answers.
        parameters: In the order of the header.
        columns: In the order of the header; empty for queries without one.
        words: What values are called that the query makes itself.
        chart: Kind of chart and its columns, e.g. `("bar", "label", "amount")`; empty for none.
    """

    name: str
    text: str
    title_zh: str = ""
    title_en: str = ""
    about_zh: str = ""
    about_en: str = ""
    question: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    words: tuple[Word, ...] = ()
    chart: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Return the title in `zh` or `en`, the name where it has none."""
        return (self.title_zh if language == "zh" else self.title_en) or self.name

    def about(self, language: str) -> str:
        """Return the description in `zh` or `en`."""
        return self.about_zh if language == "zh" else self.about_en

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by name; raises UsageError that names what there is."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        told = f"it takes: {', '.join(names)}" if names else "it takes none"
        raise UsageError(f"{self.name or 'this query'} has no parameter '{name}'; {told}")


def parse_query(name: str, text: str) -> SavedQuery:
    """Return a query from the text of its file.

    Raises:
        UsageError: A header line is not of its form.
    """
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        if found := _FIELD.match(line):
            fields.setdefault(found.group(1), []).append(found.group(2).strip())
    title_zh, title_en = _pair(fields.get("title", [""])[0])
    about_zh, about_en = _pair(fields.get("about", [""])[0])
    return SavedQuery(
        name=name,
        text=text,
        title_zh=title_zh,
        title_en=title_en,
        about_zh=about_zh,
        about_en=about_en,
        question=" ".join(fields.get("question", [])),
        parameters=tuple(_parse_parameter(name, line) for line in fields.get("parameter", [])),
        columns=tuple(_parse_column(name, line) for line in fields.get("column", [])),
        words=tuple(_parse_word(name, line) for line in fields.get("word", [])),
        chart=tuple(fields.get("chart", [""])[0].split()),
    )


def list_queries() -> Iterator[SavedQuery]:
    """Yield the saved queries in order of their names."""
    for file in list_files(FOLDER, ".rq"):
        yield _load(file)


def get_query(name: str) -> SavedQuery:
    """Return a saved query by its name.

    Raises:
        UsageError: No such query; the message names near ones.
    """
    files = list_files(FOLDER, ".rq")
    if f"{name}.rq" not in files:
        names = [file.removesuffix(".rq") for file in files]
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        near += [other for other in names if name in other and other not in near][:3]
        hint = f"near: {', '.join(near)}" if near else "'budgetgraph query' lists them"
        raise UsageError(f"no saved query '{name}'; {hint}")
    return _load(f"{name}.rq")


@cache
def _load(file: str) -> SavedQuery:
    return parse_query(file.removesuffix(".rq"), read_text(FOLDER, file))


def _parse_parameter(query: str, line: str) -> Parameter:
    parts = [part.strip() for part in line.split("|")]
    head, kinds, about_zh, about_en = (*parts, "", "", "", "")[:4]
    name, _, default = (part.strip() for part in head.partition("="))
    kind, _, allowed = (part.strip() for part in kinds.partition(":"))
    kind, _, scheme = kind.partition(" ")
    several, kind = kind.endswith("+"), kind.removesuffix("+")
    if not _NAME.fullmatch(name) or kind not in KINDS:
        raise UsageError(
            f"{query}: no parameter line: '{line}'; write: name = default | kind | zh | en"
        )
    values = tuple(value.strip() for value in allowed.split(",") if value.strip())
    return Parameter(name, kind, several, scheme, default, values, about_zh, about_en)


def _parse_column(query: str, line: str) -> Column:
    parts = [part.strip() for part in line.split("|")]
    name, kinds, title_zh, title_en = (*parts, "", "", "", "")[:4]
    kind, _, unit = kinds.partition(" ")
    if not _NAME.fullmatch(name) or kind not in KINDS:
        raise UsageError(f"{query}: no column line: '{line}'; write: name | kind unit | zh | en")
    return Column(name, kind, unit, title_zh, title_en)


def _parse_word(query: str, line: str) -> Word:
    head, *words = (part.strip() for part in line.split("|"))
    column, _, value = head.partition(" ")
    if not value or len(words) != 2:  # noqa: PLR2004  one in each language
        raise UsageError(f"{query}: no word line: '{line}'; write: column value | zh | en")
    return Word(column, value, *words)


def _pair(text: str) -> tuple[str, str]:
    zh, _, en = text.partition("|")
    return zh.strip(), en.strip()
