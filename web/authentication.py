"""Who is asking: signing in and out, and the door that every other page stands behind."""

import logging
from typing import TYPE_CHECKING, cast

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from engine.commands.renew_sign_in import RenewSignIn
from engine.commands.sign_in import SignIn
from engine.commands.sign_out import SignOut
from engine.commands.stay_signed_in import StaySignedIn
from engine.errors import SignInRefused, TooManyAtOnce, TooManyTries, Unavailable
from engine.journal import reference
from engine.queries.signing_in import SessionLimits, demo_accounts, standing, who
from web import tokens
from web.cookies import give_token, take_token, token_name
from web.presence import Presence
from web.request_limits import must_be_small
from web.serving.precedence import Precedence
from web.wording import notice

if TYPE_CHECKING:
    from engine.api import Engine
    from engine.people.actor import Actor
    from engine.settings import Settings

_log = logging.getLogger("section26.web")
OPEN = frozenset(
    {
        "authentication.sign_in",
        "authentication.do_sign_in",
        "about.accessibility",
        "about.privacy",
        "about.cookies",
        "static_assets.missing",
    }
)
pages = Blueprint("authentication", __name__)


def attach(app: Flask) -> None:
    """Shut every page but the open ones, and guard every form."""
    app.extensions["presence"] = Presence()
    app.before_request(_find_actor)
    app.before_request(_stop_strangers)
    tokens.attach(app)
    app.after_request(_hand_out_token)
    app.context_processor(_people_on_the_page)


def engine() -> "Engine":
    """The engine this application shows."""
    return cast("Engine", current_app.extensions["engine"])


def settings() -> "Settings":
    """The settings of this installation."""
    return cast("Settings", current_app.extensions["settings"])


def presence() -> Presence:
    """Who was here while the records could not be written."""
    return cast("Presence", current_app.extensions["presence"])


def precedence() -> Precedence:
    """Whose page is made first."""
    return cast("Precedence", current_app.extensions["precedence"])


def actor() -> "Actor":
    """Who is signed in; only behind the door."""
    return cast("Actor", g.actor)


@pages.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The sign-in page; straight to work for somebody already signed in."""
    if g.get("actor"):
        return redirect(url_for("tasks.index"), 303)
    return _sign_in_page()


@pages.post("/sign-in")
def do_sign_in() -> ResponseReturnValue:
    """Open a session, or say that these do not match an account."""
    form = request.form
    email, address = form.get("email", "").strip(), request.remote_addr or ""
    until_now = g.get("new_token") or _token()
    password, aside = form.get("password", ""), precedence().aside
    command = SignIn(email, password, address, settings().demo, until_now, aside)
    try:
        token = engine().do(command, None)
    except TooManyAtOnce as crowd:
        headers = {"Retry-After": str(crowd.seconds)}
        return _sign_in_page(problem=str(crowd), email=email), 503, headers
    except TooManyTries as early:
        headers = {"Retry-After": str(early.seconds)}
        return _sign_in_page(problem=str(early), email=email), 429, headers
    except SignInRefused as refused:
        return _sign_in_page(problem=str(refused), email=email), 422
    session.clear()  # a new person gets new form tokens
    g.new_token = token
    return redirect(_next_address(form.get("next", "")), 303)


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Close the session on the server and forget the cookie."""
    engine().do(SignOut(g.get("new_token") or _token()), actor())
    session.clear()
    g.new_token = None
    response = make_response(redirect(url_for("authentication.sign_in"), 303))
    take_token(response)
    return response


def sign_in_again() -> str:
    """The sign-in page for somebody who had it open too long; a password is never shown again."""
    g.again_notice = notice("password_again")
    return _sign_in_page(email=request.form.get("email", "").strip())


def _sign_in_page(problem: str = "", email: str = "") -> str:
    accounts = engine().ask(demo_accounts, None) if settings().demo else ()
    wanted = request.values.get("next", "")
    return render_template(
        "authentication/sign_in.html",
        problem=problem,
        email=email,
        accounts=accounts,
        wanted=wanted,
        help_reference=reference() if problem else "",
        ended="ended" in request.args,
    )


def _find_actor() -> None:
    token = _token()
    g.actor = None
    if not token:
        return
    limits = SessionLimits(settings().idle_minutes, settings().session_hours, demo=settings().demo)
    g.actor = engine().ask(
        who, None, token=token, limits=limits, last_here=presence().last_here(token)
    )
    if g.actor:
        precedence().note(token)
        _keep_going(token)
    else:
        precedence().forget(token)


def _keep_going(token: str) -> None:
    """Keeps that this person is at work, about once a minute; reading goes on where it cannot."""
    now = engine().clock()
    if presence().noted_lately(token, now):
        return
    state = engine().ask(standing, g.actor, token=token)
    if state.seen_lately and not state.other_rights:
        return
    try:
        if state.other_rights:
            g.new_token = engine().do(RenewSignIn(token), g.actor)
        else:
            engine().do(StaySignedIn(token), g.actor)
    except Unavailable:
        _log.warning("the records cannot be written just now: who is at work is only remembered")
        presence().note(token, now)
    else:
        presence().forget(token)


def _hand_out_token(response: Response) -> Response:
    if token := g.get("new_token"):
        precedence().note(token)
        give_token(response, token)
    return response


def _token() -> str:
    return request.cookies.get(token_name(settings()), "")


def _stop_strangers() -> ResponseReturnValue | None:
    if g.actor:
        return None
    if request.endpoint in OPEN:
        must_be_small()
        return None
    if request.method == "GET":
        return redirect(url_for("authentication.sign_in", next=request.full_path.rstrip("?")), 303)
    wanted = request.path if request.endpoint == "tasks.answer" else None
    return redirect(url_for("authentication.sign_in", next=wanted, ended="yes"), 303)


def _next_address(address: str) -> str:
    """Where they were going, when that is a page of ours: a path, never another service's name."""
    path = address.startswith("/") and not address.startswith("//")
    plain = address.isprintable() and "\\" not in address
    return address if path and plain else url_for("tasks.index")


def _people_on_the_page() -> dict[str, object]:
    return {"actor": g.get("actor"), "service_name": settings().service_name}
