"""The pages: a Flask application over the engine. A view names one command or one query."""

from typing import TYPE_CHECKING

from flask import Flask

from web import (
    about,
    again,
    amendments,
    authentication,
    cases,
    components,
    definitions,
    drafts,
    errors,
    filters,
    headers,
    incidents,
    letters,
    messages,
    modeller,
    moves,
    noting,
    people,
    proposals,
    register,
    request_limits,
    scans,
    static_assets,
    tasks,
    who,
)
from web.cookies import form_name, token_name
from web.serving.precedence import Precedence

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.settings import Settings

AREAS = (
    about,
    authentication,
    static_assets,
    tasks,
    amendments,
    cases,
    messages,
    letters,
    scans,
    definitions,
    drafts,
    modeller,
    moves,
    proposals,
    register,
    people,
    incidents,
    who,
)
PARTS = (  # in the order in which each looks at a request
    noting,
    headers,
    request_limits,
    authentication,
    again,
    static_assets,
    components,
    errors,
    filters,
)
MEGABYTE = 1024 * 1024


def create_app(engine: "Engine", settings: "Settings") -> Flask:
    """The application that shows *engine* to people, with the settings of this installation."""
    app = Flask(__name__, static_folder=None)
    app.extensions["engine"], app.extensions["settings"] = engine, settings
    app.extensions["precedence"] = Precedence(token_name(settings))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_old),
        SESSION_COOKIE_NAME=form_name(settings),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session it belongs to
        MAX_CONTENT_LENGTH=40 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,
        MAX_FORM_PARTS=5000,
    )
    for part in PARTS:
        part.attach(app)
    for area in AREAS:
        app.register_blueprint(area.pages)
    return app
