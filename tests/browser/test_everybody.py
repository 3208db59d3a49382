"""Every page works for everybody: no barrier that axe knows, and no sideways scrolling."""

import pytest
from playwright.sync_api import Page, expect

from engine.api import Engine
from engine.commands.start_case import StartCase
from engine.commands.upload_draft import UploadDraft
from engine.definitions.bundle import unpack
from engine.people.actor import Actor
from engine.queries.definition_pages import bundle
from engine.queries.played import people as everybody
from engine.queries.signing_in import actor_of
from tests.approving import propose
from tests.browser.looking import barriers, overflow_at_320
from tests.browser.people import (
    ADMINISTRATOR,
    AUDITOR,
    FORCE_LEAD,
    OWNER,
    SECOND_OWNER,
    People,
    Service,
)

HOME = "/definitions/section_26"


def looked_at(page: Page) -> list[str]:
    return barriers(page) + overflow_at_320(page)


@pytest.fixture
def task(people: People) -> str:
    """The first task of a new case, and a draft of the definition beside it."""
    engine = people.service.engine
    found = engine.ask(everybody, None)
    owner, lead = (engine.ask(actor_of, None, found[email]) for email in (OWNER, FORCE_LEAD))
    engine.do(UploadDraft("section_26", {}, "To be looked at"), owner)
    propose(engine, "section_26", _changed(engine, owner), owner)
    return engine.do(StartCase("section_26", "lancashire"), lead)


def _changed(engine: Engine, owner: Actor) -> int:
    """A draft with a change in a diagram, a form and a letter."""
    whole = engine.ask(bundle, owner, "section_26", 1).content
    files = unpack({"whole.zip": whole})
    changed = {
        "section_26.bpmn": files["section_26.bpmn"].replace(
            b'"service level"', b'"6 working days"'
        ),
        "log_request.form": files["forms/log_request.form"].replace(b"Log the", b"Note the"),
        "L99.docx": files["letters/L01.docx"],
    }
    return engine.do(UploadDraft("section_26", changed), owner).number


def test_the_open_pages_have_no_barriers(page: Page, service: Service) -> None:
    faults = []
    for address in ("/sign-in", "/accessibility", "/privacy", "/cookies"):
        page.goto(service.address + address)
        faults += looked_at(page)

    assert faults == []


def test_the_pages_of_each_kind_of_person_have_no_barriers(people: People, task: str) -> None:
    places = {
        FORCE_LEAD: ["/tasks", "/tasks?tab=office", "/tasks?tab=done", "/cases", "/no-such-page"],
        SECOND_OWNER: ["/tasks", "/definitions", f"{HOME}/3", f"{HOME}/3/changes"],
        OWNER: ["/definitions", f"{HOME}/2", f"{HOME}/2/edit/forms/log_request.form", "/start"],
        ADMINISTRATOR: ["/people"],
        AUDITOR: ["/cases", f"{HOME}/1"],
    }
    faults = []
    for email, addresses in places.items():
        for address in addresses:
            faults += looked_at(people.at(email, address))

    assert faults == []
    assert people.faults == []


def test_a_form_with_errors_says_so_first_and_leads_to_each(people: People, task: str) -> None:
    page = people.at(FORCE_LEAD, f"/tasks/{task}")
    page.get_by_role("button", name="Continue", exact=True).last.click()

    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: Log the request")
    summary.get_by_role("link", name="Enter a short title").click()
    expect(page.locator("#title")).to_be_focused()


def test_the_main_work_can_be_done_by_keyboard(people: People, task: str) -> None:
    page = people.at(FORCE_LEAD, "/tasks")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="For me (1)")).to_be_focused()
    page.get_by_role("link", name="Log the request").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Log the request")


def test_the_diagram_of_a_case_opens_where_the_case_is(people: People, task: str) -> None:
    page = people.at(FORCE_LEAD, "/cases")
    page.locator("main table a").first.click()
    drawn = page.locator("[data-diagram]").first
    expect(drawn).to_have_attribute("data-ready", "true")
    current = drawn.locator('[data-element-id="log_request"]').first

    expect(current).to_have_class("djs-element djs-shape is-current")
    inside, outside = current.bounding_box(), drawn.bounding_box()
    assert inside is not None
    assert outside is not None
    assert outside["x"] < inside["x"] < outside["x"] + outside["width"]
    assert outside["y"] < inside["y"] < outside["y"] + outside["height"]
    assert people.faults == []


def test_on_paper_a_case_is_its_words_and_every_step(people: People, task: str) -> None:
    page = people.at(FORCE_LEAD, "/cases")
    page.locator("main table a").first.click()
    later = page.get_by_text("Decide on consent").first
    expect(later).to_be_hidden()
    page.emulate_media(media="print")

    expect(later).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    address = "one => getComputedStyle(one, '::after').content"
    assert page.locator("main a:visible").first.evaluate(address) == "none"
