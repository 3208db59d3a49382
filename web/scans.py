"""A scan of a signed letter: beside the letter, to be compared and confirmed by name."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.confirm_scan import ConfirmScan
from engine.commands.discard_scan import DiscardScan
from engine.errors import AnswersRejected
from engine.queries.scan_page import scan_page, scan_picture
from web.authentication import actor, engine
from web.downloads import picture
from web.tasks import after
from web.wording import announce

pages = Blueprint("scans", __name__)


@pages.get("/letters/<int:letter>/scan")
def show(letter: int) -> str:
    """The letter as issued and the scan that came back, side by side."""
    return _scan_html(letter, {})


@pages.get("/letters/<int:letter>/scan/<int:number>")
def page(letter: int, number: int) -> ResponseReturnValue:
    """One page of the scan as a picture."""
    return picture(engine().ask(scan_picture, actor(), letter_id=letter, number=number))


@pages.post("/letters/<int:letter>/scan")
def confirm(letter: int) -> ResponseReturnValue:
    """Take the scan as the signed copy, as somebody says by name that its words are the same."""
    stated = "compared" in request.form.getlist("stated")
    sha256, name = request.form.get("sha256", ""), request.form.get("name", "")
    try:
        outcome = engine().do(ConfirmScan(letter, sha256, stated, name), actor())
    except AnswersRejected as rejected:
        return _scan_html(letter, rejected.problems), 422
    if outcome.to_sign:
        announce("scan_in_another_waits")
    return after(outcome, "scan_in")


@pages.post("/letters/<int:letter>/scan/away")
def away(letter: int) -> ResponseReturnValue:
    """Put the scan away; the letter waits for another."""
    task = engine().do(DiscardScan(letter), actor())
    announce("scan_put_away")
    return redirect(url_for("tasks.sign", task=task), 303)


def _scan_html(letter: int, problems: Mapping[str, str]) -> str:
    page = engine().ask(scan_page, actor(), letter_id=letter)
    return render_template("letters/scan.html", page=page, problems=problems, typed=request.form)
