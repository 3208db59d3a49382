"""The people who may sign in, for administrators."""

from flask import Blueprint, render_template

from engine.queries.people_page import accounts
from web.authentication import actor, engine

pages = Blueprint("people", __name__)


@pages.get("/people")
def index() -> str:
    """Every account, with the roles it holds and where."""
    return render_template("people/list.html", accounts=engine().ask(accounts, actor()))
