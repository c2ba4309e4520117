"""Files that attack their reader, and files that are broken, each made in memory in a moment."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def container(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file with the parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, prologue: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document with that body XML."""
    document = f'{prologue}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return container(
        {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document, **(extra or {})}
    )


def word_table(*rows: str) -> str:
    """Return a table of rows given as XML."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def word_cell(text: str, properties: str = "") -> str:
    """Return a cell with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def xlsx(
    sheet: str,
    prologue: str = "",
    *,
    styles: str = "",
    texts: str = "",
    sheets: str = '<sheet name="表1" sheetId="1" r:id="rId1"/>',
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a workbook with one worksheet of that XML (inside `worksheet`)."""
    kinds = {"rId1": "worksheet", "rId2": "styles", "rId3": "sharedStrings"}
    targets = {"rId1": "worksheets/sheet1.xml", "rId2": "styles.xml", "rId3": "sharedStrings.xml"}
    relations = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{targets[key]}"/>'
        for key, kind in kinds.items()
    )
    return container(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}">'
            f"<sheets>{sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/worksheets/sheet1.xml": f'{prologue}<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{texts}</sst>',
            **(extra or {}),
        }
    )


def pdf(
    *streams: bytes, resources: str = "", box: str = "0 0 595 842", deflate: bool = False
) -> bytes:
    """Return a PDF with one page per content stream; font F1 is Helvetica."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(streams)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for index, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {5 + 2 * index} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode()
        )
        data = zlib.compress(stream, 9) if deflate else stream
        packed = "/Filter /FlateDecode " if deflate else ""
        head = f"<< /Length {len(data)} {packed}>>\nstream\n".encode()
        objects.append(head + data + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def pdf_text(x: float, y: float, text: str, size: int = 10) -> bytes:
    """Return the drawing of one text at a place from the bottom left."""
    plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({plain}) Tj ET\n".encode("cp1252")


def pdf_grid(xs: Sequence[int], ys: Sequence[int]) -> bytes:
    """Return the drawing of a full grid, each line one stroke."""
    lines = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    lines += [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys]
    return ("0.5 w\n" + "\n".join(lines) + "\n").encode()


def zip_bomb(name: str, megabytes: int) -> dict[str, bytes]:
    """Return a part of zeros, as XML text, that packs a thousandfold."""
    return {name: b"<a>" + b" " * (megabytes << 20) + b"</a>"}


def lying_zip(data: bytes) -> bytes:
    """Return the zip with every stated unpacked size set to ten bytes."""
    out = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = out.find(signature)
        while place >= 0:
            out[place + offset : place + offset + 4] = struct.pack("<I", 10)
            place = out.find(signature, place + 4)
    return bytes(out)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
