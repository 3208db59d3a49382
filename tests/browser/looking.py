"""What a machine can say of how a page looks and works for everybody."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The design system keeps aria-expanded on a radio that reveals a question, on purpose.
ALLOWED = {("aria-allowed-attr", "govuk-radios__input"), ("aria-allowed-attr", "govuk-checkboxes")}
SMALLEST = {"width": 320, "height": 640}


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, in words."""
    only = {"runOnly": RULES, "resultTypes": ["violations"]}  # what passed takes as long to tell
    found = Axe().run(page, options=only).response
    return [
        f"{page.url}: {violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in node["html"] for rule, part in ALLOWED)
    ]


def overflow_at_320(page: Page) -> list[str]:
    """What makes the page scroll sideways on the narrowest screen."""
    before = page.viewport_size
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    wide: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= 320 ? [] :
        [...document.querySelectorAll('main *')]
          .filter(one => one.getBoundingClientRect().right > 321)
          .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
    )
    if before:
        page.set_viewport_size(before)
    return [f"{page.url}: wider than 320 pixels: {one}" for one in wide]
