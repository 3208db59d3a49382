"""The pages that a case or a register on its way leads to have no barriers either."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.commands.begin_register import BeginRegister
from engine.queries.played import people as everybody
from engine.queries.signing_in import actor_of
from tests.browser.looking import barriers, overflow_at_320
from tests.browser.people import FORCE_LEAD, OWNER, People

DEPUTY_MAYOR = "deputy.mayor@mopac.example"
LANCASHIRE, LONDON = "/cases/LAN-2627-0001", "/cases/MPS-2627-0001"
BODIES = "/register/2/tables/local_policing_bodies"


@pytest.fixture
def beginning(under_way: Path) -> Path:
    """The cases of the demo."""
    return under_way


def looked_at(page: Page) -> list[str]:
    return barriers(page) + overflow_at_320(page)


def followed(page: Page, end: str) -> Page:
    """The page that a link leads to whose address ends so."""
    page.locator(f'main a[href*="{end}"]').first.click()
    page.wait_for_url(f"**{end}*")
    return page


def test_the_pages_of_the_register_have_no_barriers(people: People) -> None:
    engine = people.service.engine
    owner = engine.ask(actor_of, None, engine.ask(everybody, None)[OWNER])
    engine.do(BeginRegister("To be looked at"), owner)
    faults = []
    for address in ("/register", "/register/2", f"{BODIES}/add", BODIES):
        faults += looked_at(people.at(OWNER, address))
    faults += looked_at(followed(people.page(OWNER), "/rows/"))
    for address in ("/who-decides?force=lancashire", "/what-changes?register=2"):
        faults += looked_at(people.at(OWNER, address))

    assert faults == []
    assert people.faults == []


def test_the_pages_that_a_case_leads_to_have_no_barriers(people: People) -> None:
    faults = looked_at(followed(people.at(DEPUTY_MAYOR, LONDON), "/certificates/"))
    faults += looked_at(people.at(FORCE_LEAD, f"{LANCASHIRE}/messages/withdrawn"))
    page = followed(people.at(FORCE_LEAD, f"{LANCASHIRE}/facts"), "/amend")
    faults += looked_at(page)
    page.locator('[name="requester_contact"]').fill("The Commissioner, Belmopan")
    page.locator('[name="amend_reason"]').fill("The letter says so.")
    page.get_by_role("button", name="Continue", exact=True).last.click()
    expect(page.get_by_role("heading", name="What your change touches")).to_be_visible()
    faults += looked_at(page)

    assert faults == []
    assert people.faults == []
