"""What operators read of each refusal: one line, under the reference that its page shows."""

import logging
import traceback
from pathlib import Path
from types import TracebackType

from flask import Flask, g, request
from flask_wtf.csrf import CSRFError

from engine import journal

_EVENTS = {403: "denied", 404: "not-found"}
_MOST_FRAMES = 12
Raised = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def attach(app: Flask) -> None:
    """Give every request a reference, and say where a fault of ours was without what was typed."""
    app.before_request(_begin_request)
    app.context_processor(lambda: {"help_reference": g.get("help_reference", "")})
    app.log_exception = _note_fault  # type: ignore[method-assign]


def note_refusal(status: int, error: Exception) -> None:
    """Writes the line of a refusal: what kind it is and whom it met, not what they typed."""
    event = _EVENTS.get(status, "failed" if status >= 500 else "refused")
    if isinstance(error, CSRFError):
        journal.note(
            "csrf-refused", level=logging.WARNING, why=error.description, **_request_facts()
        )
        return
    kind = type(getattr(error, "original_exception", None) or error).__name__
    level = logging.ERROR if status >= 500 else logging.WARNING
    journal.note(event, level=level, status=status, error=kind, **_request_facts())


def _begin_request() -> None:
    journal.begin()


def _request_facts() -> dict[str, object]:
    actor = g.get("actor")
    return {
        "person": actor.id if actor else "nobody",
        "address": request.remote_addr,
        "method": request.method,
        "path": request.path,
    }


def _note_fault(exc_info: Raised) -> None:
    """The frames alone: the message of an exception may hold what somebody typed."""
    kind, _, trace = exc_info
    frames = [
        f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}:{frame.name}"
        for frame in traceback.extract_tb(trace)[-_MOST_FRAMES:]
    ]
    name = kind.__name__ if kind else "unknown"
    journal.note("fault", level=logging.ERROR, error=name, at=" > ".join(frames))
