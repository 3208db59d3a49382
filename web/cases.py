"""Cases: the list, where a case is, its facts, letters, history, diagrams and files."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.queries.case_list import case_list
from engine.queries.case_page import case_file, case_page
from engine.queries.certificate_letter import certificate_letter
from engine.queries.certificate_page import certificate_page
from engine.queries.diagram import diagram
from web.authentication import actor, engine
from web.downloads import attachment, inline_xml

pages = Blueprint("cases", __name__)


@pages.get("/cases")
def index() -> str:
    """The cases this person may see, found by words and by status."""
    find, status = request.args.get("find", "").strip(), request.args.get("status", "")
    cases = engine().ask(case_list, actor(), find=find, status=status)
    return render_template("cases/list.html", found=cases, find=find, status=status)


@pages.get("/cases/<reference>")
def show(reference: str) -> str:
    """Where a case is."""
    page = engine().ask(case_page, actor(), reference=reference)
    return render_template("cases/case.html", page=page)


@pages.get("/cases/<reference>/facts")
def facts(reference: str) -> str:
    """Everything the case holds, with who said it and when."""
    page = engine().ask(case_page, actor(), reference=reference)
    return render_template("cases/facts.html", page=page)


@pages.get("/cases/<reference>/letters")
def letters(reference: str) -> str:
    """Every letter of the case."""
    page = engine().ask(case_page, actor(), reference=reference)
    return render_template("cases/letters.html", page=page)


@pages.get("/cases/<reference>/history")
def history(reference: str) -> str:
    """What happened, newest first."""
    page = engine().ask(case_page, actor(), reference=reference)
    return render_template("cases/history.html", page=page)


@pages.get("/cases/<reference>/certificates/<int:entry>")
def certificate(reference: str, entry: int) -> str:
    """What made one decision lawful."""
    page = engine().ask(certificate_page, actor(), reference=reference, entry=entry)
    return render_template("cases/certificate.html", page=page)


@pages.get("/cases/<reference>/certificates/<int:entry>.docx")
def certificate_word(reference: str, entry: int) -> ResponseReturnValue:
    """The same as a Word document."""
    file = engine().ask(certificate_letter, actor(), reference=reference, entry=entry)
    return attachment(file)


@pages.get("/cases/<reference>/diagrams/<process>.bpmn")
def drawn(reference: str, process: str) -> ResponseReturnValue:
    """The diagram a case runs, as the process owner drew it."""
    file = engine().ask(diagram, actor(), reference=reference, process=process)
    return inline_xml(file.xml)


@pages.get("/cases/<reference>/files/<sha256>")
def file(reference: str, sha256: str) -> ResponseReturnValue:
    """A file that somebody handed in with their answers."""
    return attachment(engine().ask(case_file, actor(), reference=reference, sha256=sha256))
