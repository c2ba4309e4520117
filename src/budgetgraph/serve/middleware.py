"""Around every request: the path under a proxy, limits, safe headers, the log, the counts."""

import asyncio
import logging
import time
from collections import OrderedDict

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings
from .state import State

_LOG = logging.getLogger("budgetgraph.access")
_MINUTE = 60
_ADDRESSES = 10_000
_MAX_URL = 16_384
_HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_OPEN = (b"access-control-allow-origin", b"*")  # the data are public; no cookie gives any right


class _SlowError(Exception):
    """A body that does not come to its end."""


class Around:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, settings: Settings, state: State) -> None:
        """Keep the application and what was set."""
        self._app = app
        self._settings = settings
        self._state = state
        self._visits: OrderedDict[str, tuple[int, int]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = self._strip_prefix(scope)
        started = time.monotonic_ns()
        status = 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                names = {name.lower() for name, _ in message["headers"]}
                extra = [item for item in (*_HEADERS, _OPEN) if item[0] not in names]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        refusal = self._refuse(scope)
        try:
            if refusal:
                await _tell(answer, *refusal)
            else:
                await self._app(scope, self._patient(receive), answer)
        except _SlowError:
            await _tell(answer, 408, "the request did not arrive in time; try again")
        finally:
            self._state.count(f"requests_{status // 100}xx")
            took = (time.monotonic_ns() - started) // 1_000_000
            # neither address nor query: what people look for is their own business
            _LOG.info("%s %s %d %d ms", scope["method"], _shown(scope["path"]), status, took)

    def _patient(self, receive: Receive) -> Receive:
        """Return the receiver of a request that waits only so long for the end of its body."""
        deadline = asyncio.get_running_loop().time() + self._settings.body_seconds
        complete = False

        async def take() -> Message:
            nonlocal complete
            if complete:  # from here on it tells when the reader goes away
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise _SlowError from error
            complete = not message.get("more_body", False)
            return message

        return take

    def _strip_prefix(self, scope: Scope) -> Scope:
        """Return the scope without the proxy's prefix, which it may take away or not; who asks."""
        prefix = self._settings.prefix
        path = scope["path"]
        raw = scope.get("raw_path") or path.encode()
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            path = path[len(prefix) :] or "/"
            raw = raw[len(prefix.encode()) :] or b"/"
        return {
            **scope,
            "path": path,
            "raw_path": raw,
            "root_path": "",
            "budgetgraph.prefix": prefix,
            "budgetgraph.address": self._address(scope),
        }

    def _refuse(self, scope: Scope) -> tuple[int, str] | None:
        """Return status and message where a request is refused before anyone looks at it."""
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _MAX_URL:
            return 414, "the address is too long; send the query as POST"
        limit = self._settings.requests_per_minute
        if (
            limit
            and scope["path"] != "/health"
            and self._visit(scope["budgetgraph.address"]) > limit
        ):
            return 429, "too many requests in a minute; wait a little"
        return None

    def _visit(self, address: str) -> int:
        """Return how many requests an address has sent in this minute, this one included."""
        minute = int(time.monotonic()) // _MINUTE
        before, count = self._visits.pop(address, (minute, 0))
        count = count + 1 if before == minute else 1
        self._visits[address] = (minute, count)
        while len(self._visits) > _ADDRESSES:
            self._visits.popitem(last=False)
        return count

    def _address(self, scope: Scope) -> str:
        if self._settings.trust_proxy:
            for name, value in scope["headers"]:
                if name == b"x-forwarded-for":
                    return str(value.decode("latin-1").rpartition(",")[2].strip())
        return str((scope.get("client") or ("",))[0])


def _shown(path: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in path[:200])


async def _tell(send: Send, status: int, message: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 429:  # noqa: PLR2004  Too Many Requests
        headers.append((b"retry-after", str(_MINUTE).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{message}\n".encode()})
