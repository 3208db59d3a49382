"""Who the browser tests sign in as, and the service they sign in to."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD

FORCE_LEAD = "international.lead@lancashire.example"
CHIEF = "chief.constable@lancashire.example"
OWNER = "process.owner@section26.example"
SECOND_OWNER = "second.owner@section26.example"
AUDITOR = "auditor@section26.example"
ADMINISTRATOR = "administrator@section26.example"


@dataclass(frozen=True)
class Service:
    """The pages being served, and the engine behind them."""

    address: str
    engine: Engine


@dataclass
class People:
    """People by email address, each signed in once, in a window of their own."""

    service: Service
    opened: Callable[..., BrowserContext]
    choices: dict[str, object] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def page(self, email: str) -> Page:
        """Their window, signed in."""
        if email not in self.pages:
            self.pages[email] = self._sign_in(email)
        return self.pages[email]

    def at(self, email: str, address: str) -> Page:
        """Their window at an address of the service."""
        page = self.page(email)
        page.goto(self.service.address + address)
        return page

    def _sign_in(self, email: str) -> Page:
        page = self.opened(**self.choices).new_page()
        page.on("pageerror", lambda problem: self.faults.append(f"{page.url}: {problem}"))
        page.on("console", lambda said: self._heard(page, said.type, said.text))
        page.goto(f"{self.service.address}/sign-in")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        page.locator("form").filter(has=page.locator("#email")).get_by_role(
            "button", name="Sign in", exact=True
        ).click()
        page.get_by_role("heading", name="My tasks", level=1).wait_for()
        return page

    def _heard(self, page: Page, kind: str, text: str) -> None:
        if (kind == "error" and "Content Security Policy" in text) or "ElementError" in text:
            self.faults.append(f"{page.url}: {text}")
