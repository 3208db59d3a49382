"""Whether the service lives and whether people can work with it, for whatever watches over it.

Answered before anything else: no cookie is read, no name asked, no page drawn.
"""

import json
import logging
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from engine.api import Engine
from engine.commands.beat import FROM_THE_PAGES
from engine.errors import EngineError
from engine.queries.readiness import AWAY, CANNOT_SAY, NOT_KNOWN, in_short, readiness

ALIVE = frozenset({"/live", "/health"})
READY = "/ready"
WATCHED = ALIVE | {READY}
OK = "ok"
LOOKED_AT_EVERY = 2.0  # seconds: however many ask, the database is asked no oftener
_log = logging.getLogger("section26.ready")
Answer = tuple[str, str, bytes]  # its status, the kind of its text, and the text


@dataclass(frozen=True, slots=True)
class State:
    """`ok` for what is as it should be, else a sentence for operators."""

    database: str = OK
    schema: str = OK
    worker: str = OK

    @property
    def ready(self) -> bool:
        """Whether people can work."""
        return self == State()


class Watched:
    """Answers what watches over us, and has the pages answer everything else."""

    def __init__(self, engine: Engine, pages: WSGIApplication) -> None:
        self.engine, self.pages = engine, pages
        self._state = State(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)
        self._looked_at = float("-inf")

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Whether we live or are ready; else what the pages answer."""
        path = environ.get("PATH_INFO", "")
        if path not in WATCHED:
            return self.pages(environ, start)
        method = environ["REQUEST_METHOD"]
        status, kind, text = self._answer(path) if method in {"GET", "HEAD"} else _NOT_ALLOWED
        start(status, _response_headers(kind, text))
        return [] if method == "HEAD" else [text]

    def _answer(self, path: str) -> Answer:
        if path in ALIVE:
            return "200 OK", "text/plain; charset=utf-8", b"ok\n"
        state = self._recent_state()
        text = json.dumps({"ready": state.ready, **asdict(state)}, indent=2) + "\n"
        status = "200 OK" if state.ready else "503 Service Unavailable"
        return status, "application/json", text.encode()

    def _recent_state(self) -> State:
        if time.monotonic() - self._looked_at > LOOKED_AT_EVERY:
            self._state = state_of(self.engine)
            self._looked_at = time.monotonic()
        return self._state


def state_of(engine: Engine) -> State:
    """How the database, its schema and the worker are just now; whatever is wrong is told."""
    try:
        return _state_of(engine)
    except Exception:  # noqa: BLE001 - a fault of ours is not ready either, and says so in a line
        _log.exception("it could not be found out whether the service is ready")
        return State(AWAY, NOT_KNOWN, NOT_KNOWN)


def _state_of(engine: Engine) -> State:
    try:
        report = engine.ask(readiness, None)
    except EngineError as trouble:
        return State(in_short(trouble), NOT_KNOWN, NOT_KNOWN)
    state = State(schema=report.schema or OK, worker=report.worker or OK)
    if report.schema or report.written_lately:
        return state
    try:
        engine.do(FROM_THE_PAGES, None)
    except EngineError as trouble:
        return State(in_short(trouble), OK, CANNOT_SAY)
    return state


def _response_headers(kind: str, text: bytes) -> list[tuple[str, str]]:
    return [
        ("Content-Type", kind),
        ("Content-Length", str(len(text))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Allow", "GET, HEAD"),
    ]


_NOT_ALLOWED = ("405 Method Not Allowed", "text/plain; charset=utf-8", b"GET or HEAD\n")
