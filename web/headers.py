"""What every answer tells the browser to refuse: scripts that are not ours, framing, caching."""

import secrets

from flask import Flask, Response, current_app, g, request

PAGE = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
DRAWN_ATTRIBUTES = "; style-src-attr 'unsafe-inline'"  # bpmn-js sets style attributes as it draws
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
A_YEAR = 31_536_000


def attach(app: Flask) -> None:
    """Give every request its nonce, and every answer its headers."""
    app.before_request(_make_nonce)
    app.after_request(_add_headers)
    app.context_processor(lambda: {"cspNonce": g.get("nonce", "")})


def allow_drawn_attributes() -> None:
    """Let this one page set style attributes: the modeller needs it, nothing else does."""
    g.drawn_attributes = True


def _make_nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)


def _add_headers(response: Response) -> Response:
    policy = PAGE.format(nonce=g.get("nonce", ""))
    if g.get("drawn_attributes"):
        policy += DRAWN_ATTRIBUTES
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(ALWAYS)
    if current_app.extensions["settings"].secure_cookies and request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    return response
