"""A whole case through every department in real browsers, with scripts and without."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from engine.definitions.shipped import shipped_workflows
from engine.rehearsals.play import StoryClock
from engine.rehearsals.story import Story, read_story
from tests.browser.people import People, Service
from tests.browser.playing import Playing


def story(name: str, clock: StoryClock) -> Story:
    return read_story(shipped_workflows() / "stories" / f"{name}.yaml", clock.now.date())


def test_a_request_passes_every_department_and_is_consented_to(
    people: People, story_clock: StoryClock
) -> None:
    playing = Playing(people, story_clock, story("lancashire_cayman_2013", story_clock))
    reference = playing.play()

    page = people.at("force-lead@lancashire.example", f"/cases/{reference}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Detectives for serious crime")
    expect(page.locator("main > p .govuk-tag").first).to_have_text("Consent given")
    for address in ("", "/facts", "/letters", "/history"):
        people.at("force-lead@lancashire.example", f"/cases/{reference}{address}")
        playing._looked(page, f"case{address}")
    expect(page.locator(".moj-timeline__item").last).to_contain_text("Opened the case")
    assert playing.faults == []
    assert people.faults == []


def test_the_same_forms_work_with_scripts_off(
    service: Service, opened: Callable[..., BrowserContext], story_clock: StoryClock
) -> None:
    people = People(service, opened, {"java_script_enabled": False})
    playing = Playing(people, story_clock, story("lancashire_cayman_2011", story_clock), look=False)
    reference = playing.play()

    page = people.at("force-lead@lancashire.example", f"/cases/{reference}/letters")
    expect(page.locator("main table")).to_contain_text("-L12")
