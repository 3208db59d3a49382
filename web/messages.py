"""Telling a case something it waits for: the page of a message, and sending it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.send_message import SendMessage
from engine.errors import AnswersRejected
from engine.forms.posted import act
from engine.queries.message_page import message_page
from web import fields
from web.again import as_it_was
from web.authentication import actor, engine
from web.posted import answers
from web.wording import announce

if TYPE_CHECKING:
    from engine.queries.message_page import MessagePage

pages = Blueprint("messages", __name__)


@pages.get("/cases/<reference>/messages/<path:name>")
def form(reference: str, name: str) -> str:
    """What a message asks of whoever sends it."""
    return _message_html(
        engine().ask(message_page, actor(), reference=reference, name=name), {}, {}
    )


@pages.post("/cases/<reference>/messages/<path:name>")
def send(reference: str, name: str) -> ResponseReturnValue:
    """Tell the case; or show again what was typed, with a row more or less."""
    page = engine().ask(message_page, actor(), reference=reference, name=name)
    raw = answers(page.form, {})
    changed = act(page.form, raw, request.form.get("action", "send")) if page.form else None
    if changed is not None:
        return _message_html(page, changed, {})
    try:
        engine().do(SendMessage(reference, name, raw), actor())
    except AnswersRejected as rejected:
        return _message_html(page, raw, rejected.problems), 422
    announce("case_told", title=page.title)
    return redirect(url_for("cases.show", reference=reference), 303)


@as_it_was("messages.send")
def _send_again(reference: str, name: str) -> str:
    page = engine().ask(message_page, actor(), reference=reference, name=name)
    return _message_html(page, answers(page.form, {}, uploads=False), {})


def _message_html(page: "MessagePage", raw: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    # nothing is kept before it is sent, so that a file has to be chosen again
    html = fields.draw(page.form, raw, page.facts, problems) if page.form else ""
    summary = fields.summary(page.form, raw, page.facts, problems) if page.form else []
    return render_template(
        "messages/message.html", page=page, drawn=html, summary=summary, problems=problems
    )
