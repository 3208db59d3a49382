"""The body of a request as the engine takes it: answers, uploads, and the revision of the page."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import request

from engine.errors import Stale
from engine.forms.posted import decode, keep_files
from web.wording import problem

if TYPE_CHECKING:
    from engine.forms.fields import Form

SEEN, REASON = "amend_seen", "amend_reason"  # beside the questions of the form
FALLBACK_TYPE = "application/octet-stream"


def answers(
    form: "Form | None", kept_answers: Mapping[str, object], *, uploads: bool = True
) -> dict[str, object]:
    """The answers as typed, with the files handed in before where no new one was.

    Without *uploads*, new files are left out: for a page that cannot give them back to the browser.
    """
    if form is None:
        return {}
    handed_in = request.files.items() if uploads else ()
    files = {
        name: (file.filename or "", file.read(), file.mimetype or FALLBACK_TYPE)
        for name, file in handed_in
    }
    posted = {name: request.form.getlist(name) for name in request.form}
    return keep_files(form, decode(form, posted, files), kept_answers)


def revision() -> int:
    """The revision of the task that the page showed; Stale when it did not say."""
    return _number("revision")


def _number(name: str) -> int:
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Stale(problem("revision_missing"))
    return int(text)


def seen() -> int:
    """The newest fact that the page showed; Stale when it did not say."""
    return _number(SEEN)


def draft_shown() -> str:
    """The identity of the draft that the page showed; Stale when it did not say."""
    identity = request.form.get("draft") or request.headers.get("If-Match", "").strip('"')
    if not identity:
        raise Stale(problem("revision_missing"))
    return identity


def uploads(name: str) -> dict[str, bytes]:
    """Every file handed in under a name, by its own name."""
    chosen = [file for file in request.files.getlist(name) if file.filename]
    return {str(file.filename): file.read() for file in chosen}
