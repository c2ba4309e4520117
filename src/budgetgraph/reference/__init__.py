"""Reference documentation in Chinese and English, made from the shipped files themselves.

`python -m budgetgraph.reference` writes `docs/reference/`; a test compares it with what is
committed.

* index: triples by subject, words by language
* vocabulary: classes, properties, diagrams
* codelists: code lists and alignments
* rules: shapes, saved questions, checks, rules
* tables: from a printed table to its triples
* phrases: the words of the pages themselves
"""

from collections.abc import Callable

from .codelists import render_codes
from .phrases import LANGUAGES, phrase
from .rules import render_queries, render_shapes
from .tables import render_tables
from .vocabulary import render_vocabulary

PARTS: dict[str, Callable[[str], str]] = {
    "terms": render_vocabulary,
    "codes": render_codes,
    "shapes": render_shapes,
    "queries": render_queries,
    "tables": render_tables,
}


def render_pages() -> dict[str, str]:
    """Return every page of the reference by its path below `docs/reference/`."""
    pages = {f"{language}.md": render_contents(language) for language in LANGUAGES}
    for name, render in PARTS.items():
        for language in LANGUAGES:
            pages[f"{language}/{name}.md"] = render(language)
    return pages


def render_contents(language: str) -> str:
    """Return the first page in one language: what there is and where."""
    lines = [f"# {phrase('reference', language)}", "", phrase("generated", language), ""]
    for name in PARTS:
        title, about = phrase(name, language), phrase(f"about-{name}", language)
        lines.append(f"- [{title}]({language}/{name}.md): {about}")
    return "\n".join([*lines, ""])
