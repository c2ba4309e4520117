"""The pages of shapes and of queries."""

import re

import pyoxigraph as ox

from .. import codes
from ..resources import list_files, read_text
from ..terms import RDFS, SH, namespace
from .index import Index, Value, escape_cell, file_index, shorten, turtle_files
from .phrases import phrase, query_key

_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_ENTRY = re.compile(r"([a-z][a-z_-]*):\s*(.*)")
_SHACL = namespace("sh").iri


def render_shapes(language: str) -> str:
    """Return the page of all shapes in one language."""
    lines = [f"# {phrase('shapes', language)}", ""]
    for name in turtle_files("shapes"):
        index = file_index("shapes", name)
        about = read_text("shapes", name).partition("\n")[0].removeprefix("#").strip()
        lines += [f"## `shapes/{name}`", "", about, ""]
        for shape in index.of_type(SH.NodeShape):
            if isinstance(shape, ox.NamedNode):
                lines += _render_shape(index, shape, language)
    return "\n".join(lines)


def _render_shape(index: Index, shape: ox.NamedNode, language: str) -> list[str]:
    name = shape.value.rpartition("#")[2].rpartition("/")[2]
    label = index.word(shape, RDFS.label, language)
    targets = [
        f"`{kind}` `{shorten(iri)}`"
        for kind in _TARGETS
        for iri in index.iris(shape, ox.NamedNode(_SHACL + kind))
    ]
    lines = [f'<a id="{name}"></a>', f"### {name} {label}".rstrip(), ""]
    if targets:
        lines += [f"{phrase('targets', language)}: {', '.join(targets)}", ""]
    rows = [shape, *index.values(shape, ox.NamedNode(_SHACL + "property"))]
    rows += index.values(shape, SH.sparql)
    told = [_shape_row(index, row, language) for row in rows]
    if any(told):
        heads = [phrase(key, language) for key in ("path", "message", "severity")]
        lines += [f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
        lines += [row for row in told if row]
    return [*lines, ""]


def _shape_row(index: Index, shape: Value, language: str) -> str:
    messages = index.words(shape, ox.NamedNode(_SHACL + "message"), language)
    if not messages:
        return ""
    paths = [shorten(iri) for iri in index.iris(shape, ox.NamedNode(_SHACL + "path"))]
    severities = [iri.removeprefix(_SHACL) for iri in index.iris(shape, SH.severity)]
    cells = [f"`{paths[0]}`" if paths else "", escape_cell(messages[0]), " ".join(severities)]
    return f"| {' | '.join(cells)} |"


def render_queries(language: str) -> str:
    """Return the page of saved questions, checks and rules in one language."""
    lines = [f"# {phrase('queries', language)}", ""]
    for folder in ("answers", "checks", "rules"):
        lines += [f"## {phrase(folder, language)}", ""]
        for name in list_files(f"queries/{folder}", ".rq"):
            lines += _render_query(folder, name, language)
    return "\n".join(lines)


def _render_query(folder: str, name: str, language: str) -> list[str]:
    """Return a query by its header: a title, then entries `key: value`, then free words."""
    words, entries = read_header(read_text(f"queries/{folder}", name))
    title = next((_choose(value, language) for key, value in entries if key == "title"), "")
    title = title or _check_label(entries, language)
    step = name.removesuffix(".rq")
    lines = [f'<a id="{step}"></a>', f"### `{step}` {title}".rstrip(), ""]
    lines += [" ".join(words), ""] if words else []
    other = "en" if language == "zh" else "zh"
    lines += [
        f"- {query_key(key, language)}: {_choose(value, language)}"
        for key, value in entries
        if value and key not in {"title", other} and not key.endswith((f"-{other}", f"_{other}"))
    ]
    return [*lines, ""]


def _check_label(entries: list[tuple[str, str]], language: str) -> str:
    """Return the label of the check that a query raises, empty where it raises none."""
    (checks,) = codes.shipped_schemes("check.ttl")
    concept = checks.get(dict(entries).get("id", ""))
    return concept.label(language) if concept else ""


def _choose(value: str, language: str) -> str:
    """Return an entry in one language: its last two parts are Chinese and English, if it has two.

    `level = 1 | integer | 级次 | level` is a name, a type and words in both languages.
    """
    *parts, chinese, english = ["", *value.split(" | ")] if " | " in value else ["", "", value]
    words = [*parts, (chinese or english) if language == "zh" else english]
    return " · ".join(word.strip() for word in words if word.strip())


def read_header(query: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words and the entries of the comment lines that begin a query."""
    words: list[str] = []
    entries: list[tuple[str, str]] = []
    for line in query.splitlines():
        if not line.startswith("#"):
            break
        text = line.lstrip("#").strip()
        entry = _ENTRY.fullmatch(text)
        if entry:
            entries.append((entry[1], entry[2]))
        elif line.startswith("#   ") and entries:  # an indented line continues the entry above
            key, value = entries.pop()
            entries.append((key, f"{value} {text}".strip()))
        elif text:
            words.append(text)
    return words, entries
