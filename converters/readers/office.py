"""Reader of DOC, WPS, RTF and one-file XML: LibreOffice makes DOCX or XLSX of them first.

LibreOffice runs without window, macros and linked files, with a profile of its own that is thrown
away, inside the limits of this process; when it hangs, it ends with the process.
"""

import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from budgetgraph.contract import Source
from budgetgraph.errors import InputError
from budgetgraph.limits import DEFAULT, Limits
from budgetgraph.model import Document
from budgetgraph.sniff import Kind, sniff

from . import docx, xlsx

PRIORITY = 50
UNTRUSTED = True

# Kind -> suffix that LibreOffice expects, format to convert to, media type.
_KINDS = {
    "doc": (".doc", "docx", "application/msword"),
    "rtf": (".rtf", "docx", "application/rtf"),
    "word-xml": (".xml", "docx", "application/xml"),
    "excel-xml": (".xml", "xlsx", "application/xml"),
}
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_CAUTIOUS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def identify(source: Source) -> bool:
    """Return whether the bytes are a format that LibreOffice has to convert first."""
    return sniff(source.data).word in _KINDS


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Return paragraphs and grids of the converted document.

    Raises:
        InputError: LibreOffice is not installed, or cannot open the file; then as DOCX and XLSX.
    """
    kind = sniff(source.data)
    _, target, media_type = _KINDS[kind.word]
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise InputError(
            f"the file is {kind.phrase}; install LibreOffice (soffice) to read it, "
            f"or save it as {target.upper()}",
            source.name,
        )
    with tempfile.TemporaryDirectory(prefix="budgetgraph-") as folder:
        data = _convert(program, Path(folder), source, kind, limits)
    converted = Source(source.name, data)
    document = docx.read(converted, limits) if target == "docx" else xlsx.read(converted, limits)
    checksum = hashlib.sha256(source.data).hexdigest()
    return replace(document, media_type=media_type, reader="office", sha256=checksum)


def _convert(program: str, folder: Path, source: Source, kind: Kind, limits: Limits) -> bytes:
    suffix, target, _ = _KINDS[kind.word]
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_CAUTIOUS, "utf-8")
    original = folder / f"document{suffix}"
    original.write_bytes(source.data)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        str(original),
    ]
    try:
        subprocess.run(  # noqa: S603 - found on the path, arguments are ours
            command, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"LibreOffice did not open {kind.phrase} within {limits.seconds} seconds; "
            f"save it as {target.upper()}",
            source.name,
        ) from error
    result = folder / "out" / f"document.{target}"
    if not result.is_file():
        raise InputError(
            f"LibreOffice cannot open {kind.phrase}: it is damaged or locked; "
            f"save it as {target.upper()}",
            source.name,
        )
    return result.read_bytes()
