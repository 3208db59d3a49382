"""Who may reach what: every address of the service, asked for by everybody, as the rules say.

The addresses come from the application itself, so one that is added without a rule here fails.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from engine.api import Engine
from engine.cases.tables import case, task
from engine.definitions.registry import Definitions
from engine.queries.certificate_page import certificates_of
from engine.queries.played import facts_now
from engine.settings import Settings
from tests.web.conftest import OWNER, REVISION, Visitor, engine_on
from web import create_app

# The case of the Metropolitan Police waits for the Home Secretary; its seventh letter is signed.
CASE, LETTER = "MPS-2627-0001", "4"
DOER = "private.office@home-office.example"
SEES = (
    "international.lead@met.example",
    "deputy.mayor@mopac.example",
    "ipab.member@mod.example",
    "official@home-office.example",
)
BLIND = (
    "international.lead@gmp.example",
    "commissioner@lancashire-pcc.example",
    "office@gmca.example",
)
AUDITOR, ADMINISTRATOR = "auditor@section26.example", "administrator@section26.example"
NOBODY = ""
EVERYBODY = (DOER, *SEES, *BLIND, AUDITOR, OWNER, ADMINISTRATOR)

Statuses = dict[str, int]
OPEN: Statuses = dict.fromkeys((*EVERYBODY, NOBODY), 200)
MISSING: Statuses = dict.fromkeys(EVERYBODY, 404)
SIGNED_IN: Statuses = dict.fromkeys(EVERYBODY, 200)
OF_A_CASE = dict.fromkeys((DOER, *SEES, AUDITOR), 200) | dict.fromkeys(
    (*BLIND, OWNER, ADMINISTRATOR), 404
)
BY_THE_DOER = {one: 403 if status == 200 else status for one, status in OF_A_CASE.items()}
DEFINITIONS = dict.fromkeys(EVERYBODY, 403) | dict.fromkeys((AUDITOR, OWNER, ADMINISTRATOR), 200)
BY_THE_OWNER = dict.fromkeys(EVERYBODY, 403)


def done_by(who: str, status: int, others: Statuses) -> Statuses:
    """The rule of *others*, but what answers whoever may do it."""
    return others | {who: status}


MENDED = dict.fromkeys(EVERYBODY, 403) | dict.fromkeys((OWNER, ADMINISTRATOR), 404)
# The letter has come back, so no scan of it waits: whoever sees the case is told so.
COME_BACK = {one: 409 if status == 200 else status for one, status in OF_A_CASE.items()}
# The register that there is is in use, and no draft.
OF_A_DRAFT = [
    "blank",
    "edit",
    "upload_into",
    "add",
    "save",
    "remove",
    "check",
    "use",
    "catch_up",
    "discard",
]
RULES: dict[str, Statuses] = {
    "about.home": dict.fromkeys(EVERYBODY, 302),
    "about.accessibility": OPEN,
    "about.privacy": OPEN,
    "about.cookies": OPEN,
    "authentication.sign_in": dict.fromkeys(EVERYBODY, 303) | {NOBODY: 200},
    "authentication.do_sign_in": dict.fromkeys((*EVERYBODY, NOBODY), 422),
    "static_assets.missing": MISSING | {NOBODY: 404},
    "tasks.index": SIGNED_IN,
    "tasks.start": SIGNED_IN,
    "tasks.do_start": dict.fromkeys(EVERYBODY, 403),
    "tasks.form": OF_A_CASE,
    "tasks.check": OF_A_CASE,
    "tasks.sign": OF_A_CASE,
    "tasks.claim": done_by(DOER, 303, BY_THE_DOER),
    "tasks.release": done_by(DOER, 303, BY_THE_DOER),
    "tasks.hand_over": done_by(DOER, 200, BY_THE_DOER),
    "tasks.reassign": done_by(DOER, 422, BY_THE_DOER),
    "tasks.answer": done_by(DOER, 422, BY_THE_DOER),
    "tasks.complete": done_by(DOER, 422, BY_THE_DOER),
    "tasks.reopen": done_by(DOER, 409, BY_THE_DOER),
    "amendments.form": done_by(DOER, 409, BY_THE_DOER),  # it waits, and is not done
    "amendments.check": done_by(DOER, 409, BY_THE_DOER),
    "amendments.keep": done_by(DOER, 409, BY_THE_DOER),
    "cases.index": SIGNED_IN,
    "cases.show": OF_A_CASE,
    "cases.facts": OF_A_CASE,
    "cases.letters": OF_A_CASE,
    "cases.history": OF_A_CASE,
    "cases.certificate": OF_A_CASE,
    "cases.certificate_word": OF_A_CASE,
    "cases.drawn": OF_A_CASE,
    "cases.file": OF_A_CASE,
    "messages.form": MISSING,
    "messages.send": MISSING,
    "letters.show": OF_A_CASE,
    "letters.issued": OF_A_CASE,
    "letters.signed": OF_A_CASE,
    "letters.again": done_by(DOER, 403, BY_THE_DOER),
    "letters.sign": done_by(DOER, 403, BY_THE_DOER),  # it was the chief officer's to return
    "scans.show": COME_BACK,
    "scans.page": COME_BACK,
    "scans.confirm": done_by(DOER, 403, BY_THE_DOER),
    "scans.away": done_by(DOER, 403, BY_THE_DOER),
    "definitions.index": DEFINITIONS,
    "definitions.show": DEFINITIONS,
    "definitions.file": DEFINITIONS,
    "definitions.marked": DEFINITIONS,
    "definitions.zipped": DEFINITIONS,
    "drafts.edit": DEFINITIONS,
    "modeller.show": DEFINITIONS,
    "modeller.choices": DEFINITIONS,
    "moves.show": DEFINITIONS,
    "drafts.upload": done_by(OWNER, 422, BY_THE_OWNER),
    "drafts.copy": done_by(OWNER, 303, BY_THE_OWNER),
    "drafts.check": done_by(OWNER, 303, BY_THE_OWNER),
    "drafts.discard": done_by(OWNER, 409, BY_THE_OWNER),
    "drafts.add_file": done_by(OWNER, 409, BY_THE_OWNER),
    "drafts.add_form": done_by(OWNER, 409, BY_THE_OWNER),
    "drafts.save": done_by(OWNER, 409, BY_THE_OWNER),
    "proposals.changes": DEFINITIONS,
    "proposals.propose": done_by(OWNER, 409, BY_THE_OWNER),
    "proposals.withdraw": done_by(OWNER, 409, BY_THE_OWNER),
    "proposals.send_back": done_by(OWNER, 409, BY_THE_OWNER),
    "proposals.publish": done_by(OWNER, 409, BY_THE_OWNER),
    **{f"register.{page}": DEFINITIONS for page in ("index", "show", "table", "sheet")},
    "register.begin": done_by(OWNER, 303, BY_THE_OWNER),
    "register.upload": done_by(OWNER, 422, BY_THE_OWNER),
    **{f"register.{page}": done_by(OWNER, 409, BY_THE_OWNER) for page in OF_A_DRAFT},
    "modeller.save": done_by(OWNER, 409, BY_THE_OWNER),
    "modeller.check": done_by(OWNER, 200, BY_THE_OWNER),
    "moves.move": done_by(OWNER, 303, BY_THE_OWNER),
    "who.index": SIGNED_IN,
    "who.changes": DEFINITIONS,
    "people.index": dict.fromkeys(EVERYBODY, 403) | dict.fromkeys((AUDITOR, ADMINISTRATOR), 200),
    "incidents.index": DEFINITIONS,
    "incidents.show": MENDED | {AUDITOR: 404},
    "incidents.retry": MENDED,
    "incidents.resolve": MENDED,
}
ELSEWHERE = {"authentication.sign_out"}  # it would end the visit: test_signing_in.py
# an account that nobody could have: whoever tries one that might be there has to wait in the end
FIELDS = {"authentication.do_sign_in": {"email": " ", "password": "x"}}
FIELDS |= {"tasks.do_start": {"what": "section_26/kent"}, "drafts.add_form": {"name": "new"}}
FIELDS |= {"drafts.save": {"content": "{}"}}
FILES = {"register.upload": "files", "register.upload_into": "files"}
FILES |= {"drafts.upload": "files", "drafts.add_file": "file"}
PATHS = {"drafts.edit": "forms/log_request.form", "drafts.save": "forms/log_request.form"}


@pytest.fixture(scope="module")
def stage(
    under_way: Path, known: Definitions, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An engine with the three cases of the demo, for all these tests."""
    with engine_on(tmp_path_factory.mktemp("access") / "access.db", known, under_way) as engine:
        yield engine


