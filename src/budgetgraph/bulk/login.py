"""Name and password for a server, Basic or Digest, without sending a body that is refused unread.

A server that asks for a password answers before it has read the body, and closes: of a large one
the client then sees a broken pipe, no question. So the question is asked for with an empty request.
"""

from base64 import b64encode
from urllib.error import HTTPError
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
    urlopen,
)

from budgetgraph.errors import UsageError

_UNAUTHORIZED = 401
_TIMEOUT_SECONDS = 60


class Login:
    """Signs requests.

    Args:
        address: Begin of all addresses that the password is for.
        user: Name.
        password: Password.
    """

    def __init__(self, address: str, user: str, password: str) -> None:
        """Remember the password."""
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, address, user, password)
        self._digest = HTTPDigestAuthHandler(passwords)
        self._basic = b64encode(f"{user}:{password}".encode()).decode()

    def sign(self, request: Request) -> None:
        """Add the answer to what the server asks for a request; nothing where it does not ask.

        Raises:
            UsageError: It asks for something else than Basic or Digest.
            OSError: It does not answer.
        """
        question = _ask(request)
        scheme, _, rest = question.partition(" ")
        if scheme.lower() == "basic":
            request.add_unredirected_header("Authorization", f"Basic {self._basic}")
        elif scheme.lower() == "digest":
            asked = parse_keqv_list(parse_http_list(rest))
            answer = self._digest.get_authorization(request, asked)
            request.add_unredirected_header("Authorization", f"Digest {answer}")
        elif question:
            raise UsageError(
                f"{request.full_url}: asks for {scheme}; only Basic and Digest are known"
            )


def _ask(request: Request) -> str:
    """Return what the server wants to know, empty where it takes the request as it is."""
    # where it is taken after all, it empties a graph that the request replaces
    probe = Request(request.full_url, b"", method=request.get_method())  # noqa: S310
    try:
        with urlopen(probe, timeout=_TIMEOUT_SECONDS):  # noqa: S310
            return ""
    except HTTPError as error:
        with error:
            return error.headers.get("WWW-Authenticate", "") if error.code == _UNAUTHORIZED else ""
