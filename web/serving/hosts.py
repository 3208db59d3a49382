"""Under which names the service answers: a page of another name could be made to act as ours."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not listened on
REFUSAL = (
    b"400 Bad Request\n\nThe service does not answer under this name. "
    b"Its administrator lists the names it has in S26_HOSTS.\n"
)
_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(REFUSAL))),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]


def names_of(hosts: Iterable[str], listens_on: str) -> frozenset[str]:
    """The names the service has: those that were chosen, this machine's, and where it listens."""
    chosen = {host.lower().rstrip(".") for host in (*hosts, listens_on)}
    return LOCAL | (chosen - EVERYWHERE)


class OnlyFor:
    """Lets requests for these names through to the pages, and answers all others with 400."""

    def __init__(self, names: frozenset[str], pages: WSGIApplication) -> None:
        self.names, self.pages = names, pages

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """What the pages answer, or the refusal."""
        if name_in(environ.get("HTTP_HOST", "")) in self.names:
            return self.pages(environ, start)
        start("400 Bad Request", _HEADERS)
        return [REFUSAL]


def name_in(host: str) -> str:
    """The name in a Host header, without port, brackets and the dot at its end."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")
