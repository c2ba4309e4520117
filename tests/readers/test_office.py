"""DOC, RTF and one-file XML go through LibreOffice; without it the message says so."""

from pathlib import Path

import pytest
from budgetgraph.converters.readers import office as reader
from printing import SOFFICE, convert

from budgetgraph import sandbox
from budgetgraph.contract import Source
from budgetgraph.convert import choose_reader
from budgetgraph.errors import InputError
from budgetgraph.model import Document, Grid
from budgetgraph.sniff import sniff

FILES = Path(__file__).parent / "files"
TABLE = rb"{\rtf1\trowd\cellx1000\cellx2000\intbl a\cell 1.00\cell\row}"


def cells(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_old_document_gives_the_cells_of_the_new_one(suffix: str) -> None:
    data = (FILES / "small.docx").read_bytes()
    new = sandbox.read(choose_reader(Source("a", data)), Source("a", data))
    old_data = convert(data, ".docx", suffix)
    source = Source("wrong-name.xls", old_data)
    assert sniff(old_data).word == suffix
    old = sandbox.read(choose_reader(source), source)
    assert cells(old) == cells(new)
    assert old.reader == "office"


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_file_that_libreoffice_cannot_open_is_told() -> None:
    with pytest.raises(
        InputError, match=r"LibreOffice cannot open a Word 97 document|no table found"
    ):
        source = Source("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + _entry())
        sandbox.read(choose_reader(source), source)


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        InputError, match=r"an RTF document; install LibreOffice .* or save it as DOCX"
    ):
        reader.read(Source("a.rtf", TABLE))


def _entry() -> bytes:
    key = "WordDocument\0".encode("utf-16-le")
    return key.ljust(64, b"\0") + len(key).to_bytes(2, "little") + b"\2".ljust(62, b"\0")
