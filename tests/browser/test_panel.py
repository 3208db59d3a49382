"""The panel of the modeller under the hands of somebody who types."""

from playwright.sync_api import Page, expect

from tests.browser.modelling import choose, entry, modeller


def test_what_is_typed_after_a_pause_or_in_the_next_field_is_kept(draft: Page) -> None:
    page = modeller(draft)
    choose(page, "screen_scope")
    state, due, apart = (entry(page, name) for name in ("state", "due-date", "separate-from"))
    state.click()
    page.keyboard.press("End")
    page.keyboard.type(", who")
    expect(page.locator("[data-modeller]")).to_have_attribute("data-unsaved", "true")
    page.keyboard.type(" look")
    due.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("7 working days")
    page.keyboard.press("Tab")  # to whoever does it
    page.keyboard.press("Tab")
    page.keyboard.type("log_request")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-status]")).to_have_text("Draft saved.")

    expect(state).to_have_value("With the force, who look")
    expect(due).to_have_value("7 working days")
    expect(apart).to_have_value("log_request")
