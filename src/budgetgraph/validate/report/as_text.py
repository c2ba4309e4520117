"""Text for people: findings under the tables of the form, the printed row beside each."""

import io
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from ..outcome import Outcome, Told
from .groups import by_heading
from .words import SEVERITY, SUGGESTION, message, place, summary

_STYLES = {"violation": "bold red", "warning": "yellow", "info": "dim"}
_WIDE = 10_000  # a pipe has no width: lines are not broken
_LONGEST_ROW = 120


def write(outcomes: Sequence[Outcome], lang: str) -> str:
    """Return the report without colour, one finding in two to four lines."""
    output = io.StringIO()
    show(outcomes, lang, Console(file=output, width=_WIDE, color_system=None, highlight=False))
    return output.getvalue()


def show(outcomes: Sequence[Outcome], lang: str, console: Console) -> None:
    """Print the report on a console, in colour where it has any.

    Args:
        outcomes: What was found.
        lang: `zh` or `en`.
        console: Where to print.
    """
    for outcome in outcomes:
        for line in _outcome_lines(outcome, lang):
            console.print(line, soft_wrap=True)


def _outcome_lines(outcome: Outcome, lang: str) -> Iterator[Text]:
    yield Text(clean(outcome.disclosure), style="bold")
    for heading, told in by_heading(outcome, lang):
        yield Text(f"\n{clean(heading)}", style="bold underline")
        for one in told:
            yield from _finding_lines(one, lang)
    yield Text(f"\n{clean(outcome.disclosure)}: {summary(outcome, lang)}\n", style="bold")


def _finding_lines(told: Told, lang: str) -> Iterator[Text]:
    finding = told.finding
    words = SEVERITY[lang][finding.severity]
    where = place(finding, lang)
    head = Text(f"  {words} {finding.id}", style=_STYLES[finding.severity])
    yield Text.assemble(head, f" {where}" if where else "", f"  {clean(message(finding, lang))}")
    if told.row_text:
        row = clean(told.row_text)
        shown = row if len(row) <= _LONGEST_ROW else f"{row[:_LONGEST_ROW]}…"
        yield Text(f"      {shown}", style="cyan")
    if finding.suggestion:
        yield Text(f"      {SUGGESTION[lang]}: {clean(finding.suggestion)}", style="green")


def clean(text: str) -> str:
    """Return a text in one line, without control characters that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
