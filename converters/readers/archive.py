"""Reader of zip archives: a bureau's attachments in one file, read one after the other by name."""

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.limits import DEFAULT, Limits
from budgetgraph.model import Document, Finding
from budgetgraph.sniff import sniff

from ._findings import left_out
from ._inside import blocks_with_origin, read_inside, reader_of
from ._package import Package

PRIORITY = 10
UNTRUSTED = True
_UTF8_NAME = 0x800
# Formats that people send and that nothing here opens: what to do instead.
_CURES = {
    "rar": "unpack it and convert the files inside",
    "7z": "unpack it and convert the files inside",
    "gzip": "unpack it and convert the file inside",
    "ofd": "export it as PDF",
    "pptx": "export it as PDF",
    "ppt": "export it as PDF",
    "xlsb": "save it as XLSX",
    "ole": "if it opens in Word, Excel or WPS, save it as DOCX or XLSX; else it is cut off",
    "locked": "save a copy without the password",
}


def identify(source: Source) -> bool:
    """Return whether the bytes are a zip archive, or a container that no reader opens."""
    return sniff(source.data).word in {"zip", *_CURES}


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return the blocks of all documents in the archive.

    Raises:
        InputError: Damaged, over a limit, without documents, or one of them cannot be read.
    """
    kind = sniff(source.data)
    if kind.word in _CURES:
        raise InputError(
            f"the file is {kind.phrase}, which is not read; {_CURES[kind.word]}", source.name
        )
    package = Package(source, limits, "zip archive")
    documents: list[Document] = []
    findings: list[Finding] = []
    for part in sorted(package.parts):
        if part.endswith("/") or PurePosixPath(part).name.startswith((".", "~$")):
            continue
        name = _readable(part, package.parts[part].flag_bits)
        inner = Source(f"{source.name}/{name}", package.read(part))
        reader = (
            None if sniff(inner.data).word in {"zip", *_CURES} else reader_of(inner, texts=True)
        )
        if reader is None:
            findings.append(
                left_out(
                    "R24", f"压缩包中的“{name}”未读取", f"'{name}' in the archive was not read"
                )
            )
            continue
        document = read_inside(inner, reader, limits)
        findings += document.findings
        documents.append(replace(document, name=name))
    if not documents:
        raise InputError("the archive holds no document that can be read", source.name)
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type="application/zip",
        reader="archive",
        blocks=tuple(blocks_with_origin(documents)),
        flowing=all(document.flowing for document in documents),
        pages=sum(document.pages or 0 for document in documents) or None,
        findings=tuple(findings),
    )


def _readable(name: str, flags: int) -> str:
    """Return a name in Chinese that Windows packed as GBK and zip takes for code page 437."""
    if flags & _UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
