"""The register: the law and the offices as dated rows, drafted and put into use by two people."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.begin_register import BeginRegister
from engine.commands.catch_up_register import CatchUpRegister
from engine.commands.change_register import ChangeRegister
from engine.commands.check_register import CheckRegister
from engine.commands.discard_register import DiscardRegister
from engine.commands.import_register import ImportRegister
from engine.commands.use_register import UseRegister
from engine.errors import AnswersRejected, DefinitionRefused, UploadRefused
from engine.queries.register_pages import register_list, register_set_page
from engine.queries.register_rows import register_row_page, register_sheet, register_table_page
from web.again import as_it_was
from web.authentication import actor, engine
from web.downloads import attachment
from web.posted import draft_shown, uploads
from web.wording import announce, problem

CELL = "cell-"  # before the name of a column, in the form of a row
pages = Blueprint("register", __name__)


@pages.get("/register")
def index() -> str:
    """The register in use, the drafts, and those that were in use."""
    return _list_html({})


@pages.post("/register/draft")
def begin() -> ResponseReturnValue:
    """Begin a draft from the register in use."""
    number = engine().do(BeginRegister(request.form.get("note", "")), actor())
    announce("register_begun")
    return redirect(url_for("register.show", number=number), 303)


@pages.post("/register/upload")
def upload() -> ResponseReturnValue:
    """Begin a draft from the register in use with tables from files."""
    command = ImportRegister(uploads("files"), note=request.form.get("note", ""))
    try:
        number = engine().do(command, actor())
    except UploadRefused as refused:
        return _list_html(_by_line(refused)), 422
    announce("tables_taken_in")
    return redirect(url_for("register.show", number=number), 303)


@pages.get("/register/<int:number>")
def show(number: int) -> str:
    """One register: its tables, what it changes, what the check found, who did what."""
    return _set_html(number, {})


@pages.post("/register/<int:number>/upload")
def upload_into(number: int) -> ResponseReturnValue:
    """Take tables from files into a draft."""
    command = ImportRegister(uploads("files"), number, draft_shown())
    try:
        engine().do(command, actor())
    except UploadRefused as refused:
        return _set_html(number, _by_line(refused)), 422
    announce("tables_taken_in")
    return redirect(url_for("register.show", number=number), 303)


@pages.post("/register/<int:number>/check")
def check(number: int) -> ResponseReturnValue:
    """Check a draft; its page shows what was found."""
    engine().do(CheckRegister(number), actor())
    return redirect(url_for("register.show", number=number, _anchor="findings"), 303)


@pages.post("/register/<int:number>/use")
def use(number: int) -> ResponseReturnValue:
    """Put a checked draft into use."""
    command = UseRegister(number, draft_shown(), frozenset(request.form.getlist("apart")))
    try:
        engine().do(command, actor())
    except AnswersRejected as refused:
        return _set_html(number, refused.problems), 422
    except DefinitionRefused as refused:
        return _set_html(number, {"use": str(refused)}), 422
    announce("register_in_use", number=number)
    return redirect(url_for("register.show", number=number), 303)


@pages.post("/register/<int:number>/catch-up")
def catch_up(number: int) -> ResponseReturnValue:
    """Bring a draft up to the register in use."""
    kept = engine().do(CatchUpRegister(number, draft_shown()), actor())
    announce("register_caught_up", kept=kept)
    return redirect(url_for("register.show", number=number), 303)


@pages.post("/register/<int:number>/discard")
def discard(number: int) -> ResponseReturnValue:
    """Discard a draft for good."""
    engine().do(DiscardRegister(number), actor())
    announce("register_discarded", number=number)
    return redirect(url_for("register.index"), 303)


@pages.get("/register/<int:number>/tables/<table>")
def table(number: int, table: str) -> str:
    """A table with its rows."""
    page = engine().ask(register_table_page, actor(), number, table)
    return render_template("register/table.html", page=page, problems={})


@pages.get("/register/<int:number>/tables/<table>.csv")
def sheet(number: int, table: str) -> ResponseReturnValue:
    """A table as a file for a spreadsheet."""
    return attachment(engine().ask(register_sheet, actor(), number, table))


@pages.get("/register/<int:number>/tables/<table>/add")
def blank(number: int, table: str) -> str:
    """A form for one more row."""
    return _row_html(number, table, "")


@pages.post("/register/<int:number>/tables/<table>/add")
def add(number: int, table: str) -> ResponseReturnValue:
    """Put one more row into a table of a draft."""
    return _keep_row(number, table, None)


@pages.get("/register/<int:number>/tables/<table>/rows/<row>")
def edit(number: int, table: str, row: str) -> str:
    """A form with the cells of a row."""
    return _row_html(number, table, row)


@pages.post("/register/<int:number>/tables/<table>/rows/<row>")
def save(number: int, table: str, row: str) -> ResponseReturnValue:
    """Put the changed row in the place of the one before."""
    return _keep_row(number, table, row)


@pages.post("/register/<int:number>/tables/<table>/rows/<row>/remove")
def remove(number: int, table: str, row: str) -> ResponseReturnValue:
    """Take a row out of a table of a draft."""
    engine().do(ChangeRegister(number, draft_shown(), table, row), actor())
    announce("row_taken_out")
    return redirect(url_for("register.table", number=number, table=table), 303)


def _keep_row(number: int, table: str, row: str | None) -> ResponseReturnValue:
    command = ChangeRegister(number, draft_shown(), table, row, _cells())
    try:
        engine().do(command, actor())
    except AnswersRejected as refused:
        problems = {f"{CELL}{column}": told for column, told in refused.problems.items()}
        return _row_html(number, table, row or "", problems), 422
    announce("row_kept")
    return redirect(url_for("register.table", number=number, table=table), 303)


def _cells() -> dict[str, str]:
    return {
        name.removeprefix(CELL): text
        for name, text in request.form.items()
        if name.startswith(CELL)
    }


def _by_line(refused: UploadRefused) -> dict[str, str]:
    """Each fault of the files under a place of its own; the first stands beside the field."""
    lines = str(refused).splitlines()
    if not request.files.getlist("files") or not any(f.filename for f in request.files.values()):
        lines = [problem("no_tables")]
    return {"files" if n == 0 else f"files-{n}": line for n, line in enumerate(lines)}


def _list_html(problems: Mapping[str, str]) -> str:
    page = engine().ask(register_list, actor())
    return render_template("register/list.html", page=page, problems=problems)


def _set_html(number: int, problems: Mapping[str, str]) -> str:
    page = engine().ask(register_set_page, actor(), number)
    return render_template("register/set.html", page=page, problems=problems)


def _row_html(number: int, table: str, row: str, problems: Mapping[str, str] | None = None) -> str:
    page = engine().ask(register_row_page, actor(), number, table, row)
    cells = _cells() if request.method == "POST" else page.cells
    seen = request.form.get("draft") or page.set.id
    return render_template(
        "register/row.html", page=page, cells=cells, seen=seen, problems=problems or {}
    )


@as_it_was("register.add")
def _add_again(number: int, table: str) -> str:
    return _row_html(number, table, "")


@as_it_was("register.save")
def _save_again(number: int, table: str, row: str) -> str:
    return _row_html(number, table, row)
