"""Whatever is handed in is shown to the virus scanner first, and refused where that says no."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.api import Engine
from engine.clamd import Clamd
from engine.cli.seed import DEMO_PASSWORD
from engine.commands.complete_task import CompleteTask
from engine.commands.save_draft import SaveDraft
from engine.commands.send_message import SendMessage
from engine.commands.sign_letter import SignLetter
from engine.commands.viruses import must_be_clean
from engine.errors import AnswersRejected
from engine.letters.tables import pending_scan
from engine.store.blobs import blob
from tests.scanners import BAD, Scanning, scanner
from tests.support.browsing import Browser
from tests.web.conftest import FORCE_LEAD, OWNER, Visitor
from tests.web.served import Installation
from tests.web.test_returned import beginning, chief, hand_in, recommended

__all__ = ["beginning", "chief", "recommended"]  # fixtures
FOUND = "The file has a virus in it (Test.Virus-1): tell those who look after your computer"
NOT_CHECKED = "The file cannot be checked for viruses at the moment: try again in a few minutes"
GOOD_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
BAD_PDF = GOOD_PDF + b"%" + BAD


@pytest.fixture
def scanning(engine: Engine) -> Iterator[Scanning]:
    """The engine asks a scanner that knows one virus."""
    with scanner() as running:
        engine.scanner = Clamd(running.address)
        yield running


@pytest.fixture
def nobody(engine: Engine) -> None:
    """The engine asks a scanner that is away."""
    engine.scanner = Clamd("/no/such/clamd.ctl")


def zipped(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("section_26.bpmn", content)
    return made.getvalue()


def kept(engine: Engine) -> tuple[int, int]:
    with engine.database.reading() as db:
        waiting = db.execute(select(func.count()).select_from(pending_scan)).scalar_one()
        return db.execute(select(func.count()).select_from(blob)).scalar_one(), waiting


def attached(lead: Visitor, task: str, content: bytes, status: int) -> str:
    lead.get(task)
    file = (io.BytesIO(content), "request.pdf")
    return lead.post(task, status, action="draft", title="A title", request_letter=file)


@pytest.fixture
def task(lead: Visitor) -> str:
    lead.get("/start")
    answer = lead.client.post(
        "/start", data={"csrf_token": token(lead), "what": "section_26/lancashire"}
    )
    return str(answer.headers["Location"])


def token(visitor: Visitor) -> str:
    return visitor.page.split('name="csrf_token" value="')[1].split('"')[0]


def test_an_attachment_with_a_virus_is_refused_at_its_question(
    lead: Visitor, task: str, engine: Engine, scanning: Scanning, caplog: pytest.LogCaptureFixture
) -> None:
    before = kept(engine)
    caplog.clear()
    page = attached(lead, task, BAD_PDF, 422)

    assert FOUND in page
    assert "request_letter" in page
    assert kept(engine) == before
    (line,) = [one for one in caplog.messages if "event=virus " in one]
    assert "virus=Test.Virus-1" in line
    assert "command=SaveDraft" in line

    attached(lead, task, GOOD_PDF, 200)
    assert kept(engine) == (before[0] + 1, 0)
    assert scanning.taken == [BAD_PDF, GOOD_PDF]


@pytest.mark.usefixtures("nobody")
def test_an_attachment_that_cannot_be_checked_is_refused(
    lead: Visitor, task: str, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    before = kept(engine)

    assert NOT_CHECKED in attached(lead, task, GOOD_PDF, 422)
    assert kept(engine) == before
    (line,) = [one for one in caplog.messages if "event=virus-check-failed" in one]
    assert "/no/such/clamd.ctl" in line


def test_what_is_too_large_anyway_is_not_shown_to_it(scanning: Scanning) -> None:
    scanner = Clamd(scanning.address)
    large = {"a": {"name": "a.pdf", "content": b"x" * 11_000_000}, "b": "x"}

    must_be_clean(scanner, SaveDraft("1.x", large))
    must_be_clean(scanner, CompleteTask("1.x", None, large))
    must_be_clean(scanner, CompleteTask("1.x"))
    must_be_clean(scanner, SendMessage("A", "withdrawn", large))
    must_be_clean(scanner, SignLetter(1, "a.pdf", b"x" * 10_000_001))
    assert scanning.taken == []


def test_answers_and_messages_are_refused_by_the_place_of_the_file(scanning: Scanning) -> None:
    files = {"a": {"name": "a.pdf", "content": b"x"}, "rows": [{"b": {"content": BAD}}]}

    for command in (CompleteTask("1.x", None, files), SendMessage("A", "withdrawn", files)):
        with pytest.raises(AnswersRejected) as refused:
            must_be_clean(Clamd(scanning.address), command)
        assert refused.value.problems == {"rows.0.b": FOUND}


def test_a_signed_copy_with_a_virus_is_refused(
    recommended: tuple[str, int], chief: Visitor, engine: Engine, scanning: Scanning
) -> None:
    before = kept(engine)

    assert FOUND in hand_in(chief, recommended, "signed.pdf", BAD_PDF, 422)
    assert kept(engine) == before
    assert scanning.taken == [BAD_PDF]


@pytest.mark.usefixtures("nobody")
def test_a_signed_copy_that_cannot_be_checked_is_refused(
    recommended: tuple[str, int], chief: Visitor, engine: Engine
) -> None:
    before = kept(engine)

    assert NOT_CHECKED in hand_in(chief, recommended, "signed.pdf", GOOD_PDF, 422)
    assert kept(engine) == before


def handed_in(owner: Visitor, content: bytes, status: int) -> str:
    owner.get("/definitions")
    file = (io.BytesIO(content), "bundle.zip")
    return owner.post("/definitions/section_26/upload", status, files=file, note="x")


def test_a_definition_with_a_virus_is_refused(
    owner: Visitor, engine: Engine, scanning: Scanning
) -> None:
    before = kept(engine)

    assert f"bundle.zip: {FOUND}" in handed_in(owner, zipped(BAD), 422)
    assert kept(engine) == before
    assert len(scanning.taken) == 1


@pytest.mark.usefixtures("nobody")
def test_a_definition_that_cannot_be_checked_is_refused(owner: Visitor, engine: Engine) -> None:
    before = kept(engine)

    assert f"bundle.zip: {NOT_CHECKED}" in handed_in(owner, zipped(b"<x/>"), 422)
    assert kept(engine) == before


def test_a_file_put_in_a_draft_is_shown_to_it_too(
    owner: Visitor, engine: Engine, scanning: Scanning
) -> None:
    owner.get("/definitions")
    owner.post("/definitions/section_26/draft")
    shown = owner.get("/definitions/section_26/2").split('name="draft" value="')[1].split('"')[0]
    file = (io.BytesIO(BAD), "more.form")

    page = owner.post("/definitions/section_26/2/add", 422, file=file, draft=shown)

    assert f"forms/more.form: {FOUND}" in page
    assert scanning.taken == [BAD]


def test_the_service_as_shipped_asks_the_scanner_that_its_setting_names(
    seeded: Path, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, seeded)
    with scanner(at=tmp_path / "clamd.ctl") as running:
        installation.settings["S26_CLAMD"] = running.address
        installation.start("a key for this test which is long", "--no-worker")
        try:
            browser = Browser(installation.port, OWNER, DEMO_PASSWORD)
            page = browser.get("/definitions").page
            body = zipped(BAD)
            answer = browser.hand_in("/definitions/section_26/upload", page, body, [], "files")
        finally:
            installation.stop()

    assert (answer.status, running.taken) == (422, [body])
    assert "signed.docx: " + FOUND in answer.page
    assert "event=virus " in installation.lines.read_text()
    assert FORCE_LEAD not in installation.lines.read_text()
