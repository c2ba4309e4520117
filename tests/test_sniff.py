"""What bytes are: told by content, whatever the file is called."""

import pytest
from hostile_files import SHEET, container, docx, pdf, word_cell, word_table, xlsx

from budgetgraph.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE = word_table(word_cell("a") + word_cell("b"))


def ole(*names: str, root_class: str = "") -> bytes:
    """Return a container whose directory holds the names."""
    data = bytearray(OLE.ljust(512, b"\0"))
    for name in ("Root Entry", *names):
        key = (name + "\0").encode("utf-16-le")
        entry = bytearray(key.ljust(64, b"\0") + len(key).to_bytes(2, "little") + b"\2")
        entry = entry.ljust(128, b"\0")
        if name == "Root Entry":
            entry[80:96] = bytes.fromhex(root_class).ljust(16, b"\0")
        data += entry
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"), (b"\0\0 \n", "empty"), (pdf(b""), "pdf"), (b"junk\n%PDF-1.7", "pdf"),
        (docx(TABLE), "docx"), (xlsx("<sheetData/>"), "xlsx"),
        (container({"[Content_Types].xml": "", "xl/workbook.bin": "x"}), "xlsb"),
        (container({"[Content_Types].xml": "", "ppt/presentation.xml": "x"}), "pptx"),
        (container({"OFD.xml": "x"}), "ofd"), (container({"a.pdf": "x"}), "zip"),
        (docx(TABLE)[:300], "zip"), (b"PK\x03\x04broken", "zip"),
        (container({"a.xml": "x", "mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (ole("WordDocument"), "doc"), (ole("Workbook"), "xls"), (ole("Book"), "xls"),
        (ole("EncryptedPackage", "EncryptionInfo"), "locked"), (ole("Other"), "ole"),
        (ole("PowerPoint Document"), "ppt"),
        (ole("Workbook", "WordDocument"), "doc"),
        (ole("Workbook", "WordDocument", root_class="2008020000000000c000000000000046"), "xls"),
        (b"{\\rtf1 a", "rtf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"GIF89a", "gif"), (b"RIFF....WEBP", "webp"),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(20), "bmp"), (b"BM is no picture", "text"),
        (b"Rar!\x1a\x07\0", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b\x08", "gzip"),
        (b"<!DOCTYPE html><p>", "html"), (b"\xef\xbb\xbf  <HTML>", "html"),
        ("<html>".encode("utf-16"), "html"), (b"<p>a<table border=1>", "html"),
        (b"<?xml version='1.0'?><html>", "html"), (b"<?xml version='1.0'?><a/>", "xml"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "word-xml"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "excel-xml"),
        (b"From: a\r\nMIME-Version: 1.0\r\n\r\n", "mhtml"),
        ("部门预算".encode(), "text"), ("<p>部门".encode(), "text"), (b"a\0b", "unknown"),
        ("部门预算".encode("gb18030"), "text"), (SHEET.encode(), "text"),
    ],
)  # fmt: skip
def test_kind_is_told_by_the_bytes(data: bytes, word: str) -> None:
    kind = sniff(data)
    assert kind.word == word
    assert kind.phrase
