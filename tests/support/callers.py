"""Clerks who work through the pages of a running service, and note what they were told is kept."""

import re
import threading
import time
from pathlib import Path
from random import Random

from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.rehearsals.people import LONG_AGO
from tests.support.browsing import GONE, Answer, Browser
from tests.support.clerks import ENOUGH
from tests.support.office import FORCE, Office
from tests.support.small import KEY, ROLES, answers

PASSWORD = "four clerks share one kettle"
TASK = re.compile(r'href="/tasks/(\d+\.\d+)"')
LETTER = re.compile(r'action="/letters/(\d+)/sign"')
QUESTION = re.compile(r'name="(title|cost|people|verdict)"')
STEPS = {"title": "ask", "cost": "check_cost", "people": "check_people", "verdict": "decide"}
SHOWN = {"yes": "Approve", "back": "Send back"}
KEPT = 303
QUICKER = {404, 409}  # a colleague was
BUSY = 503


class Unexpected(Exception):
    """The service answered with something it should not have."""


def take_on(office: Office) -> None:
    """Takes on the people of the office, with a password each."""
    for role in sorted(set(ROLES.values())):
        made = office.engine.do(AddPerson(role, email_of(role), PASSWORD), None)
        office.engine.do(GrantRole(made, role, FORCE, LONG_AGO), None)


def email_of(role: str) -> str:
    """The address by which the office knows the holder of a role."""
    return f"{role}.{FORCE}@example.org".replace("_", "-")


class Caller(threading.Thread):
    """One clerk; `said` is what each task that was kept had been answered."""

    def __init__(self, port: int, folder: Path, seed: int, stop: threading.Event) -> None:
        super().__init__()
        self.random, self.stop, self.number = Random(seed), stop, seed
        self.notes = folder / f"caller-{seed}.notes"
        self.people = {role: Browser(port, email_of(role), PASSWORD) for role in ROLES.values()}
        self.said: dict[str, str] = {}
        self.overtaken = 0  # how often a colleague typed over what was typed
        self.told = 0  # how many steps it was told are kept

    def sign_in(self) -> None:
        """Signs everybody in, each in a browser of their own."""
        for person in self.people.values():
            person.sign_in()

    def run(self) -> None:
        """Does whatever step comes to hand until told to stop."""
        while not self.stop.is_set():
            try:
                told = self._one_step()
            except GONE:
                told = ""
                time.sleep(0.1)
            except Unexpected as problem:
                told = f"error {problem}"
            if told:
                self.told += 1
                with self.notes.open("a") as notes:
                    notes.write(f"{told}\n")

    def _one_step(self) -> str:
        waiting = [(role, uid) for role in self.people for uid in self._waiting(role)]
        if len(waiting) < ENOUGH:
            return self._start(self.people["force_lead"])
        role, uid = self.random.choice(waiting)
        person = self.people[role]
        page = _sound(person.get(f"/tasks/{uid}"))
        if page is None:
            return ""
        return self._sign(person, uid) if page.leads else self._answer(person, uid, page.page)

    def _waiting(self, role: str) -> list[str]:
        page = _sound(self.people[role].get("/tasks?tab=office"))
        return sorted(set(TASK.findall(page.page))) if page else []

    def _start(self, lead: Browser) -> str:
        page = _sound(lead.get("/start"))
        opened = page and _sound(lead.send("/start", page.page, what=f"{KEY}/{FORCE}"))
        return f"start {opened.leads.rsplit('/', 1)[-1]}" if opened else ""

    def _answer(self, person: Browser, uid: str, page: str) -> str:
        asked = QUESTION.findall(page)
        if not asked:
            return ""
        text = f"Said {self.number} {self.random.randrange(10**9)}"
        yes, step = self.random.random() < 0.5, STEPS[asked[0]]
        fields = answers(step, text=text, yes=yes)
        sent = _sound(person.send(f"/tasks/{uid}", page, action="continue", **fields))
        checked = sent and _sound(person.get(sent.leads))
        if not checked or checked.leads:
            return ""
        if SHOWN.get(str(fields[asked[0]]), str(fields[asked[0]])) not in checked.page:
            self.overtaken += 1  # a colleague typed over it, and this page shows what they said
            return ""
        done = _sound(person.send(f"/tasks/{uid}/complete", checked.page))
        if not done:
            return ""
        if not done.leads.startswith(("/cases/", f"/tasks/{uid}/sign")):
            raise Unexpected(f"complete {uid} led to {done.leads}")
        self.said[uid] = str(fields[asked[0]])
        return f"complete {uid}"

    def _sign(self, person: Browser, uid: str) -> str:
        page = _sound(person.get(f"/tasks/{uid}/sign"))
        found = page and LETTER.findall(page.page)
        if not page or not found:
            return ""
        letter = found[0]
        file = _sound(person.get(f"/letters/{letter}/file"))
        if file is None:
            return ""
        confirmed = [["confirm", "signed"], ["confirm", "same"]]
        address = f"/letters/{letter}/sign"
        done = _sound(person.hand_in(address, page.page, file.content, confirmed))
        return f"sign {uid}" if done else ""


def _sound(answer: Answer) -> Answer | None:
    """The answer; None when a colleague was quicker or the service is busy just now."""
    if answer.status in QUICKER | {BUSY}:
        return None
    if answer.status not in {200, 302, KEPT}:
        raise Unexpected(f"{answer.status}: {answer.content[:200]!r}")
    return answer