@pytest.fixture(scope="module")
def service(stage: Engine) -> Flask:
    """The pages over it."""
    return create_app(stage, Settings(secret_key="access", demo=True, secure_cookies=False))


@pytest.fixture(scope="module")
def waiting(stage: Engine) -> str:
    """The uid of the task for which the case of the Metropolitan Police waits."""
    mine = select(case.c.id).where(case.c.reference == CASE).scalar_subquery()
    with stage.database.reading() as db:
        uid = db.execute(
            select(task.c.uid).where(task.c.case_id == mine, task.c.status == "open")
        ).scalar_one()
    return str(uid)


@pytest.fixture(scope="module")
def visitors(service: Flask) -> dict[str, Visitor]:
    """Everybody, signed in, and somebody who is not."""
    found = {one: Visitor(service) for one in (*EVERYBODY, NOBODY)}
    for email, visitor in found.items():
        visitor.get("/sign-in")
        if email:
            visitor.post("/sign-in", email=email, password="police assistance")
    return found


def test_every_address_has_a_rule(service: Flask) -> None:
    assert {rule.endpoint for rule in service.url_map.iter_rules()} == RULES.keys() | ELSEWHERE


@pytest.mark.parametrize("endpoint", RULES)
def test_everybody_is_answered_as_the_rules_say(
    endpoint: str, service: Flask, stage: Engine, visitors: dict[str, Visitor], waiting: str
) -> None:
    (rule,) = service.url_map.iter_rules(endpoint)
    method = next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    values = {
        "reference": CASE,
        "task": waiting,
        "letter": LETTER,
        "key": "section_26",
        "number": "1",
        "code": "L08",
    }
    values |= {"process": "section_26", "name": "nothing", "incident": "1", "sha256": _file(stage)}
    values["entry"] = str(stage.ask(certificates_of, None, CASE)[-1].plain["entry"])
    values |= {"table": "letters", "row": "0"}
    values["path"] = PATHS.get(endpoint, "section_26.bpmn")
    with service.test_request_context():
        address = rule.build({name: values[name] for name in rule.arguments})
    assert address is not None
    wanted = dict.fromkeys(visitors, 303) | RULES[endpoint]
    found = {one: _ask(visitors[one], method, address[1], endpoint) for one in visitors}

    assert [(one, found[one]) for one in visitors if found[one] != wanted[one]] == []


