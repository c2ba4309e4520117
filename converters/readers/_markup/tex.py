r"""What LaTeX prints: arguments without their braces, escaped characters as such, no commands."""

import re

_HELD = r"\{(?:[^{}]|\{[^{}]*\})*\}"  # an argument, with arguments in it
_ENVIRONMENT = re.compile(
    rf"\\begin\{{(?:tabular|array|minipage|varwidth)\}}(?:\[[^\]]*\])*(?:{_HELD})?"
    r"|\\(?:begin|end)\{[^{}]*\}"
)
_BREAK = re.compile(r"\\\\\*?(?:\[[^\]]{0,12}\])?|\\(?:newline|par|tabularnewline)\b\s*")
# Commands none of whose arguments, or not the first of whose, are printed.
_UNPRINTED = re.compile(
    rf"\\(?:label|[vh]space\*?|rule|(?:cell|row)?color|setlength|hyperlink)(?:\[[^\]]*\])*(?:{_HELD})+"
    rf"|\\(?:textcolor|fontsize|parbox|href|raisebox|hypertarget)(?:\[[^\]]*\])*{_HELD}"
)
_PRINTED = {
    "textasciitilde": "~", "textbackslash": "\\", "textgreater": ">", "textless": "<",
    "textbar": "|", "textasciicircum": "^", "ldots": "…", "geq": "≥", "leq": "≤", "ge": "≥",
    "le": "≤", "times": "×",
}  # fmt: skip
_NAMED = re.compile(
    rf"\\({'|'.join(sorted(_PRINTED, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}})?"
)
_COMMAND = re.compile(r"\\[A-Za-z@]+\*?(?:\[[^\]]*\])?\s*")
_ESCAPED = re.compile(r"\\([%&_#$ ,{}])|[{}$]")


def argument(text: str, start: int) -> tuple[str, int]:
    """Return what the braces that open here hold, and the index after them; nothing without."""
    if text[start : start + 1] != "{":
        return "", start
    depth, at = 0, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
            if depth == 0:
                return text[start + 1 : at], at + 1
        at += 1
    return text[start + 1 :], len(text)


def plain_tex(text: str) -> str:
    """Return what a text prints; lines end only where it says so."""
    text = _ENVIRONMENT.sub("", " ".join(text.split("\n")))
    text = _BREAK.sub("\n", _UNPRINTED.sub("", text))
    text = _NAMED.sub(lambda found: _PRINTED[found[1]], text)
    text = _ESCAPED.sub(lambda found: found[1] or "", _COMMAND.sub("", text))
    lines = text.replace("``", "“").replace("''", "”").split("\n")
    return "\n".join(filter(None, (line.strip(" \t~") for line in lines)))
