"""The page of code lists and alignments."""

from .. import codes
from ..terms import DCTERMS, OWL, SKOS, XKOS
from .index import escape_cell, file_index, turtle_files
from .phrases import phrase

_SHOWN = 100


def render_codes(language: str) -> str:
    """Return the page of all shipped code lists and alignments in one language."""
    schemes = [
        scheme for name in turtle_files("ontology/codes") for scheme in codes.shipped_schemes(name)
    ]
    heads = [phrase(key, language) for key in ("name", "label", "count", "completeness")]
    lines = [f"# {phrase('codes', language)}", "", _row(heads), _row(["---"] * len(heads))]
    for scheme in schemes:
        link = f"[`{scheme.name}`](#{_anchor(scheme)})"
        complete = phrase(scheme.completeness, language) if scheme.completeness else ""
        lines.append(_row([link, scheme.label(language), str(len(scheme.concepts)), complete]))
    lines.append("")
    for scheme in schemes:
        lines += _render_scheme(scheme, language)
    lines += [f"## {phrase('alignments', language)}", ""]
    for name in turtle_files("ontology/align"):
        lines.append(f"- `ontology/align/{name}`: {_describe_alignment(name, language)}")
    return "\n".join([*lines, ""])


def _render_scheme(scheme: codes.Scheme, language: str) -> list[str]:
    lines = [f'<a id="{_anchor(scheme)}"></a>', f"## {scheme.label(language)}", ""]
    lines += [words for code, words in scheme.definitions if code == language]
    lines += ["", f"`{scheme.iri}`"]
    lines += [f"\n{words}" for code, words in scheme.notes if code == language]
    if scheme.source:
        lines += ["", f"{phrase('source', language)}: {scheme.source}"]
    heads = [phrase(key, language) for key in ("code", "label", "meaning", "spellings")]
    lines += ["", _row(heads), _row(["---"] * len(heads))]
    for concept in scheme.concepts[:_SHOWN]:
        meaning = " ".join(
            words
            for code, words in (*concept.definitions, *concept.notes, *concept.history)
            if code == language
        )
        spellings = ", ".join(words for _, words in concept.variants)
        lines.append(_row([f"`{concept.notation}`", concept.label(language), meaning, spellings]))
    if len(scheme.concepts) > _SHOWN:
        counts = {"n": _SHOWN, "all": len(scheme.concepts)}
        lines += ["", phrase("first-codes", language).format(**counts)]
    return [*lines, ""]


def _describe_alignment(name: str, language: str) -> str:
    """Return what the head of an alignment says of itself."""
    index = file_index("ontology/align", name)
    heads = [(OWL.Ontology, DCTERMS.description)]
    heads += [(SKOS.ConceptScheme, SKOS.definition), (XKOS.Correspondence, SKOS.prefLabel)]
    for kind, predicate in heads:
        for subject in index.of_type(kind):
            return index.word(subject, predicate, language)
    return ""


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escape_cell(cell) for cell in cells) + " |"


def _anchor(scheme: codes.Scheme) -> str:
    return scheme.name.replace("/", "-")
