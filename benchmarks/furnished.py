"""A small database in which every table has a row: what tampering is tried on.

Whoever adds a table adds here what fills it; `benchmarks.tamper` names a table that is empty.
"""

import contextlib
from datetime import UTC, datetime, timedelta

from benchmarks.office import Office
from benchmarks.small import KEY, answers, small
from engine.commands.add_person import AddPerson
from engine.commands.check_definition import CheckDefinition
from engine.commands.claim_task import ClaimTask
from engine.commands.grant_role import GrantRole
from engine.commands.open_incident import OpenIncident
from engine.commands.save_draft import SaveDraft
from engine.commands.sign_in import SignIn
from engine.commands.sign_out import SignOut
from engine.commands.upload_draft import UploadDraft
from engine.errors import SignInRefused
from engine.jobs.mail import HeldPost
from engine.people.actor import Actor
from engine.queries.signing_in import actor_of
from engine.worker import work_off

MORNING = datetime(2026, 6, 1, 9, tzinfo=UTC)
EMAIL, PASSWORD = "grace.okafor@example.org", "correct horse battery staple"


class Furnished(Office):
    """An office with cases at every stage; its clock stands still until it is moved."""

    def __init__(self, url: str) -> None:
        self.now = MORNING
        super().__init__(url, clock=lambda: self.now)

    def furnish(self, wait: str = "P1D") -> None:
        """Fills every table by commands."""
        super().furnish(wait)
        self._model(self._owner())
        self._sign_in()
        self._end(self.start())
        self._remind(self.start())
        self._fail(self.start())

    def _owner(self) -> Actor:
        owner = self.engine.do(AddPerson("Grace Okafor", EMAIL, PASSWORD), None)
        begins = MORNING.date()
        granted = GrantRole(owner, "process_owner", "home-office", begins, begins.replace(2036))
        self.engine.do(granted, None)
        return self.engine.ask(actor_of, None, owner)

    def _model(self, owner: Actor) -> None:
        made = self.engine.do(UploadDraft(KEY, small("P2D"), "A longer wait"), owner)
        self.engine.do(CheckDefinition(made.key, made.number), owner)

    def _sign_in(self) -> None:
        with contextlib.suppress(SignInRefused):
            self.engine.do(SignIn(EMAIL, "another password", "10.0.0.7"), None)
        self.engine.do(SignIn(EMAIL, PASSWORD, "10.0.0.8"), None)
        token = self.engine.do(SignIn(EMAIL, PASSWORD, "10.0.0.8"), None)
        self.now += timedelta(minutes=5)
        self.engine.do(SignOut(token), None)

    def _end(self, uid: str) -> None:
        """A case from its first step to its end, its letter signed."""
        self.move_on(uid, "ask")
        for element in ("check_cost", "check_people", "decide"):
            self.move_on(self._waiting(uid, element), element)

    def _remind(self, uid: str) -> None:
        """A case that waits for a decision which somebody has begun; a reminder has gone out."""
        self.move_on(uid, "ask")
        for element in ("check_cost", "check_people"):
            self.move_on(self._waiting(uid, element), element)
        decide, chief = self._waiting(uid, "decide"), self.who_does("decide")
        self.engine.do(ClaimTask(decide), chief)
        self.engine.do(SaveDraft(decide, answers("decide", yes=True)), chief)
        self.now += timedelta(days=2)
        while work_off(self.engine, HeldPost()):
            pass

    def _fail(self, uid: str) -> None:
        """A case whose first step could not be done, with a timer that runs."""
        self.engine.do(OpenIncident("task", uid, "its letter could not be written"), None)

    def _waiting(self, uid: str, element: str) -> str:
        case = uid.partition(".")[0]
        rows = (row for row in self.tasks("open") if str(row.case_id) == case)
        return next(str(row.uid) for row in rows if row.element == element)
