"""What the modeller lets a process owner draw: steps that people do, and only what is run."""

from playwright.sync_api import Page, expect

from tests.browser.looking import barriers
from tests.browser.modelling import choose, entry, go_to, menu, modeller, open_anew


def test_only_what_the_service_runs_is_offered_to_draw(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")

    expect(page.get_by_title("Append user task")).to_be_visible()
    expect(page.get_by_role("button", name="Create user task")).to_be_visible()
    offered = {*menu(page)}
    assert {"Manual task", "Receive task", "Business rule task"} <= offered
    assert not {"Task", "Script task", "Ad-hoc sub-process (collapsed)"} & offered


def test_a_plain_task_drawn_elsewhere_becomes_a_persons_step(draft: Page) -> None:
    page = modeller(draft)
    open_anew(page, "log_request", "task")
    choose(page, "log_request")
    expect(entry(page, "form")).to_have_count(0)
    assert barriers(page) == []
    page.get_by_role("button", name="Make it a person’s step").click()
    entry(page, "form").select_option("log_request")

    assert "User task" not in menu(page)


def test_a_case_is_not_begun_by_an_event(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "request_received")

    assert not {"Message start event", "Timer start event"} & {*menu(page)}


def test_an_event_sub_process_is_begun_by_the_events_that_run(draft: Page) -> None:
    page = modeller(draft)
    go_to(page, "withdraw")
    choose(page, "withdraw")
    offered = {*menu(page)}

    assert {"Timer start event", "Message start event (non-interrupting)"} <= offered
    assert not {"Signal start event", "Error start event"} & offered
    expect(entry(page, "also-from")).to_have_value("policing_body_office, home_office_official")
