"""From a checked draft to use: what is changed, asking for approval, and giving or refusing it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.propose_definition import ProposeDefinition
from engine.commands.publish_definition import PublishDefinition
from engine.commands.return_proposal import ReturnProposal
from engine.commands.withdraw_proposal import WithdrawProposal
from engine.errors import AnswersRejected, DefinitionRefused
from engine.queries.definition_pages import definition
from engine.queries.version_changes import version_changes
from web.authentication import actor, engine
from web.posted import draft_shown
from web.wording import announce

pages = Blueprint("proposals", __name__)


@pages.get("/definitions/<key>/<int:number>/changes")
def changes(key: str, number: int) -> str:
    """What a version changes, and for whoever may approve it the decision."""
    return _changes_html(key, number, {}, request.args.get("against", type=int))


@pages.post("/definitions/<key>/<int:number>/propose")
def propose(key: str, number: int) -> ResponseReturnValue:
    """Ask for approval of a checked draft."""
    command = ProposeDefinition(key, number, request.form.get("why", ""), draft_shown())
    try:
        engine().do(command, actor())
    except AnswersRejected as refused:
        return _version_html(key, number, refused.problems), 422
    except DefinitionRefused as refused:
        return _version_html(key, number, {"why": str(refused)}), 422
    announce("approval_asked")
    return redirect(url_for("definitions.show", key=key, number=number), 303)


@pages.post("/definitions/<key>/<int:number>/withdraw")
def withdraw(key: str, number: int) -> ResponseReturnValue:
    """Take one's own proposal back."""
    engine().do(WithdrawProposal(key, number), actor())
    announce("proposal_taken_back")
    return redirect(url_for("definitions.show", key=key, number=number), 303)


@pages.post("/definitions/<key>/<int:number>/return")
def send_back(key: str, number: int) -> ResponseReturnValue:
    """Return a proposal with a reason."""
    command = ReturnProposal(key, number, request.form.get("reason", ""), draft_shown())
    try:
        engine().do(command, actor())
    except AnswersRejected as refused:
        return _changes_html(key, number, refused.problems), 422
    announce("proposal_returned")
    return redirect(url_for("definitions.show", key=key, number=number), 303)


@pages.post("/definitions/<key>/<int:number>/publish")
def publish(key: str, number: int) -> ResponseReturnValue:
    """Approve a proposed version and put it into use."""
    draft, instead_of = draft_shown(), request.form.get("instead_of", "")
    remark, told_apart = request.form.get("remark", ""), frozenset(request.form.getlist("apart"))
    try:
        engine().do(PublishDefinition(key, number, draft, instead_of, remark, told_apart), actor())
    except AnswersRejected as refused:
        return _changes_html(key, number, refused.problems), 422
    except DefinitionRefused as refused:
        return _changes_html(key, number, {"publish": str(refused)}), 422
    announce("version_in_use", number=number)
    return redirect(url_for("definitions.show", key=key, number=number), 303)


def _changes_html(
    key: str, number: int, problems: Mapping[str, str], against: int | None = None
) -> str:
    page = engine().ask(version_changes, actor(), key, number, against)
    return render_template("definitions/changes.html", page=page, problems=problems)


def _version_html(key: str, number: int, problems: Mapping[str, str]) -> str:
    page = engine().ask(definition, actor(), key=key, number=number)
    return render_template("definitions/version.html", page=page, problems=problems)
