"""Process definitions to read: what is in use, each version, its files and what a check found."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.queries.approvals import waiting_for_approval
from engine.queries.definition_pages import bundle, definition, definition_file, definitions
from engine.queries.marked_letter import marked_letter
from web.authentication import actor, engine
from web.downloads import attachment, inline_xml

pages = Blueprint("definitions", __name__)


def definitions_page(problems: Mapping[str, str]) -> str:
    """The list of definitions, with what was wrong with files handed in."""
    return render_template(
        "definitions/list.html",
        found=engine().ask(definitions, actor()),
        waiting=engine().ask(waiting_for_approval, actor()),
        problems=problems,
    )


@pages.get("/definitions")
def index() -> str:
    """The processes there are, the version in use and the drafts."""
    return definitions_page({})


@pages.get("/definitions/<key>/<int:number>")
def show(key: str, number: int) -> str:
    """One version: its diagrams, steps in words, files and findings."""
    page = engine().ask(definition, actor(), key=key, number=number)
    return render_template("definitions/version.html", page=page, problems={})


@pages.get("/definitions/<key>/<int:number>/files/<path:path>")
def file(key: str, number: int, path: str) -> ResponseReturnValue:
    """A file of a version, byte for byte."""
    bundle_file = engine().ask(definition_file, actor(), key=key, number=number, path=path)
    return inline_xml(bundle_file.content) if path.endswith(".bpmn") else attachment(bundle_file)


@pages.get("/definitions/<key>/<int:number>/letters/<code>/marked.docx")
def marked(key: str, number: int, code: str) -> ResponseReturnValue:
    """A letter of a version with a comment at each place where something is wrong."""
    return attachment(engine().ask(marked_letter, actor(), key=key, number=number, code=code))


@pages.get("/definitions/<key>/<int:number>/bundle.zip")
def zipped(key: str, number: int) -> ResponseReturnValue:
    """Every file of a version, in one zip."""
    return attachment(engine().ask(bundle, actor(), key=key, number=number))
