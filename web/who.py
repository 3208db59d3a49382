"""Who decides for a force on a day: a question that everybody who is signed in may ask."""

from flask import Blueprint, render_template, request

from engine.forms.dates import PARTS, date_parts
from engine.forms.errors import Wrong
from engine.forms.kinds.date import day_in
from engine.queries.who_page import who_page
from web.authentication import actor, engine

pages = Blueprint("who", __name__)


@pages.get("/who-decides")
def index() -> str:
    """The question with its answer, where a force is named."""
    typed: object = request.args.get("on") or {part: request.args.get(part, "") for part in PARTS}
    day, problems = None, {}
    try:
        day = day_in("Day", typed)
    except Wrong as wrong:
        problems["day"] = str(wrong)
    force = "" if problems else request.args.get("force", "")
    page = engine().ask(who_page, actor(), force=force, day=day)
    if page.why_not:
        problems["force"] = page.why_not
    return render_template(
        "who/index.html",
        page=page,
        force=request.args.get("force", ""),
        boxes=date_parts(typed if problems else page.day) or {},
        problems=problems,
    )
