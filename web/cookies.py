"""The two cookies of the service: what they are called, and what a browser is told about them."""

from typing import TYPE_CHECKING

from flask import Response, current_app

if TYPE_CHECKING:
    from engine.settings import Settings

_TOKEN, _FORM = "s26", "s26_form"
# A browser takes a cookie of such a name only over HTTPS, for this host alone and all of its pages:
# no neighbouring service, and nobody who meddles with plain HTTP, can set it for us.
_HOST = "__Host-"


def token_name(settings: "Settings") -> str:
    """The cookie that holds the token of a sign-in."""
    return f"{_HOST}{_TOKEN}" if settings.secure_cookies else _TOKEN


def form_name(settings: "Settings") -> str:
    """The cookie that says which forms were given to this browser."""
    return f"{_HOST}{_FORM}" if settings.secure_cookies else _FORM


def give_token(response: Response, token: str) -> None:
    """Has the browser keep the token until it is closed."""
    settings = _settings()
    response.set_cookie(
        token_name(settings),
        token,
        httponly=True,
        samesite="Lax",
        secure=settings.secure_cookies,
    )


def take_token(response: Response) -> None:
    """Has the browser forget the token."""
    settings = _settings()
    response.delete_cookie(
        token_name(settings), httponly=True, samesite="Lax", secure=settings.secure_cookies
    )


def _settings() -> "Settings":
    settings: Settings = current_app.extensions["settings"]
    return settings
