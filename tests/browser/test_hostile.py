"""Markup and scripts stored wherever somebody can type: no page lets any of it run."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Dialog, Page

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.commands.upload_draft import UploadDraft
from engine.definitions.registry import files_of
from engine.people.actor import Actor
from engine.queries.played import people as everybody
from engine.queries.played import waiting
from engine.queries.signing_in import actor_of
from tests.approving import put_into_use
from tests.browser.people import AUDITOR, FORCE_LEAD, OWNER, People
from tests.web.answers import LOGGED, PDF

EVIL = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}</textarea>"
DRAWN = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
TYPED = EVIL.replace('"', '\\"').encode()
HOME = "/definitions/section_26"


def test_nothing_that_was_stored_ever_runs(people: People) -> None:
    engine = people.service.engine
    case, task = stored(engine, lambda email: acting(engine, email))
    seen: list[str] = []
    of_the_case = [f"/cases/{case}{tab}" for tab in ("", "/facts", "/letters", "/history")]
    of_the_owner = [f"{HOME}/{at}" for at in ("2", "2/modeller/section_26.bpmn", "2/migrate")]
    walks = {
        FORCE_LEAD: ["/tasks", "/start", "/cases", "/letters/1", f"/tasks/{task}", *of_the_case],
        AUDITOR: ["/cases?find=" + EVIL.replace("#", ""), f"/tasks/{task}", *of_the_case],
        OWNER: ["/definitions", *of_the_owner, f"{HOME}/2/edit/forms/log_request.form"],
    }
    for email, addresses in walks.items():
        people.page(email).on("dialog", partial(_heard, seen))
        for address in addresses:
            seen.extend(_let_in(people.at(email, address)))

    assert people.at(FORCE_LEAD, f"/cases/{case}").locator("h1").inner_text() == EVIL
    assert seen == []
    assert people.faults == []


def stored(engine: Engine, who: Callable[[str], Actor]) -> tuple[str, str]:
    """A case and its open task, with markup in every name, label and answer of theirs."""
    owner, lead = who(OWNER), who(FORCE_LEAD)
    number = engine.do(UploadDraft("section_26", _files(engine), EVIL), owner).number
    put_into_use(engine, "section_26", number, owner)
    task = engine.do(StartCase("section_26", "lancashire"), lead)
    upload = {"name": f"{EVIL}.pdf", "content": PDF, "media_type": "text/html"}
    evil = {"title": EVIL, "requester_name": EVIL, "requester_contact": EVIL}
    answers = LOGGED | evil | {"request_letter": upload}
    case = engine.do(CompleteTask(task, answers=answers), lead).case
    (opened,) = engine.ask(waiting, lead, case)
    engine.do(SaveDraft(opened.uid, {"country": EVIL, "location": EVIL, EVIL: EVIL}), lead)
    return case, opened.uid


def acting(engine: Engine, email: str) -> Actor:
    return engine.ask(actor_of, None, engine.ask(everybody, None)[email])


def _files(engine: Engine) -> dict[str, bytes]:
    with engine.database.reading() as db:
        files = files_of(db, "section_26", 1)
    diagram, form = files["section_26.bpmn"], files["forms/log_request.form"]
    diagram = diagram.replace(b'name="Screen the scope"', b'name="' + DRAWN + b'"')
    form = form.replace(b'"label": "', b'"label": "' + TYPED, 1)
    return {"section_26.bpmn": diagram, "log_request.form": form}


def _heard(seen: list[str], dialog: Dialog) -> None:
    seen.append(f"{dialog.page.url if dialog.page else ''}: {dialog.message}")
    dialog.dismiss()


def _let_in(page: Page) -> list[str]:
    page.wait_for_load_state("networkidle")
    found = page.locator("img[src='x'], script:not([src]):not([nonce])").count()
    return [f"{page.url}: {found} pieces of markup"] * (found > 0)
