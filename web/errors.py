"""From a refusal to a status and a page: one dictionary for the engine's, one for the web's own."""

from collections.abc import Mapping
from typing import cast

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from engine.errors import (
    AnswersRejected,
    BackupRefused,
    CaseDamaged,
    CopyRefused,
    DatabaseNotReady,
    DefinitionRefused,
    DiagramFailed,
    DiagramRefused,
    EngineError,
    ForceEnded,
    LetterLacks,
    NotAllowed,
    NotFound,
    ProofRefused,
    SettingsRefused,
    SignInRefused,
    Stale,
    StoryFailed,
    TemplateRefused,
    TooManyAtOnce,
    TooManyTries,
    Unavailable,
    UploadRefused,
)
from engine.journal import reference
from web.again import shown_again
from web.conflict import case_here, typed
from web.noting import note_refusal
from web.tokens import fresh_token, sent_from_elsewhere
from web.wording import problem

PAGES: Mapping[type[EngineError], tuple[int, str]] = {
    NotFound: (404, "errors/not_found.html"),
    ForceEnded: (409, "errors/refused.html"),
    NotAllowed: (403, "errors/not_allowed.html"),
    Stale: (409, "errors/stale.html"),
    TooManyAtOnce: (503, "errors/refused.html"),
    TooManyTries: (429, "errors/refused.html"),
    SignInRefused: (422, "errors/refused.html"),
    AnswersRejected: (422, "errors/answers.html"),
    LetterLacks: (409, "errors/letter_lacks.html"),
    TemplateRefused: (409, "errors/letter_failed.html"),
    UploadRefused: (422, "errors/refused.html"),
    CopyRefused: (422, "errors/refused.html"),
    DiagramRefused: (422, "errors/refused.html"),
    DefinitionRefused: (422, "errors/refused.html"),
    CaseDamaged: (409, "errors/case_damaged.html"),
    DiagramFailed: (500, "errors/diagram_failed.html"),
    StoryFailed: (500, "errors/failed.html"),
    Unavailable: (503, "errors/unavailable.html"),
    DatabaseNotReady: (503, "errors/unavailable.html"),
    BackupRefused: (500, "errors/failed.html"),
    ProofRefused: (500, "errors/failed.html"),
    SettingsRefused: (500, "errors/failed.html"),
    EngineError: (500, "errors/failed.html"),
}
HELD_UP = (Stale, LetterLacks, TemplateRefused, DiagramFailed)  # pages that lead to the case
PLAIN = {
    400: "errors/bad_request.html",
    404: "errors/not_found.html",
    405: "errors/method.html",
    413: "errors/too_large.html",
}


def attach(app: Flask) -> None:
    """Answer every refusal with its page."""
    app.register_error_handler(EngineError, _answer_refusal)
    app.register_error_handler(CSRFError, _answer_expired_form)
    app.register_error_handler(HTTPException, _answer_http_error)


def wants_json() -> bool:
    """Whether a script asked, and will read the sentence itself."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def _answer_refusal(error: Exception) -> Response:
    refusal = cast("EngineError", error)
    kinds = (kind for kind in type(refusal).__mro__ if kind in PAGES)
    status, template = PAGES[next(kinds, EngineError)]
    return _render_error(status, template, str(refusal), refusal)


def _answer_expired_form(error: Exception) -> Response:
    if sent_from_elsewhere():
        return _render_error(400, "errors/expired.html", problem("sent_from_elsewhere"), error)
    note_refusal(400, error)
    g.help_reference = reference()
    if wants_json():
        answer = {
            "problem": problem("save_again"),
            "reference": reference(),
            "csrf_token": fresh_token(),
        }
        return make_response(jsonify(answer), 400)
    return make_response(shown_again(), 400)


def _answer_http_error(error: Exception) -> Response:
    http_error = cast("HTTPException", error)
    code = http_error.code or 500
    if code < 400:
        return cast("Response", http_error.get_response())
    template = PLAIN.get(code, "errors/failed.html" if code >= 500 else "errors/bad_request.html")
    response = _render_error(code, template, http_error.description or "", http_error)
    if isinstance(allowed := getattr(http_error, "valid_methods", None), list):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _render_error(status: int, template: str, sentence: str, error: Exception) -> Response:
    note_refusal(status, error)
    help_reference = reference()
    if wants_json():
        return make_response(jsonify(problem=sentence, reference=help_reference), status)
    place = {"reference": case_here(), "typed": typed()} if isinstance(error, HELD_UP) else {}
    page = render_template(
        template, sentence=sentence, error=error, help_reference=help_reference, **place
    )
    return make_response(page, status)
