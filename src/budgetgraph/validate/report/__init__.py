"""Reports: outcomes in the formats that people and machines read.

One module per format with `write(outcomes, lang)`, which returns the whole text.
"""

from collections.abc import Callable, Sequence

from budgetgraph.errors import UsageError

from ..outcome import Outcome
from . import as_csv, as_html, as_json, as_sarif, as_text, as_turtle

Writer = Callable[[Sequence[Outcome], str], str]

FORMATS: dict[str, Writer] = {
    "text": as_text.write,
    "json": as_json.write,
    "csv": as_csv.write,
    "turtle": as_turtle.write,
    "html": as_html.write,
    "sarif": as_sarif.write,
}
LANGUAGES = ("zh", "en")


def write(outcomes: Sequence[Outcome], name: str, lang: str = "zh") -> str:
    """Return the report in one format.

    Args:
        outcomes: What was found, one per document.
        name: One of `FORMATS`.
        lang: `zh` or `en`; formats that hold both ignore it.

    Raises:
        UsageError: Unknown format or language.
    """
    if name not in FORMATS:
        raise UsageError(f"no report format '{name}'; there are: {', '.join(FORMATS)}")
    if lang not in LANGUAGES:
        raise UsageError(f"no reports in '{lang}'; there are: {', '.join(LANGUAGES)}")
    return FORMATS[name](outcomes, lang)
