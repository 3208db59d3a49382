"""Fills in any form of the service from the answers of a story, as a person would."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from playwright.sync_api import Locator, Page


def fill(page: Page, answers: Mapping[str, Any], prefix: str = "") -> None:
    """Answer each question, in the order given, asking for the ones that follow from answers."""
    for key, value in answers.items():
        name = f"{prefix}{key}"
        _have_asked(page, name)
        _answer(page, name, value)


def _have_asked(page: Page, name: str) -> None:
    asked = page.locator(f'main [name="{name}"], main [name^="{name}-"]')
    if asked.count() == 0:
        page.locator('main button[value="update"]').first.click()
    assert asked.count() > 0, f"{page.url} does not ask for {name}"


def _answer(page: Page, name: str, value: Any) -> None:
    if isinstance(value, dict):
        held = {"name": value["name"], "mimeType": value["media_type"], "buffer": value["content"]}
        page.locator(f'[name="{name}"]').set_input_files(held)  # type: ignore[arg-type]
    elif isinstance(value, list):
        _several(page, name, value)
    elif isinstance(value, date):
        for part in ("day", "month", "year"):
            page.locator(f'[name="{name}-{part}"]').fill(str(getattr(value, part)))
    else:
        _one(page.locator(f'[name="{name}"]'), _text(value))


def _several(page: Page, name: str, values: list[Any]) -> None:
    """The rows of a list, or the boxes to tick."""
    if values and isinstance(values[0], dict):
        _rows(page, name, values)
        return
    for one in values:
        page.locator(f'[name="{name}"][value="{one}"]').check()


def _rows(page: Page, name: str, rows: list[dict[str, Any]]) -> None:
    for at, row in enumerate(rows):
        if page.locator(f'[name^="{name}-{at}-"]').count() == 0:
            page.locator(f'button[value="add-{name}"]').click()
        fill(page, row, f"{name}-{at}-")


def _one(field: Locator, text: str) -> None:
    first = field.first
    kind = first.evaluate("one => one.type || one.tagName.toLowerCase()")
    if kind == "radio":
        field.and_(field.page.locator(f'[value="{text}"]')).check()
    elif kind == "checkbox":
        first.set_checked(text == "yes")
    elif kind.startswith("select"):
        first.select_option(text)
    else:
        first.fill(text)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
