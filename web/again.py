"""A form whose token is of before, shown again: all that was typed, a fresh token, nothing done.

It was open while the service was started anew or its key was changed, or somebody signed in again
in another window. Whatever form it is can be sent again; those with much in them are as they were.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, g, render_template, request, url_for

from engine.errors import EngineError
from web.authentication import sign_in_again
from web.conflict import typed
from web.tokens import FIELD
from web.wording import notice

SECRET = frozenset({FIELD, "password"})  # never shown again
Shown = Callable[..., str | None]
_as_they_were: dict[str, Shown] = {"authentication.do_sign_in": sign_in_again}


def attach(app: Flask) -> None:
    """Let every page say that it is shown again."""
    app.context_processor(lambda: {"again_notice": g.get("again_notice", "")})


def as_it_was(endpoint: str) -> Callable[[Shown], Shown]:
    """Marks what shows the page of a form again, for *endpoint*; it may give None, and not know."""

    def mark(show: Shown) -> Shown:
        _as_they_were[endpoint] = show
        return show

    return mark


def shown_again() -> str:
    """The page with the form that was sent, for a form that no other site's page sent."""
    files = any(file.filename for file in request.files.values())
    g.again_notice = notice("not_sent_yet", files=files)
    return _page_as_it_was() or _any_form()


def _page_as_it_was() -> str | None:
    show = _as_they_were.get(request.endpoint or "")
    if show is None:
        return None
    try:
        return show(**_view_args())
    except EngineError:  # the page is no longer there, or no longer theirs: what they typed is
        return None


def _any_form() -> str:
    g.again_notice = ""  # the page itself says it
    hidden = [(name, text) for name, text in request.form.items(multi=True) if name not in SECRET]
    return render_template(
        "errors/send_again.html",
        address=_address_with_query(),
        hidden=hidden,
        file_names=_chosen_file_names(),
        typed=typed(),
    )


def _chosen_file_names() -> dict[str, list[str]]:
    """The names of the files that were chosen, by the name of their input."""
    chosen: dict[str, list[str]] = {}
    for name, file in request.files.items(multi=True):
        if file.filename:
            chosen.setdefault(name, []).append(file.filename)
    return chosen


def _address_with_query() -> str:
    path, query = url_for(request.endpoint or "", **_view_args()), request.query_string
    return f"{path}?{query.decode(errors='replace')}" if query else path


def _view_args() -> Mapping[str, Any]:
    return request.view_args or {}
