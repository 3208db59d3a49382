"""A letter: what it is, the document as issued, the signed copy, and handing that copy in."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.reissue_letter import ReissueLetter
from engine.commands.sign_letter import SignLetter
from engine.errors import AnswersRejected, CopyRefused, NotFound
from engine.queries.letter_page import letter_file, letter_page
from web.authentication import actor, engine
from web.downloads import attachment
from web.posted import uploads
from web.tasks import after, sign_page
from web.wording import announce, problem

CONFIRMED = {"signed", "same"}
pages = Blueprint("letters", __name__)


@pages.get("/letters/<int:letter>")
def show(letter: int) -> str:
    """What a letter is, who signs it, and its fingerprint."""
    page = engine().ask(letter_page, actor(), letter_id=letter)
    return render_template("letters/letter.html", page=page)


@pages.get("/letters/<int:letter>/file")
def issued(letter: int) -> ResponseReturnValue:
    """The Word document as it was issued."""
    return attachment(engine().ask(letter_file, actor(), letter_id=letter, which="issued"))


@pages.get("/letters/<int:letter>/signed")
def signed(letter: int) -> ResponseReturnValue:
    """The signed copy as it came back."""
    return attachment(engine().ask(letter_file, actor(), letter_id=letter, which="signed"))


@pages.post("/letters/<int:letter>/sign")
def sign(letter: int) -> ResponseReturnValue:
    """Take the signed copy back."""
    page = engine().ask(letter_page, actor(), letter_id=letter)
    if page.task is None:
        raise NotFound("this letter does not wait for a signature")
    problems = _problems_of_signing(letter) if page.brief.status == "issued" else {}
    if problems:
        return sign_page(page.task, problems), 422
    name, content = next(iter(uploads("signed").items()), ("", b""))
    try:
        outcome = engine().do(SignLetter(letter, name, content), actor())
    except CopyRefused as refused:
        problems = {f"signed-{letter}": str(refused)}
        return sign_page(page.task, problems, {letter: refused}), 422
    if outcome.to_compare:
        return redirect(url_for("scans.show", letter=letter), 303)
    if outcome.to_sign:
        announce("letter_in_another_waits")
    return after(outcome, "letter_in")


@pages.post("/letters/<int:letter>/again")
def again(letter: int) -> ResponseReturnValue:
    """Write the letter again from what the case knows now."""
    page = engine().ask(letter_page, actor(), letter_id=letter)
    try:
        outcome = engine().do(ReissueLetter(letter, request.form.get("reason", "")), actor())
    except AnswersRejected as rejected:
        return sign_page(str(page.task), rejected.problems), 422
    announce("letter_written_again")
    return after(outcome)


def _problems_of_signing(letter: int) -> dict[str, str]:
    problems = {}
    if not any(file.filename for file in request.files.getlist("signed")):
        problems[f"signed-{letter}"] = problem("no_signed_letter")
    if not CONFIRMED.issubset(request.form.getlist("confirm")):
        problems[f"confirm-{letter}"] = problem("statements_missing")
    return problems
