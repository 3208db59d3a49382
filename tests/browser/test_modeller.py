"""The process owner changes the process in the browser, and new cases meet the change."""

import re
from dataclasses import replace

from playwright.sync_api import Page, expect

from engine.bpmn.elements import Node
from engine.bpmn.read import read
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import people as everybody
from engine.queries.signing_in import actor_of
from engine.queries.version_changes import version_changes
from tests.browser.filling import fill
from tests.browser.looking import barriers
from tests.browser.modelling import (
    choose,
    drop_task_on,
    element,
    entry,
    modeller,
    open_modeller,
    unfold,
)
from tests.browser.people import FORCE_LEAD, OWNER, SECOND_OWNER, People
from tests.web.answers import LOGGED, PLAIN

HOME = "/definitions/section_26"


def test_a_new_task_with_a_form_reaches_new_cases_and_leaves_running_ones_alone(
    people: People, draft: Page
) -> None:
    engine = people.service.engine
    lead = engine.ask(actor_of, None, engine.ask(everybody, None)[FORCE_LEAD])
    running = engine.do(StartCase("section_26", "lancashire"), lead)
    draft.get_by_label("Name of the form").fill("note_receipt")
    draft.get_by_role("button", name="Add a form").click()
    draft.get_by_role("button", name="Save in the draft").click()

    page = modeller(draft)
    task = drop_task_on(page, _flow_after_logging(page))
    _fill_in(page, "Note the receipt")
    page.get_by_role("button", name="Check for problems").click()
    expect(page.locator("[data-problems]")).to_be_visible()
    assert page.locator("[data-problems-list] li").all_inner_texts() == []
    expect(page.locator("[data-status]")).to_have_text("This draft may be proposed for approval.")
    assert barriers(page) == []
    page.get_by_role("link", name="Approval, files and other versions").click()
    assert barriers(page) == []
    page.get_by_label("What is changed, and why").fill("The receipt is noted")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("is asked")
    _approve(people.at(SECOND_OWNER, "/tasks"))

    assert _after_logging(people, running) == "Screen the scope"
    new = engine.do(StartCase("section_26", "lancashire"), lead)
    assert _after_logging(people, new) == "Note the receipt"
    assert task.startswith("Activity_")
    assert people.faults == []


def _owner(people: People) -> Actor:
    engine = people.service.engine
    return engine.ask(actor_of, None, engine.ask(everybody, None)[OWNER])


def _approve(page: Page) -> None:
    """The second owner finds what waits, reads what is changed, and puts it into use."""
    page.get_by_role("link", name="One version of a process definition waits").click()
    assert barriers(page) == []
    page.get_by_role("link", name=", version 2").first.click()
    expect(page.locator("[data-changes=steps]")).to_contain_text("Note the receipt\u2019 is new")
    expect(page.locator("[data-changes=conditions]")).to_contain_text("There is a new way from")
    expect(page.locator("[data-file='forms/note_receipt.form']")).to_contain_text("Added")
    page.get_by_text("The text of section_26.bpmn, line by line").click()
    assert barriers(page) == []
    page.get_by_role("button", name="Approve version 2 and put it into use").click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("in use")
    assert barriers(page) == []


def test_the_panel_offers_what_the_bundle_and_the_offices_hold(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")

    expect(entry(page, "form")).to_have_value("log_request")
    assert "build_case" in entry(page, "form").locator("option").all_text_contents()
    unfold(page, "letters")
    expect(entry(page, "letter-L01")).to_be_checked()
    expect(entry(page, "letter-L07")).not_to_be_checked()


def test_what_is_typed_just_before_saving_is_saved_even_from_a_page_of_before(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")
    page.context.clear_cookies(name="s26_form")  # as after a restart with another key
    entry(page, "due-date").fill("7 working days")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-status]")).to_contain_text("save it once more")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-status]")).to_have_text("Draft saved.")
    page.reload()
    open_modeller(page)
    choose(page, "log_request")

    expect(entry(page, "due-date")).to_have_value("7 working days")


def test_saving_a_diagram_unchanged_keeps_everything_it_says(people: People, draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")
    entry(page, "due-date").fill("7 working days")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-status]")).to_have_text("Draft saved.")

    files = f"{people.service.address}{HOME}"
    before = _said(page.request.get(f"{files}/1/files/section_26.bpmn").body())
    after = _said(page.request.get(f"{files}/2/files/section_26.bpmn").body())
    assert after.pop("log_request") == replace(before.pop("log_request"), due="7 working days")
    assert after == before
    owner = _owner(people)
    told = people.service.engine.ask(version_changes, owner, "section_26", 2)
    assert [topic.topic for topic in (*told.weighty, *told.other)] == ["times"]


