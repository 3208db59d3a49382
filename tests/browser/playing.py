"""Plays a story in real browsers: everybody signs in, finds the task, answers, signs, goes on."""

import re
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import Page, expect

from engine.cli.seed import DEMO_PASSWORD
from engine.clock import london_date
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.forms.fields import Form
from engine.forms.sections import keys_of, sections_in
from engine.queries.played import newest_case
from engine.queries.task_page import task_page
from engine.rehearsals.people import LONG_AGO, Cast
from engine.rehearsals.play import Player, StoryClock, start_of
from engine.rehearsals.story import Step, Story
from tests.browser.filling import fill
from tests.browser.looking import barriers, overflow_at_320
from tests.browser.people import People


@dataclass
class Playing:
    """One story on its way through the pages."""

    people: People
    clock: StoryClock
    story: Story
    look: bool = True
    faults: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)
    at_home: set[Page] = field(default_factory=set)  # who found a task in the list of theirs

    def __post_init__(self) -> None:
        engine = self.people.service.engine
        self.clock.now = start_of(self.story, self.clock.now)
        self.cast = Cast(engine)
        self.player = Player(engine, self.clock, self.story, self.cast, self.clock.now)

    def play(self, *, until: str | None = None) -> str:
        """Every step, or those before the task *until*; the reference of the case."""
        for step in self.story.steps:
            if until is not None and step.do == until:
                break
            if step.do in self.finished and not step.refused:
                self.player._take(step)  # a step that comes again was seen in a browser
                continue
            self.player._move_clock(step)
            if step.do is not None:
                self._step(step)
        return self.player.reference

    def _step(self, step: Step) -> None:
        page = self.people.page(self._email(step))
        if not self.player.reference:
            self._start(page)
        task = self.player._open_task(step)
        if step.refused and step.refused.startswith("NotAllowed"):
            self._barred(page, task)
            return
        self._find(page, task)
        self._looked(page, f"form {step.do}")
        self._answer(page, step, task)
        if step.refused:
            expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
            self._looked(page, "form with errors")
            return
        self._finish(page)
        self._sign(page)
        self.finished.add(str(step.do))

    def _start(self, page: Page) -> None:
        self._go(page, "/start")
        self._looked(page, "start")
        what = f"{self.story.definition}/{self.story.force}"
        page.locator(f'[name="what"][value="{what}"]').check()
        page.get_by_role("button", name="Start now").click()
        self.player.reference = self.people.service.engine.ask(newest_case, None)

    def _find(self, page: Page, task: str) -> None:
        if not self.look or page in self.at_home:
            self._go(page, f"/tasks/{task}")
            return
        self.at_home.add(page)
        self._go(page, "/tasks")
        self._looked(page, "tasks")
        page.locator(f'main a[href="/tasks/{task}"]').click()

    def _answer(self, page: Page, step: Step, task: str) -> None:
        """Every question on the one page of the form, or section by section."""
        form = self._form(step, task)
        if form is None or not sections_in(form):
            fill(page, step.answers)
            page.get_by_role("button", name="Continue", exact=True).last.click()
            return
        for number, section in enumerate(sections_in(form), start=1):
            page.get_by_role("link", name=section.label, exact=True).click()
            self._looked(page, f"section {section.label}")
            mine = keys_of(form, number)
            fill(page, {key: value for key, value in step.answers.items() if key in mine})
            page.get_by_role("button", name="Save and continue").click()
        page.get_by_role("button", name="Check your answers").click()

    def _form(self, step: Step, task: str) -> Form | None:
        actor = self.player._actor_of(step)
        return self.people.service.engine.ask(task_page, actor, task).answers.form

    def _barred(self, page: Page, task: str) -> None:
        answer = page.goto(f"{self.people.service.address}/tasks/{task}")
        assert answer is not None
        assert answer.status == 404 or page.locator("main .govuk-warning-text").count() == 1
        assert page.get_by_role("button", name="Continue", exact=True).count() == 0

    def _finish(self, page: Page) -> None:
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Check your answers before you finish this task")
        self._looked(page, "check")
        page.get_by_role("button", name=re.compile("^Finish")).click()

    def _sign(self, page: Page) -> None:
        button = page.get_by_role("button", name="Return the signed letter")
        while "/sign" in page.url:
            self._looked(page, "sign")
            link = page.locator('main a[href^="/letters/"][href$="/file"]').first
            with page.expect_download() as waiting:
                link.click()
            waiting.value.path()
            name = f"signed {waiting.value.suggested_filename}"
            content = waiting.value.path().read_bytes()
            held = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            page.locator('main [name="signed"]').first.set_input_files(held)  # type: ignore[arg-type]
            form = page.locator("main form", has=page.locator('[name="signed"]')).first
            for tick in form.locator('[name="confirm"]').all():
                tick.check()
            form.locator("button", has_text="Return the signed letter").click()
        assert button.count() == 0

    def _looked(self, page: Page, kind: str) -> None:
        if not self.look or kind in self.looked_at:
            return
        self.looked_at.add(kind)
        self.faults += barriers(page) + overflow_at_320(page)

    def _go(self, page: Page, address: str) -> None:
        page.goto(self.people.service.address + address)

    def _email(self, step: Step) -> str:
        role, today = str(step.role), self._today()
        organisation = self.cast.organisation(role, step.of, self.story.force, today)
        email = f"{role}@{organisation}.example".replace("_", "-")
        if email not in self.emails:
            engine = self.people.service.engine
            title = engine.reference.role_title(role, today)
            name = f"{title}, {self.cast._name(organisation, today)}"
            person = engine.do(AddPerson(name, email, DEMO_PASSWORD, demo=True), None)
            engine.do(GrantRole(person, role, organisation, LONG_AGO), None)
            self.emails.add(email)
        return email

    def _today(self) -> date:
        return london_date(self.clock.now)
