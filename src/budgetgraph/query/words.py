"""What the words of a query tell: its form, calls to other servers, graphs, prefixes.

Looks at words outside strings, comments and IRIs.
"""

import re

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|#[^\n\r]*"
    r"|[?$@][\w\-]+"
    r"|(?P<prefix>[\w.\-]*):[\w.\-%:\\]*"
    r"|(?P<word>[A-Za-z]\w*)",
    re.DOTALL,
)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"})
_QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_LAST_CHARACTER = 0x10FFFF
_BLANK = "_"  # of `_:b0`, which is no name


def words(text: str) -> list[str]:
    """Return the bare words of a query in upper case, in order."""
    return [found["word"].upper() for found in _TOKEN.finditer(text) if found["word"]]


def calls_services(text: str) -> bool:
    """Return whether a query may call another endpoint."""
    return _says(text, "SERVICE")


def chooses_graphs(text: str) -> bool:
    """Return whether a query says itself, with FROM, which graphs it is about."""
    return _says(text, "FROM")


def missing_prefixes(text: str) -> list[str]:
    """Return the prefixes that a query uses and does not declare, in order of their first use."""
    used, declared, former = [], {_BLANK}, ""
    for found in _TOKEN.finditer(text):
        prefix = found["prefix"]
        if prefix is not None and former == "PREFIX":
            declared.add(prefix)
        elif prefix is not None:
            used.append(prefix)
        if not found[0].startswith("#"):  # a comment may stand between a word and its prefix
            former = (found["word"] or "").upper()
    return [prefix for prefix in dict.fromkeys(used) if prefix not in declared]


def _says(text: str, word: str) -> bool:
    """Return whether a word occurs, as written or with the escapes of the query resolved.

    Engines differ in when they resolve them, and a resolved quote or backslash could make a string
    look longer than it is.
    """
    return word in words(text) or word in words(_ESCAPE.sub(_resolve, text))


def form(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, UPDATE for an update, empty for neither."""
    for word in words(text):
        if word in _QUERIES:
            return word
        if word in _UPDATES:
            return "UPDATE"
    return ""


def _resolve(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= _LAST_CHARACTER else found[0]