def _ask(visitor: Visitor, method: str, address: str, endpoint: str) -> int:
    if method == "GET":
        return visitor.client.get(address).status_code
    if 'name="csrf_token"' not in visitor.page:
        visitor.get("/sign-in")
    token = visitor.page.split('name="csrf_token" value="')[1].split('"')[0]
    if method == "PUT":
        headers = {"X-CSRFToken": token, "If-Match": '"the draft shown"'}
        content = b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>"
        return visitor.client.put(address, data=content, headers=headers).status_code
    shown = {"revision": _revision(visitor, address), "draft": "the draft shown"}
    fields: dict[str, Any] = {"csrf_token": token} | shown | FIELDS.get(endpoint, {})
    if endpoint in FILES:
        fields[FILES[endpoint]] = (io.BytesIO(b"x"), "notes.exe")
    return visitor.client.post(address, data=fields).status_code


def _revision(visitor: Visitor, address: str) -> str:
    """What the page of the task says, to whoever may answer it."""
    if not address.startswith("/tasks/"):
        return "0"
    page = visitor.client.get("/".join(address.split("/")[:3])).get_data(as_text=True)
    return next(iter(REVISION.findall(page)), "0")


def _file(stage: Engine) -> str:
    letter: Any = stage.ask(facts_now, None, CASE)["request_letter"]
    return str(letter["file"])


@pytest.mark.parametrize("others", ["ipab.member@mod.example", "ipab.member@home-office.example"])
def test_a_view_is_its_own_departments_to_give(
    others: str, visitors: dict[str, Visitor], service: Flask, stage: Engine
) -> None:
    visitor = visitors.get(others) or Visitor(service)
    visitor.get("/sign-in")
    if visitor.client.get("/tasks").status_code == 303:
        visitor.post("/sign-in", email=others, password="police assistance")
    with stage.database.reading() as db:  # of Greater Manchester's case
        foreign_office = task.c.element == "give_member_view", task.c.organisation == "fcdo"
        theirs = db.execute(
            select(task.c.uid).where(*foreign_office, task.c.status == "open")
        ).scalar_one()

    assert _ask(visitor, "POST", f"/tasks/{theirs}", "") == 403


def test_what_is_typed_but_not_yet_said_is_seen_by_nobody_else(
    service: Flask, waiting: str
) -> None:
    decides, waits = Visitor(service), Visitor(service)
    for visitor, email in ((decides, DOER), (waits, SEES[0])):
        visitor.get("/sign-in")
        visitor.post("/sign-in", email=email, password="police assistance")
    decides.get(f"/tasks/{waiting}")
    refuses: dict[str, Any] = {"consent_outcome": "refuse", "consent_reasons": "Because of Zembla"}
    decides.post(f"/tasks/{waiting}", action="draft", **refuses)
    mine = decides.get(f"/tasks/{waiting}")

    assert "Zembla" in mine
    for address in (f"/tasks/{waiting}", f"/tasks/{waiting}/check", f"/cases/{CASE}", "/tasks"):
        assert "Zembla" not in waits.get(address)
    assert "Consent refused" not in waits.get(f"/tasks/{waiting}/check")
