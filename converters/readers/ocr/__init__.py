"""Reader of scanned pages and photographs of tables, through the optional extra `ocr`.

Every cell carries the confidence of its least certain character. What was recognised is never
certain: each page is reported, and the arithmetic of the tables decides what may be published.
"""

import hashlib
import io
from importlib.util import find_spec
from typing import Any

from budgetgraph.contract import Source
from budgetgraph.errors import InputError, MissingExtraError
from budgetgraph.limits import DEFAULT, Limits, check
from budgetgraph.model import Document, Finding
from budgetgraph.sniff import sniff

from .._findings import left_out, unsure_figures
from .._grids import missing_tables
from .._printed.blocks import blocks_of_pages
from .._printed.page import Page

PRIORITY = 50
UNTRUSTED = True
_MEDIA_TYPES = {
    "png": "image/png", "jpeg": "image/jpeg", "tiff": "image/tiff", "bmp": "image/bmp",
    "gif": "image/gif", "webp": "image/webp",
}  # fmt: skip
_USUAL_DPI = 200
_SCREEN_DPI = 96  # what programs write that do not know the resolution
_FINEST_DPI = 1200
_A4_INCHES = (
    117  # tenths: height of an A4 page, to guess the resolution of a picture that names none
)
_MAX_PIXELS = 80_000_000


def identify(source: Source) -> bool:
    """Return whether the bytes are a picture."""
    return sniff(source.data).word in _MEDIA_TYPES


def is_installed() -> bool:
    """Return whether the libraries of the extra are there."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def pages_to_recognise(source: Source, limits: Limits) -> int:
    """Return the number of pages that need recognition, for the time allowed; 1 at least."""
    if not is_installed():
        return 0
    with _open(source) as picture:
        return min(getattr(picture, "n_frames", 1), limits.pages)


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids of each picture in the file.

    Raises:
        InputError: Damaged, too large, or without any table.
        MissingExtraError: The extra `ocr` is not installed.
    """
    if not is_installed():
        raise MissingExtraError(f"{source.name}: reading pictures of pages", "ocr")
    pages: list[Page] = []
    findings: list[Finding] = []
    with _open(source) as picture:
        frames = getattr(picture, "n_frames", 1)
        check(frames, limits.pages, "pages", source.name, "pages")
        for number in range(1, frames + 1):
            picture.seek(number - 1)
            pages.append(recognise(picture.convert("RGB"), number, _resolution(picture)))
            findings.append(recognised(number))
    blocks = blocks_of_pages(pages, source.name, limits, findings)
    findings += unsure_figures(blocks)
    findings += missing_tables(
        blocks, source.name, "the picture shows no ruled table; scan it at 300 dpi"
    )
    return Document(
        name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        media_type=_MEDIA_TYPES[sniff(source.data).word],
        reader="ocr",
        blocks=tuple(blocks),
        pages=frames,
        findings=tuple(findings),
    )


def recognise(picture: Any, number: int, dpi: int) -> Page:
    """Return the characters and lines of one picture.

    Args:
        picture: PIL image, RGB.
        number: 1-based page number.
        dpi: Pixels per inch.
    """
    import numpy  # noqa: PLC0415 - part of the extra

    from . import engine  # noqa: PLC0415 - they need the extra
    from . import picture as pictures  # noqa: PLC0415

    pixels = pictures.straighten(numpy.asarray(picture)[:, :, ::-1].copy())
    glyphs = engine.glyphs(pixels, dpi)
    return Page(number, glyphs, pictures.find_rules(pixels, dpi, glyphs))


def recognised(number: int) -> Finding:
    """Return the finding that a page was recognised and not read."""
    return left_out(
        "R23",
        f"第 {number} 页是图像，由文字识别读取；请核对数字",
        f"page {number} is a picture and was read by OCR; check its figures",
        page=number,
        severity="warning",
    )


def _open(source: Source) -> Any:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - part of the extra

    Image.MAX_IMAGE_PIXELS = _MAX_PIXELS
    try:
        picture = Image.open(io.BytesIO(source.data))
        picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        kind = sniff(source.data)
        raise InputError(f"{kind.phrase} that is damaged; scan it again", source.name) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise InputError(
            f"the picture is too large ({error}); scan it at 300 dpi", source.name
        ) from error
    return picture


def _resolution(picture: Any) -> int:
    """Return pixels per inch as the file says, else as if the longer side were an A4 page's."""
    stated = int(picture.info.get("dpi", (0, 0))[0])
    if _SCREEN_DPI < stated <= _FINEST_DPI:
        return stated
    return max(int(max(picture.size)) * 10 // _A4_INCHES, _USUAL_DPI // 2)
