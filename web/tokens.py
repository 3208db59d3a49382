"""The token by which a form shows that a page of ours sent it: signed, with keys that may change.

A key of before proves what it signed; what goes out is signed with the newest one.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf

if TYPE_CHECKING:
    from engine.settings import Settings

FIELD, HEADER = "csrf_token", "X-CSRFToken"
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def attach(app: Flask) -> None:
    """Refuse every change that no page of ours asks for."""
    app.config.setdefault("WTF_CSRF_ENABLED", True)
    app.before_request(_check_token)
    app.context_processor(lambda: {FIELD: generate_csrf})
    app.jinja_env.globals[FIELD] = generate_csrf  # for what is imported without its page's context


def fresh_token() -> str:
    """A token that this browser may send with its next form."""
    return str(generate_csrf())


def sent_from_elsewhere() -> bool:
    """Whether the browser says that a page of another site sent this; silence is no evidence."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(origin) and _host_of(str(origin)) != request.host


def _check_token() -> None:
    if not current_app.config["WTF_CSRF_ENABLED"]:
        return
    _sign_anew()
    if request.method not in _CHANGES or not request.endpoint:
        return
    if sent_from_elsewhere():
        raise CSRFError("it was sent by another site's page")
    _must_be_given(request.form.get(FIELD) or request.headers.get(HEADER))


def _must_be_given(token: str | None) -> None:
    settings: Settings = current_app.extensions["settings"]
    why = ""
    for key in (settings.secret_key, *settings.secret_key_old):
        try:
            validate_csrf(token, secret_key=key)
        except ValueError as refusal:
            why = why or str(refusal)
        else:
            return
    raise CSRFError(why)


def _sign_anew() -> None:
    """While an old key is believed, whoever comes by gets a cookie that outlives it."""
    settings: Settings = current_app.extensions["settings"]
    if settings.secret_key_old and FIELD in session:
        session.modified = True


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