def test_a_problem_is_listed_marked_and_leads_to_its_element(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")
    entry(page, "form").select_option("")
    page.get_by_role("button", name="Check for problems").click()
    problem = page.locator('[data-problems-list] a[data-element="log_request"]').first
    expect(problem).to_be_visible()

    choose(page, "screen_scope")
    problem.click()
    expect(entry(page, "form")).to_have_value("")
    expect(page.locator(".app-overlay").first).to_be_visible()
    expect(element(page, "log_request")).to_have_class(re.compile("has-problem"))


def test_the_cause_stands_before_what_follows_from_it(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")
    entry(page, "form").select_option("")
    page.get_by_role("button", name="Check for problems").click()
    problems = page.locator("[data-problems-list] li")

    expect(problems.first).to_have_attribute("data-finding", "task-has-form")
    assert problems.count() > 5
    box, canvas = problems.first.bounding_box(), page.locator("[data-canvas]").bounding_box()
    assert box is not None
    assert canvas is not None
    assert canvas["y"] + canvas["height"] <= box["y"] < canvas["y"] + 900


def test_a_finding_leads_into_the_panel_of_its_element(people: People, draft: Page) -> None:
    page = people.at(OWNER, f"{HOME}/2/modeller/ipab.bpmn#give_member_view")
    open_modeller(page)

    expect(entry(page, "collect")).to_have_value("ipab_member_views")
    expect(entry(page, "organisation")).to_have_value("=member")
    expect(entry(page, "collection")).to_have_value("ipab_members")
    expect(entry(page, "element-variable")).to_have_value("member")
    expect(entry(page, "state")).to_have_value("With IPAB members")


def test_facts_are_kept_from_the_panel(people: People, draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")
    group = page.locator('[data-panel] [data-group-id="group-facts"]')
    group.locator(".bio-properties-panel-add-entry").click()
    expect(entry(page, "set-0-name")).to_have_value("new_fact")
    entry(page, "set-0-name").fill("logged_on")
    entry(page, "set-0-value").fill("today")
    entry(page, "state").fill("With the international lead")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-status]")).to_have_text("Draft saved.")
    files = f"{people.service.address}{HOME}/2/files/section_26.bpmn"
    step = _said(page.request.get(files).body())["log_request"]

    assert dict(step.sets) == {"logged_on": "today"}
    assert step.properties["state"] == "With the international lead"
    assert barriers(page) == []


def test_the_canvas_has_most_of_the_window(draft: Page) -> None:
    page = modeller(draft)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_timeout(500)  # the window is drawn anew
    box = page.locator("[data-modeller]").bounding_box()

    assert box is not None
    assert box["y"] < 380  # fonts differ by machine
    assert box["height"] > 800


def test_leaving_with_unsaved_work_warns(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "log_request")
    entry(page, "due-date").fill("7 working days")
    page.locator("h1").click()
    warnings: list[str] = []

    def stay(dialog: object) -> None:
        warnings.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    expect(page.locator("[data-modeller]")).to_have_attribute("data-unsaved", "true")
    page.on("dialog", stay)
    page.get_by_role("link", name="Approval, files and other versions").click(no_wait_after=True)
    page.wait_for_timeout(300)

    assert warnings == ["beforeunload"]
    assert "/modeller/" in page.url


def test_the_makers_mark_of_the_drawing_stays_visible(draft: Page) -> None:
    page = modeller(draft)
    mark = page.locator(".bjs-powered-by")
    mark.scroll_into_view_if_needed()
    expect(mark).to_be_visible()
    box = mark.bounding_box()
    assert box is not None
    on_top = page.evaluate(
        "([x, y]) => !!document.elementFromPoint(x, y).closest('.bjs-powered-by')",
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
    )

    assert on_top


def _said(diagram: bytes) -> dict[str, Node]:
    nodes = read({"section_26.bpmn": diagram}).nodes.values()
    return {node.id: replace(node, line=0) for node in nodes}


def _flow_after_logging(page: Page) -> str:
    found: str = page.evaluate(
        "() => document.querySelector('[data-modeller]').modeler.get('elementRegistry')"
        ".get('log_request').outgoing[0].id"
    )
    return found


def _fill_in(page: Page, name: str) -> None:
    unfold(page, "general")
    entry(page, "name").fill(name)
    entry(page, "form").select_option("note_receipt")
    entry(page, "due-date").fill("5 working days")


def _after_logging(people: People, task: str) -> str:
    page = people.at(FORCE_LEAD, f"/tasks/{task}")
    held = LOGGED["request_letter"]
    fill(page, PLAIN | {"request_letter": held})
    for part, typed in (("day", "2"), ("month", "11"), ("year", "2026")):
        page.locator(f'[name="request_date-{part}"]').fill(typed)
    page.get_by_role("button", name="Continue", exact=True).last.click()
    page.get_by_role("button", name=re.compile("^Finish")).click()
    return page.locator("[data-steps] a").first.inner_text()
