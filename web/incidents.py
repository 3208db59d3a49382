"""The steps that could not be done, for those who put them right."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.resolve_incident import ResolveIncident
from engine.commands.retry_incident import RetryIncident
from engine.errors import AnswersRejected
from engine.queries.incidents import incident_page, incidents
from web.again import as_it_was
from web.authentication import actor, engine
from web.wording import announce

pages = Blueprint("incidents", __name__)


@pages.get("/incidents")
def index() -> str:
    """What waits to be put right, and what was."""
    return render_template("incidents/list.html", found=engine().ask(incidents, actor()))


@pages.get("/incidents/<int:incident>")
def show(incident: int) -> str:
    """One incident: its cause, and what can be done about it."""
    return _incident_html(incident, {})


@pages.post("/incidents/<int:incident>/retry")
def retry(incident: int) -> ResponseReturnValue:
    """Let the step be tried again."""
    reference = engine().do(RetryIncident(incident), actor())
    announce("incident_to_be_retried", reference=reference)
    return redirect(url_for("incidents.index"), 303)


@pages.post("/incidents/<int:incident>/resolve")
def resolve(incident: int) -> ResponseReturnValue:
    """Close it, with what was done about it."""
    try:
        reference = engine().do(ResolveIncident(incident, request.form.get("note", "")), actor())
    except AnswersRejected as rejected:
        return _incident_html(incident, rejected.problems), 422
    announce("incident_closed", reference=reference)
    return redirect(url_for("incidents.index"), 303)


@as_it_was("incidents.resolve")
def _resolve_again(incident: int) -> str | None:
    page = engine().ask(incident_page, actor(), number=incident)
    if page.row.status != "open" or page.may:
        return None
    return _incident_html(incident, {})


def _incident_html(incident: int, problems: Mapping[str, str]) -> str:
    page = engine().ask(incident_page, actor(), number=incident)
    typed = request.form.get("note", "")
    return render_template("incidents/incident.html", page=page, problems=problems, typed=typed)
