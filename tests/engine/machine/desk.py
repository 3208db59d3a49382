"""What every rule of the state machine is made of: two machines' offices, people, and the model."""

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from engine.commands.complete_task import CompleteTask
from engine.commands.save_draft import SaveDraft
from engine.errors import AnswersRejected, NotAllowed
from engine.jobs.mail import HeldPost
from engine.people.actor import Actor
from engine.queries.played import people
from engine.queries.signing_in import actor_of
from engine.rehearsals.play import StoryClock
from tests.engine.machine import kept
from tests.engine.machine.model import Answers, CaseKept, Edition, will_do
from tests.engine.machine.people import DEPUTY, FIRST, SECOND, START
from tests.engine.machine.said import question
from tests.support.office import Office

WHO = st.sampled_from(["holder", "deputy"])
DATA = st.data()


class Desk(RuleBasedStateMachine):
    """The service as people use it, and the model beside it."""

    fresh: Any  # gives a database of its own to each run

    def __init__(self) -> None:
        super().__init__()
        self.clock, self.post = StoryClock(START), HeldPost()
        self.held = self.fresh()
        self.url = self.held.__enter__()
        self.office, self.other = Office(self.url, self.clock), Office(self.url, self.clock)
        self.cases: list[CaseKept] = []
        self.editions: dict[int, Edition] = {one.number: one for one in (FIRST, SECOND)}
        self.in_use = SECOND

    def teardown(self) -> None:
        self.office.close()
        self.other.close()
        self.held.__exit__(None, None, None)

    def actor(self, who: str, element: str) -> Actor:
        if who == "holder":
            return self.office.who_does(element)
        engine = self.office.engine
        return engine.ask(actor_of, None, engine.ask(people, None)[DEPUTY])

    def places(self, *statuses: str) -> list[tuple[int, str]]:
        return [
            (number, element)
            for number, case in enumerate(self.cases)
            for element, status in sorted(case.open.items())
            if status in statuses
        ]

    def pick(self, data: st.DataObject, *statuses: str) -> tuple[CaseKept, str, str]:
        number, element = data.draw(st.sampled_from(self.places(*statuses)))
        uid = self.office.engine.ask(kept.open_uids, None)[number][element]
        return self.cases[number], element, uid

    def try_to(self, command: Any, who: str, at: tuple[CaseKept, str]) -> bool:
        """Whether the command was done; refused if, and only if, a colleague has the task."""
        case, element = at
        actor = self.actor(who, element)
        if case.takers.get(element, who) == who:
            self.office.engine.do(command, actor)
            return True
        with pytest.raises(NotAllowed):
            self.office.engine.do(command, actor)
        return False

    def pick_uid(self, place: tuple[int, str]) -> str:
        return self.office.engine.ask(kept.open_uids, None)[place[0]][place[1]]

    def type_something(self, case: CaseKept, element: str, uid: str) -> None:
        """A draft, where there is none yet, of whoever has the step or does it."""
        if case.open[element] == "open" and element not in case.drafts:
            who, typed = case.takers.get(element, "holder"), {question(element): "Typed"}
            self.office.engine.do(SaveDraft(uid, typed), self.actor(who, element))
            case.drafts[element] = typed

    def finish(self, command: CompleteTask, at: tuple[CaseKept, str], answers: Answers) -> None:
        case, element = at
        who = case.takers.get(element, "holder")
        if will_do(element, answers):
            assert self.try_to(command, who, at)
            case.completed(element, answers, self.clock.now)
            return
        with pytest.raises(AnswersRejected):
            self.office.engine.do(command, self.actor(who, element))
