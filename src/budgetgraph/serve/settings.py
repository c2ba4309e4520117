"""What an operator may set, with defaults that are safe on an open machine."""

from dataclasses import dataclass

from ..limits import MEBIBYTE


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the server. Times in seconds, sizes in bytes.

    Attributes:
        store: Folder of the store.
        public_url: Address under which people reach the server, without a slash at the end; empty
            where the server only knows what the browser asks for.
        prefix: Path under which a proxy shows the server, e.g. `/budget`.
        workers: Processes that answer queries.
        query_seconds: Time for one query.
        query_rows: Rows of one answer.
        query_bytes: Size of one answer.
        query_memory: Memory that a worker may take beyond what it starts with.
        queue: Queries that may wait for a worker; the next is told to come back.
        upload_bytes: Size of a file to be validated.
        upload_seconds: Time to validate one.
        body_seconds: Time for the body of a request to arrive.
        requests_per_minute: From one address; 0 for no limit.
        trust_proxy: Take the reader's address from the proxy's X-Forwarded-For.
        sources: Folder of the files that were built, for pictures of cells; empty for none.
        allow_service: Let queries call other endpoints.
    """

    store: str
    public_url: str = ""
    prefix: str = ""
    workers: int = 3
    query_seconds: int = 20
    query_rows: int = 100_000
    query_bytes: int = 64 * MEBIBYTE
    query_memory: int = 1024 * MEBIBYTE
    queue: int = 32
    upload_bytes: int = 20 * MEBIBYTE
    upload_seconds: int = 90
    body_seconds: int = 120
    requests_per_minute: int = 600
    trust_proxy: bool = False
    allow_service: bool = False
    sources: str = ""
