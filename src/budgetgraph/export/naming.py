"""Names of the files of one document."""

import re

_SEPARATORS = re.compile(r"[/\\\x00]")  # an id must not lead out of the folder


def file_name(disclosure: str, suffix: str) -> str:
    """Return the name of a file of a document, e.g. `hezheng-2024.qb.ttl`."""
    return f"{_SEPARATORS.sub('_', disclosure)}{suffix}"
