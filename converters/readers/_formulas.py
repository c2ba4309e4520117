r"""Formulas in TeX, as tools that convert PDF write plain print: `$\geqslant 95\%$` is ≥95%.

Knows the few commands that stand for one printed character; a formula with others is left as it is.
"""

import re

_FORMULA = re.compile(r"\$\$?([^$\n]{1,200}?)\$\$?")
_COMMAND = re.compile(r"\\([A-Za-z]+|[^A-Za-z])[ ]?")
_FONT = re.compile(r"\\(?:mathrm|mathbf|mathit|mathsf|text|textbf|operatorname|mathbb)\b\s*")
_PRINTED = {
    "geqslant": "≥", "geq": "≥", "ge": "≥", "leqslant": "≤", "leq": "≤", "le": "≤", "gt": ">",
    "lt": "<", "sim": "~", "approx": "≈", "times": "×", "pm": "±", "div": "÷", "cdot": "·",
    "neq": "≠", "ne": "≠", "rightarrow": "→", "to": "→", "quad": " ", "qquad": " ",
    "%": "%", "&": "&", "#": "#", "_": "_", ",": "", ";": "", ":": "", "!": "", " ": " ",
}  # fmt: skip


def without_formulas(text: str) -> str:
    """Return the text with formulas as they are printed."""
    return _FORMULA.sub(_plain, text) if "$" in text else text


def _plain(found: re.Match[str]) -> str:
    formula = _FONT.sub("", found[1])
    if any(name not in _PRINTED for name in _COMMAND.findall(formula)) or "^" in formula:
        return found[0]
    if "\\" not in found[1] and re.search("[A-Za-z]", formula):  # dollars, not marks
        return found[0]
    plain = _COMMAND.sub(lambda command: _PRINTED[command[1]], formula)
    return plain.translate({ord("{"): None, ord("}"): None}).strip()
