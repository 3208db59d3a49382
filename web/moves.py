"""Moving running cases to a version of their definition: which can, why not, and the move."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.migrate_case import MigrateCase
from engine.errors import DefinitionRefused, NotAllowed, Stale
from engine.queries.migrating import could_migrate
from web.authentication import actor, engine
from web.wording import announce

pages = Blueprint("moves", __name__)


@pages.get("/definitions/<key>/<int:number>/migrate")
def show(key: str, number: int) -> str:
    """The running cases on older versions: each may move, or why it stays."""
    page = engine().ask(could_migrate, actor(), key=key, number=number, after=_page_start())
    return render_template("definitions/migrate.html", found=page)


@pages.post("/definitions/<key>/<int:number>/migrate")
def move(key: str, number: int) -> ResponseReturnValue:
    """Move the cases shown that can; the others are listed again with their reasons."""
    page = engine().ask(could_migrate, actor(), key=key, number=number, after=_page_start())
    if not page.may_move:
        raise NotAllowed("only a process owner may move cases to another version")
    count = sum(_move_case(case.reference, number) for case in page.able)
    announce("cases_moved", count=count, number=number)
    page_start = _page_start() or None
    return redirect(url_for("moves.show", key=key, number=number, after=page_start), 303)


def _page_start() -> int:
    """Where the cases of this page begin."""
    text = request.args.get("after", "")
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    return 0


def _move_case(reference: str, number: int) -> bool:
    try:
        engine().do(MigrateCase(reference, number), actor())
    except (DefinitionRefused, Stale):  # somebody acted on it since: the page says how it stands
        return False
    return True
