"""What bytes are, told by their content and never by the file's name.

Gives one word that readers ask for, and a phrase for messages. Looks at signatures, at the listing
of a zip container and at the directory of an OLE container; unpacks nothing.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    Attributes:
        word: Short name: pdf, docx, xlsx, xlsb, pptx, ods, odt, ofd, zip, doc, xls, ppt, ole,
            locked, rtf, mhtml, html, xml, word-xml, excel-xml, png, jpeg, tiff, bmp, gif, webp,
            rar, 7z, gzip, text, empty, unknown.
        phrase: For messages, e.g. `a Word document`.
    """

    word: str
    phrase: str


_PHRASES = {
    "pdf": "a PDF document",
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "xlsb": "a binary Excel workbook (XLSB)",
    "pptx": "a PowerPoint presentation",
    "ods": "an OpenDocument spreadsheet",
    "odt": "an OpenDocument text",
    "ofd": "an OFD document",
    "zip": "a zip archive",
    "doc": "a Word 97 document",
    "xls": "an Excel 97 workbook",
    "ppt": "a PowerPoint 97 presentation",
    "ole": "an OLE container of an unknown program",
    "locked": "an Office document protected by a password",
    "rtf": "an RTF document",
    "mhtml": "a saved web page (MHTML)",
    "html": "a web page",
    "xml": "an XML file",
    "word-xml": "a Word document as one XML file",
    "excel-xml": "an Excel workbook as one XML file",
    "png": "a PNG image",
    "jpeg": "a JPEG image",
    "tiff": "a TIFF image",
    "bmp": "a BMP image",
    "gif": "a GIF image",
    "webp": "a WebP image",
    "rar": "a RAR archive",
    "7z": "a 7-Zip archive",
    "gzip": "a gzip file",
    "text": "a text",
    "empty": "an empty file",
    "unknown": "of no known format",
}

_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|frameset)[\s>]", re.I)
_TABLE = re.compile(rb"<table[\s>]", re.I)
# Markdown may begin with a tag too; a page has no line that begins like these.
_MARKDOWN = re.compile(rb"^(?:#{1,6} |\|)", re.M)
_MHTML = re.compile(rb"^(?:mime-version|content-type|from|snapshot-content-location):", re.I | re.M)
# Names of streams or storages in an OLE container, most telling first.
_OLE_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
# Class of the root storage: {00020810-…} Excel 5, {00020820-…} Excel 97.
_EXCEL_CLASSES = frozenset(
    bytes.fromhex(text)
    for text in ("1008020000000000c000000000000046", "2008020000000000c000000000000046")
)
_ODF = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
}
_OFFICE_PARTS = (
    ("word/document", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation", "pptx"),
)


def sniff(data: bytes) -> Kind:
    """Return what the bytes are; `unknown` where nothing fits."""
    word = _word(data)
    return Kind(word, _PHRASES[word])


def _word(data: bytes) -> str:
    if not data.strip(b"\0 \t\r\n\f"):
        return "empty"
    if b"%PDF-" in data[:1024]:  # readers accept up to a kilobyte of other bytes before the header
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_word(data)
    if data.startswith(_OLE):
        return _ole_word(data)
    for signature, word in _SIGNATURES:
        if data.startswith(signature) and (word != "bmp" or _is_bitmap(data)):
            return word
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return _markup_word(_as_ascii(data[:_HEAD]), data)


def _is_bitmap(data: bytes) -> bool:
    """Return whether the size field holds: `BM` alone may begin a text."""
    return len(data) > 26 and struct.unpack_from("<I", data, 14)[0] in {12, 40, 56, 64, 108, 124}  # noqa: PLR2004


def _as_ascii(head: bytes) -> bytes:
    """Return the head of a file without the zero bytes and marks of UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _markup_word(head: bytes, data: bytes) -> str:
    start = head.lstrip()
    if _MHTML.match(start) and re.search(rb"^mime-version:", head, re.I | re.M):
        return "mhtml"
    if start.startswith(b"<?xml") or b"<?mso-application" in head:
        if b"wordprocessingml" in head or b'progid="Word.Document"' in head:
            return "word-xml"
        if b"schemas-microsoft-com:office:spreadsheet" in head or b"Excel.Sheet" in head:
            return "excel-xml"
        return "html" if _HTML.search(head) else "xml"
    if start.startswith(b"<") and (
        _HTML.search(head) or (_TABLE.search(data) and not _MARKDOWN.search(data))
    ):
        return "html"
    return "unknown" if b"\0" in head else "text"


def _zip_word(data: bytes) -> str:
    """Return the word for a zip container by the names that its listing holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            stated = _stated_type(archive) if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    if stated:
        return next((word for mime, word in _ODF.items() if mime in stated), "zip")
    lower = [name.lower().lstrip("/") for name in names]
    if "ofd.xml" in lower:
        return "ofd"
    if "[content_types].xml" not in lower:
        return "zip"
    for part, word in _OFFICE_PARTS:
        if any(name.startswith(part) for name in lower):
            return word
    return "zip"


def _stated_type(archive: zipfile.ZipFile) -> bytes:
    """Return what the member `mimetype` says; packed again by hand, it may stand anywhere."""
    try:
        with archive.open("mimetype") as member:
            return member.read(100)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError):
        return b""


def _ole_word(data: bytes) -> str:
    """Return the word for an OLE container by the names of its streams ([MS-CFB] 2.6).

    Directory entries are 128 bytes and lie on 128-byte borders in every version of the format, so
    a name is found without following the chain of sectors, which a damaged file would break.
    """
    words = [word for name, word in _OLE_STREAMS if _has_entry(data, name)]
    if {"doc", "xls"} <= set(words) and _root_class(data) in _EXCEL_CLASSES:
        return "xls"  # a workbook in which a Word document is embedded
    return words[0] if words else "ole"


def _has_entry(data: bytes, name: str) -> bool:
    return _find_entry(data, name) >= 0


def _find_entry(data: bytes, name: str) -> int:
    """Return the offset of the directory entry of that name, -1 if there is none."""
    key = (name + "\0").encode("utf-16-le")
    offset = data.find(key)
    while offset >= 0 and not (offset % 128 == 0 and data[offset + 64 : offset + 66] == _size(key)):
        offset = data.find(key, offset + 1)
    return offset


def _size(key: bytes) -> bytes:
    return struct.pack("<H", len(key))


def _root_class(data: bytes) -> bytes:
    offset = _find_entry(data, "Root Entry")
    return data[offset + 80 : offset + 96] if offset >= 0 else b""
