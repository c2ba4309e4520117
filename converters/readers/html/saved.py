"""Saved web pages (MHTML): the pages and attached files inside one message."""

import email
import email.policy
from dataclasses import dataclass

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.sniff import sniff

_DOCUMENTS = frozenset({"html", "pdf", "docx", "xlsx", "xls", "doc", "ods", "odt", "zip"})
_MAX_PARTS = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside: its name, bytes and declared character set (may be empty)."""

    name: str
    data: bytes
    charset: str


def parts_of(source: Source) -> list[Part]:
    """Return pages and documents of a saved page in order; raises InputError for none."""
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    found: list[Part] = []
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            raise InputError(
                f"more than {_MAX_PARTS} parts; save the page again as HTML", source.name
            )
        if part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and sniff(data).word in _DOCUMENTS:
            name = part.get_filename() or str(part.get("Content-Location") or f"part {number}")
            found.append(Part(name.rpartition("/")[2], data, part.get_content_charset() or ""))
    if not found:
        raise InputError("the saved page is cut off: it holds no page; save it again", source.name)
    return found
