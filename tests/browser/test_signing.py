"""The pages of a signed copy in a real browser: refused with the place, compared by a person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.commands.complete_task import CompleteTask
from engine.queries.played import people as accounts
from engine.queries.played import waiting
from engine.queries.signing_in import actor_of
from engine.queries.task_page import task_page
from tests.browser.looking import barriers, overflow_at_320
from tests.browser.people import CHIEF, People, Service
from tests.letters.returned.packages import changed, words
from tests.returning import issued_file, picture

CASE = "LAN-2627-0001"
SCAN = picture(900, 1_200, bytes(n * 7 % 251 for n in range(100_000)))
RECOMMENDED = {
    "cc_recommendation": "approve",
    "cc_reasons": "Volunteers only; every cost is recovered.",
    "cc_signatory_name": "S. Archer",
}
HandIn = Callable[[str, bytes], Page]


@pytest.fixture
def beginning(under_way: Path) -> Path:
    return under_way


@pytest.fixture
def letter(service: Service) -> tuple[str, bytes]:
    """The demo's recommendation, written and waiting to be signed: its task, and the file."""
    engine = service.engine
    chief = engine.ask(actor_of, None, engine.ask(accounts, None)[CHIEF])
    task = next(one.uid for one in engine.ask(waiting, None, CASE) if one.element == "recommend")
    engine.do(CompleteTask(task, None, RECOMMENDED), chief)
    letters = engine.ask(task_page, chief, task).letters
    return task, issued_file(engine, chief, next(one.id for one in letters if one.for_signature))


@pytest.fixture
def hand_in(people: People, letter: tuple[str, bytes]) -> HandIn:
    """Hands a file in where the letter waits to be signed; the page that answers."""

    def send(name: str, content: bytes) -> Page:
        page = people.at(CHIEF, f"/tasks/{letter[0]}/sign")
        form: Locator = page.locator("main form", has=page.locator('[name="signed"]')).first
        held = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        form.locator('[name="signed"]').set_input_files(held)  # type: ignore[arg-type]
        for tick in form.locator('[name="confirm"]').all():
            tick.check()
        form.get_by_role("button", name="Return the signed letter").click()
        return page

    return send


def test_a_changed_letter_is_refused_with_the_place(
    letter: tuple[str, bytes], hand_in: HandIn, people: People
) -> None:
    page = hand_in("signed.docx", changed(letter[1], words("I recommend", "I do not recommend")))

    expect(page.get_by_text("The file was not taken").first).to_be_visible()
    expect(page.locator("mark").first).to_contain_text("do not")
    assert barriers(page) + overflow_at_320(page) + people.faults == []


def test_a_scan_waits_for_somebody_to_compare_it_and_is_taken_by_name(
    hand_in: HandIn, people: People
) -> None:
    page = hand_in("scan.png", SCAN)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Compare the scan")
    assert barriers(page) + overflow_at_320(page) == []

    confirm(page)

    expect(page.get_by_text("The scan is kept as the signed letter").first).to_be_visible()
    assert people.faults == []


def confirm(page: Page) -> None:
    """Says that the scan was compared, under the name that the page shows, and goes on."""
    form = page.locator("main form", has=page.locator('[name="name"]')).first
    form.locator('[name="stated"]').check()
    form.locator('[name="name"]').fill("Chief Constable, Lancashire Constabulary")
    form.locator("button").first.click()
