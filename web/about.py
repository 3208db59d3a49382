"""The pages around the work: the front door, what it promises."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.authentication import settings
from web.cookies import form_name, token_name

pages = Blueprint("about", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """The front page is a person's tasks."""
    return redirect(url_for("tasks.index"), 302)


@pages.get("/accessibility")
def accessibility() -> str:
    """How accessible the service is."""
    return render_template("about/accessibility.html")


@pages.get("/privacy")
def privacy() -> str:
    """What is kept about the people who use it."""
    return render_template("about/privacy.html")


@pages.get("/cookies")
def cookies() -> str:
    """The two cookies there are."""
    token, form = token_name(settings()), form_name(settings())
    return render_template("about/cookies.html", token_cookie=token, form_cookie=form)
