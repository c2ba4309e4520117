"""How much of this machine one file may use, and how large its parts may be.

Every limit has a default that real disclosures stay far below; a publisher with a larger file
raises one by name. Readers take the limits as a value, so that the same file under the same limits
always gives the same result.
"""

from dataclasses import dataclass, fields, replace

from .errors import InputError, UsageError

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file. Sizes in bytes, times in seconds, page sizes in points.

    Attributes:
        file_bytes: Size of the file.
        entries: Files inside a zip container (DOCX, XLSX, ODS, archives).
        inflated_bytes: Sum of what they unpack to, counted while unpacking.
        ratio: Unpacked size over packed size of one of them.
        pages: Pages of a PDF, sheets of a workbook, frames of an image.
        page_points: Width and height of a page (the PDF standard allows 14,400).
        page_objects: Drawn paths on one page.
        page_characters: Characters on one page.
        grid_rows: Rows of one ruled table on one page.
        grid_columns: Columns of one ruled table on one page.
        table_rows: Rows of a sheet or of a table without pages.
        table_columns: Columns of a sheet or of a table without pages.
        memory_bytes: Address space of the process that reads the file.
        ocr_memory_bytes: The same while recognising scanned pages.
        seconds: Time to read the file.
        seconds_per_ocr_page: Time added for each page to be recognised.
    """

    file_bytes: int = 50 * MEBIBYTE
    entries: int = 2000
    inflated_bytes: int = 300 * MEBIBYTE
    ratio: int = 200
    pages: int = 800
    page_points: int = 14_400
    page_objects: int = 50_000
    page_characters: int = 200_000
    grid_rows: int = 250
    grid_columns: int = 60
    table_rows: int = 5000
    table_columns: int = 200
    memory_bytes: int = 2048 * MEBIBYTE
    ocr_memory_bytes: int = 6144 * MEBIBYTE
    seconds: int = 60
    seconds_per_ocr_page: int = 30


DEFAULT = Limits()


def parse_limits(settings: dict[str, str], base: Limits = DEFAULT) -> Limits:
    """Return the limits with some of them set by name, e.g. `{"pages": "2000"}`.

    Raises:
        UsageError: An unknown name (the message lists all), or a value that is no positive number.
    """
    names = [field.name for field in fields(Limits)]
    changes: dict[str, int] = {}
    for name, value in settings.items():
        if name not in names:
            raise UsageError(f"no limit is called '{name}'; there are {', '.join(names)}")
        if not value.isascii() or not value.isdigit() or int(value) == 0:
            raise UsageError(f"limit {name}: '{value}' is not a positive whole number")
        changes[name] = int(value)
    return replace(base, **changes)


def check(amount: int, limit: int, what: str, place: str, name: str) -> None:
    """Raise InputError when an amount is over its limit.

    Args:
        amount: How much there is.
        limit: How much may be.
        what: What is counted, e.g. `pages`.
        place: File, with page or sheet where known.
        name: Name of the limit, so that the message can say what to raise.
    """
    if amount > limit:
        raise InputError(
            f"{amount:,} {what}, more than the limit of {limit:,}; "
            f"split the file, or raise the limit {name}",
            place,
        )
