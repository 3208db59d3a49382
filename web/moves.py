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
    found = engine().ask(could_migrate, actor(), key=key, number=number, after=_after())
    return render_template("definitions/migrate.html", found=found)


@pages.post("/definitions/<key>/<int:number>/migrate")
def move(key: str, number: int) -> ResponseReturnValue:
    """Move the cases shown that can; the others are listed again with their reasons."""
    found = engine().ask(could_migrate, actor(), key=key, number=number, after=_after())
    if not found.may_move:
        raise NotAllowed("only a process owner may move cases to another version")
    moved = sum(_moved(one.reference, number) for one in found.able)
    announce("cases_moved", count=moved, number=number)
    after = _after() or None
    return redirect(url_for("moves.show", key=key, number=number, after=after), 303)


def _after() -> int:
    """Where the cases of this page begin."""
    said = request.args.get("after", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _moved(reference: str, number: int) -> bool:
    try:
        engine().do(MigrateCase(reference, number), actor())
    except (DefinitionRefused, Stale):  # somebody acted on it since: the page says how it stands
        return False
    return True
