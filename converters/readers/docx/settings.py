"""Settings of the elements of a WordprocessingML body: what is hidden, merged, a symbol."""

from typing import Any

from .._package import attribute, local

# Wingdings and Symbol characters that disclosures use for ticks and comparisons.
_SYMBOLS = {
    0xFC: "√", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×",
}  # fmt: skip


def is_hidden(run: Any) -> bool:
    """Return whether the text of a run is not printed."""
    settings = next((child for child in run if local(child) == "rPr"), ())
    return any(local(item) == "vanish" and is_on(item) for item in settings)


def is_on(switch: Any) -> bool:
    """Return whether a setting is on: it is unless its value says no."""
    return attribute(switch, "val") not in {"0", "false", "off"}


def symbol_of(element: Any) -> str:
    """Return the character a `sym` element prints in its symbol font."""
    code = int(attribute(element, "char") or "0", 16)
    font = (attribute(element, "font") or "").lower()
    if "wingdings" in font or "symbol" in font or 0xF000 <= code <= 0xF0FF:  # noqa: PLR2004
        return _SYMBOLS.get(code & 0xFF, "\ufffd")
    return chr(code)


def settings_of(element: Any, name: str) -> dict[str, str | None]:
    """Return the settings of a row or cell by name; a setting without a value is None."""
    for child in element:
        if local(child) == name:
            return {local(item): attribute(item, "val") for item in child}
    return {}


def number_of(settings: dict[str, str | None], name: str) -> int:
    """Return the number a setting holds, 0 where it holds none."""
    value = settings.get(name) or "0"
    return min(int(value), 1 << 20) if value.isascii() and value.isdigit() else 0


def merge_of(settings: dict[str, str | None], name: str) -> str:
    """Return restart, continue (also when nothing is said), or an empty text."""
    return (settings[name] or "continue") if name in settings else ""
