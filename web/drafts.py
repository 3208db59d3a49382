"""Changing a definition: a draft is handed in, edited, checked or discarded."""

import json
from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.check_definition import CheckDefinition
from engine.commands.discard_draft import DiscardDraft
from engine.commands.save_diagram import SaveDiagram
from engine.commands.upload_draft import UploadDraft
from engine.errors import DefinitionRefused, DiagramRefused, UploadRefused
from engine.forms.read import not_json
from engine.queries.definition_pages import definition, definition_file
from web.again import as_it_was
from web.authentication import actor, engine
from web.definitions import definitions_page
from web.posted import draft_shown, uploads
from web.wording import announce, problem

TEXT = (".form", ".dmn")
FOLDERS = {"form": "forms/", "dmn": "decisions/", "docx": "letters/"}
pages = Blueprint("drafts", __name__)


@pages.post("/definitions/<key>/upload")
def upload(key: str) -> ResponseReturnValue:
    """Hand in files as a draft: they go over the version in use."""
    files = uploads("files")
    if not files:
        return _list_with_problems({"files": problem("no_files")})
    try:
        draft = engine().do(UploadDraft(key, files, request.form.get("note", "")), actor())
    except (UploadRefused, DiagramRefused, DefinitionRefused) as refused:
        return _list_with_problems({"files": str(refused)})
    if draft.key != key:
        announce("draft_of_another", made=draft.key, asked=key)
    announce("draft_handed_in")
    if draft.register is not None:
        announce("register_handed_in", number=draft.register)
    return redirect(url_for("definitions.show", key=draft.key, number=draft.number), 303)


@pages.post("/definitions/<key>/draft")
def copy(key: str) -> ResponseReturnValue:
    """Make a draft that begins as a copy of the version in use."""
    draft = engine().do(UploadDraft(key, {}, request.form.get("note", "")), actor())
    announce("draft_copied")
    return redirect(url_for("definitions.show", key=draft.key, number=draft.number), 303)


@pages.post("/definitions/<key>/<int:number>/check")
def check(key: str, number: int) -> ResponseReturnValue:
    """Check a draft for problems; its page shows what was found."""
    engine().do(CheckDefinition(key, number), actor())
    return redirect(url_for("definitions.show", key=key, number=number, _anchor="findings"), 303)


@pages.post("/definitions/<key>/<int:number>/discard")
def discard(key: str, number: int) -> ResponseReturnValue:
    """Discard a draft for good."""
    try:
        engine().do(DiscardDraft(key, number), actor())
    except DefinitionRefused as refused:
        return _version_with_problems(key, number, {"discard": str(refused)})
    announce("draft_discarded", number=number)
    return redirect(url_for("definitions.index"), 303)


@pages.post("/definitions/<key>/<int:number>/add")
def add_file(key: str, number: int) -> ResponseReturnValue:
    """Put a file in a draft, over the one of the same name where there is one."""
    name, content = next(iter(uploads("file").items()), ("", b""))
    if not name:
        return _version_with_problems(key, number, {"file": problem("no_file")})
    page = engine().ask(definition, actor(), key=key, number=number)
    path = place_of(name, [file.path for file in page.files])
    try:
        engine().do(SaveDiagram(key, number, path, content, draft_shown()), actor())
    except (UploadRefused, DiagramRefused) as refused:
        return _version_with_problems(key, number, {"file": str(refused)})
    announce("file_in_draft", path=path)
    return redirect(url_for("definitions.show", key=key, number=number), 303)


@pages.post("/definitions/<key>/<int:number>/forms")
def add_form(key: str, number: int) -> ResponseReturnValue:
    """Add a form with one question, to be edited next."""
    name = request.form.get("name", "").strip()
    path = f"forms/{name.removesuffix('.form')}.form"
    page = engine().ask(definition, actor(), key=key, number=number)
    if any(file.path == path for file in page.files):
        return _version_with_problems(key, number, {"name": problem("form_name_taken")})
    command = SaveDiagram(key, number, path, _first_form(name), draft_shown())
    try:
        engine().do(command, actor())
    except UploadRefused:
        return _version_with_problems(key, number, {"name": problem("form_name_unfit")})
    return redirect(url_for("drafts.edit", key=key, number=number, path=path), 303)


@pages.get("/definitions/<key>/<int:number>/edit/<path:path>")
def edit(key: str, number: int, path: str) -> ResponseReturnValue:
    """A form or a decision table as text, to be changed."""
    file = engine().ask(definition_file, actor(), key=key, number=number, path=path)
    if not path.endswith(TEXT):
        return redirect(url_for("definitions.file", key=key, number=number, path=path), 303)
    return _editor_page(key, number, path, file.content.decode(errors="replace"))


@pages.post("/definitions/<key>/<int:number>/edit/<path:path>")
def save(key: str, number: int, path: str) -> ResponseReturnValue:
    """Keep the changed text in the draft."""
    text = request.form.get("content", "").replace("\r\n", "\n")
    if unreadable := _why_unreadable(path, text):
        return _editor_page(key, number, path, text, unreadable, _draft_sent()), 422
    command = SaveDiagram(key, number, path, text.encode(), draft_shown())
    try:
        engine().do(command, actor())
    except (UploadRefused, DiagramRefused) as refused:
        return _editor_page(key, number, path, text, str(refused), _draft_sent()), 422
    announce("file_saved", path=path)
    return redirect(url_for("definitions.show", key=key, number=number), 303)


def place_of(name: str, paths: Sequence[str]) -> str:
    """Where in a bundle a file of this name goes: where one already is, else by its kind."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    same_name = [path for path in paths if path.rsplit("/", 1)[-1] == base]
    ending = base.rsplit(".", 1)[-1].lower()
    return same_name[0] if same_name else FOLDERS.get(ending, "") + base


def _list_with_problems(problems: Mapping[str, str]) -> tuple[str, int]:
    return definitions_page(problems), 422


def _version_with_problems(key: str, number: int, problems: Mapping[str, str]) -> tuple[str, int]:
    page = engine().ask(definition, actor(), key=key, number=number)
    return render_template("definitions/version.html", page=page, problems=problems), 422


@as_it_was("drafts.save")
def _save_again(key: str, number: int, path: str) -> str:
    return _editor_page(key, number, path, request.form.get("content", ""), draft=_draft_sent())


def _draft_sent() -> str:
    """The draft that they saw: what a colleague changed since is not theirs to undo unseen."""
    return request.form.get("draft", "")


def _editor_page(
    key: str, number: int, path: str, text: str, wrong: str = "", draft: str = ""
) -> str:
    page = engine().ask(definition, actor(), key=key, number=number)
    values = {"path": path, "text": text, "problem": wrong, "draft": draft or page.version.id}
    return render_template("definitions/edit.html", page=page, **values)


def _why_unreadable(path: str, text: str) -> str:
    if not path.endswith(".form"):
        return ""
    wrong = not_json(text.encode())
    return problem("not_json", cause=wrong) if wrong else ""


def _first_form(name: str) -> bytes:
    question = {
        "type": "textarea",
        "key": "notes",
        "label": "Notes",
        "validate": {"required": True},
        "properties": {"noun": "your notes", "name": "notes"},
    }
    form = {"type": "default", "id": name, "schemaVersion": 18, "components": [question]}
    return (json.dumps(form, indent=2) + "\n").encode()
