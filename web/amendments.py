"""Changing an answer that one gave: the form again, all that it touches, and keeping it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.amend_answers import AmendAnswers
from engine.errors import AnswersRejected
from engine.forms.posted import act
from engine.queries.amendment_page import amendment_page, amendment_touches
from web import fields
from web.authentication import actor, engine
from web.posted import REASON, SEEN, answers, seen
from web.tokens import FIELD
from web.wording import announce

if TYPE_CHECKING:
    from engine.queries.amendment_page import AmendmentPage

pages = Blueprint("amendments", __name__)
_NOT_CARRIED = frozenset({FIELD, "action"})


@pages.get("/tasks/<task>/amend")
def form(task: str) -> str:
    """The questions of a step that is done, with what was answered."""
    page = engine().ask(amendment_page, actor(), task=task)
    return _form_html(page, page.answers, {})


@pages.post("/tasks/<task>/amend")
def check(task: str) -> ResponseReturnValue:
    """All that the change touches, before it is kept."""
    page = engine().ask(amendment_page, actor(), task=task)
    raw, action = _answers_of(page), request.form.get("action", "continue")
    changed = act(page.form, raw, action)
    if changed is not None:
        return _form_html(page, changed, {})
    if not request.form.get(REASON, "").strip():
        return _form_html(page, raw, {"reason": "Enter why you change it"}), 422
    try:
        touched = engine().ask(amendment_touches, actor(), task=task, answers=raw)
    except AnswersRejected as rejected:
        return _form_html(page, raw, rejected.problems), 422
    return render_template(
        "amendments/check.html", page=page, touched=touched, carried=list(_carried())
    )


@pages.post("/tasks/<task>/amend/keep")
def keep(task: str) -> ResponseReturnValue:
    """Keep the change, and go back to the case."""
    page = engine().ask(amendment_page, actor(), task=task)
    raw = _answers_of(page)
    try:
        reason = request.form.get(REASON, "")
        done = engine().do(AmendAnswers(task, raw, reason, seen()), actor())
    except AnswersRejected as rejected:
        return _form_html(page, raw, rejected.problems), 422
    announce("answer_changed")
    return redirect(url_for("cases.history", reference=done.case), 303)


def _answers_of(page: "AmendmentPage") -> dict[str, object]:
    """The answers as typed; files stay those that were handed in."""
    return answers(page.form, page.answers, uploads=False)


def _carried() -> Iterator[tuple[str, str]]:
    """What was typed, to be sent once more from the page that shows what it touches."""
    for name, text in request.form.items(multi=True):
        if name not in _NOT_CARRIED:
            yield name, text


def _form_html(
    page: "AmendmentPage", raw: Mapping[str, object], problems: Mapping[str, str]
) -> str:
    of_questions = {path: text for path, text in problems.items() if path not in {"", "reason"}}
    summary = fields.summary(page.form, raw, page.facts, of_questions)
    summary += [
        {"text": text, "href": f"#{REASON}"} for path, text in problems.items() if path == "reason"
    ]
    summary += [{"text": text} for path, text in problems.items() if not path]
    return render_template(
        "amendments/form.html",
        page=page,
        drawn=fields.draw(page.form, raw, page.facts, of_questions),
        problems=problems,
        summary=summary,
        reason=request.form.get(REASON, ""),
        seen=request.form.get(SEEN) or page.seen,
    )
