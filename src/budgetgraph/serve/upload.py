"""Files that readers send: never more than allowed, never kept."""

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message


class UploadError(ValueError):
    """An upload that is not taken."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status to answer with."""
        super().__init__(message)
        self.status = status


async def read_body(request: Request, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        UploadError: It has more bytes than allowed.
    """
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > most:
        raise UploadError(413, f"a file may have {most:,} bytes")
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise UploadError(413, f"a file may have {most:,} bytes")
    return bytes(data)


async def read_file(request: Request, most: int) -> tuple[str, bytes, dict[str, str]]:
    """Return name and bytes of the file of a request, and the other fields of its form.

    The file is the field `file` of a form, or the body itself with its name in `?name=`.

    Raises:
        UploadError: No file, an empty one, or one over the limit.
    """
    body = await read_body(request, most)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        if not body:
            raise UploadError(
                400, "the request has no file; send it as the body, or as field 'file'"
            )
        return request.query_params.get("name", "upload"), body, {}

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        form = await Request(request.scope, again).form(max_files=1, max_fields=10)
    except MultiPartException as error:
        raise UploadError(400, f"no form: {error.message}") from error
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise UploadError(400, "the form has no file in the field 'file'")
    data = await file.read()
    await form.close()
    if not data:
        raise UploadError(400, "the file is empty; choose one")
    return file.filename or "upload", data, fields
