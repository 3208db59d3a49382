"""Who decides for a force on a day, and what a day changes: questions about the register."""

from datetime import date

from flask import Blueprint, render_template, request

from engine.errors import NotFound
from engine.forms.dates import PARTS, date_parts
from engine.forms.errors import Wrong
from engine.forms.kinds.date import day_in
from engine.queries.what_changes import what_changes
from engine.queries.who_page import who_page
from web.authentication import actor, engine

pages = Blueprint("who", __name__)


@pages.get("/who-decides")
def index() -> str:
    """The question with its answer, where a force is named."""
    day, problems = _day_asked()
    force = "" if problems else request.args.get("force", "")
    page = engine().ask(who_page, actor(), force=force, day=day)
    if page.why_not:
        problems["force"] = page.why_not
    return render_template(
        "who/index.html",
        page=page,
        force=request.args.get("force", ""),
        boxes=_boxes(page.day, problems),
        problems=problems,
    )


@pages.get("/what-changes")
def changes() -> str:
    """What is other on a day than on the day before, or in a draft than in what is in use."""
    day, problems = _day_asked()
    found = engine().ask(what_changes, actor(), day=day, number=_draft_asked())
    return render_template(
        "who/changes.html",
        found=found,
        boxes=_boxes(found.day, problems),
        problems=problems,
    )


def _draft_asked() -> int | None:
    number = request.args.get("register", "")
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        raise NotFound(f"there is no register with the number {number[:20]}")
    return int(number)


def _typed() -> object:
    return request.args.get("on") or {part: request.args.get(part, "") for part in PARTS}


def _day_asked() -> tuple[date | None, dict[str, str]]:
    """The day that was typed, if any, or the problem at its boxes."""
    try:
        return day_in("Day", _typed()), {}
    except Wrong as wrong:
        return None, {"day": str(wrong)}


def _boxes(day: date, problems: dict[str, str]) -> dict[str, str]:
    return date_parts(_typed() if "day" in problems else day) or {}
