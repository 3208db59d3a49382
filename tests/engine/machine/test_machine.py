"""The whole engine against a model of one small definition, in orders nobody thought of.

Whatever a person, the clock or a process owner can do is a rule. After each, the tables must say
what the model says, the log must verify, and task rows and timers must follow from the states.
"""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from benchmarks.astray import astray
from benchmarks.office import Office
from benchmarks.small import small
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.release_task import ReleaseTask
from engine.commands.reopen_task import ReopenTask
from engine.commands.save_draft import SaveDraft
from engine.commands.sign_letter import SignLetter
from engine.errors import AnswersRejected, NotAllowed, Stale
from engine.jobs.mail import HeldPost
from engine.people.actor import Actor
from engine.queries.played import people
from engine.queries.signing_in import actor_of
from engine.queries.verified import verified
from engine.rehearsals.play import StoryClock
from engine.worker import work_off
from tests.engine.machine import kept
from tests.engine.machine.model import Answers, CaseKept, will_do
from tests.engine.machine.people import DEPUTY, START
from tests.engine.machine.said import GOOD, SAID, question

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MOST_CASES = 3

WHO = st.sampled_from(["holder", "deputy"])
DATA = st.data()


class Service(RuleBasedStateMachine):
    """The service as people use it, and the model beside it."""

    fresh: Any  # gives a database of its own to each run

    def __init__(self) -> None:
        super().__init__()
        self.clock, self.post = StoryClock(START), HeldPost()
        self.held = self.fresh()
        self.url = self.held.__enter__()
        self.office, self.other = Office(self.url, self.clock), Office(self.url, self.clock)
        self.cases: list[CaseKept] = []
        self.version = (5, "check_people")

    def teardown(self) -> None:
        self.office.close()
        self.other.close()
        self.held.__exit__(None, None, None)

    # what the rules are made of

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

    # the rules

    @initialize()
    def open_the_first(self) -> None:
        self.start()

    @precondition(lambda self: len(self.cases) < MOST_CASES)
    @rule()
    def start(self) -> None:
        self.office.start()
        self.cases.append(CaseKept(*self.version, self.clock.now))

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, who=WHO)
    def complete(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open")
        key = question(element)
        answers = {key: data.draw(GOOD[key])}
        if self.try_to(CompleteTask(uid, None, answers), who, (case, element)):
            case.completed(element, answers, self.clock.now)

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, verdict=st.sampled_from(["yes", "yes", "back", None]))
    def hurry(self, data: st.DataObject, verdict: str | None) -> None:
        """A case is taken to its decision, and the decision to its verdict when there is one."""
        number, _ = data.draw(st.sampled_from(self.places("open")))
        case = self.cases[number]
        while case.open and "decide" not in case.open:
            self.do_well(number, min(case.open), "7")
        if verdict and case.open["decide"] == "open":
            self.do_well(number, "decide", verdict)

    def do_well(self, number: int, element: str, said: str) -> None:
        uid = self.pick_uid((number, element))
        answers = {question(element): said}
        self.finish(CompleteTask(uid, None, answers), (self.cases[number], element), answers)

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, strange=st.sampled_from([None, None, "verdict", "__class__"]))
    def complete_somehow(self, data: st.DataObject, strange: str | None) -> None:
        case, element, uid = self.pick(data, "open")
        key = question(element)
        answers: Answers = {key: data.draw(SAID[key])}
        if strange is not None and strange != key:
            answers[strange] = "x"
        self.finish(CompleteTask(uid, None, answers), (case, element), answers)

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA)
    def complete_from_the_draft(self, data: st.DataObject) -> None:
        case, element, uid = self.pick(data, "open")
        self.finish(CompleteTask(uid), (case, element), case.drafts.get(element, {}))

    def finish(self, command: CompleteTask, at: tuple[CaseKept, str], answers: Answers) -> None:
        case, element = at
        who = case.takers.get(element, "holder")
        if will_do(element, answers):
            assert self.try_to(command, who, at)
            case.completed(element, answers, self.clock.now)
            return
        with pytest.raises(AnswersRejected):
            self.office.engine.do(command, self.actor(who, element))

    @rule(data=DATA)
    def complete_what_is_over(self, data: st.DataObject) -> None:
        over = self.office.engine.ask(kept.closed_uids, None)
        signing = [self.pick_uid(place) for place in self.places("signing")]
        if over + signing:
            uid = data.draw(st.sampled_from(over + signing))
            element = self.office.engine.ask(kept.element_of, None, uid)
            with pytest.raises((Stale, NotAllowed)):
                self.office.engine.do(CompleteTask(uid), self.actor("deputy", element))

    def pick_uid(self, place: tuple[int, str]) -> str:
        return self.office.engine.ask(kept.open_uids, None)[place[0]][place[1]]

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA, who=WHO)
    def save_a_draft(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open")
        key = question(element)
        answers = {key: data.draw(SAID[key])}
        if self.try_to(SaveDraft(uid, answers), who, (case, element)):
            case.drafts[element] = answers

    @precondition(lambda self: self.places("open"))
    @rule(data=DATA)
    def answer_an_old_page(self, data: st.DataObject) -> None:
        case, element, uid = self.pick(data, "open")
        who = case.takers.get(element, "holder")
        version = self.office.engine.ask(kept.version_of, None, uid)
        draft = {question(element): ""}
        self.office.engine.do(SaveDraft(uid, draft, version), self.actor(who, element))
        case.drafts[element] = draft
        with pytest.raises(Stale):
            self.office.engine.do(CompleteTask(uid, version, draft), self.actor(who, element))

    @precondition(lambda self: self.places("open", "signing"))
    @rule(data=DATA, who=WHO)
    def claim(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open", "signing")
        if self.try_to(ClaimTask(uid), who, (case, element)):
            case.takers[element] = who

    @precondition(lambda self: self.places("open", "signing"))
    @rule(data=DATA, who=WHO)
    def release(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "open", "signing")
        if self.try_to(ReleaseTask(uid), who, (case, element)):
            case.takers.pop(element, None)

    @precondition(lambda self: self.places("signing"))
    @rule(data=DATA, who=WHO)
    def sign(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "signing")
        letter = next(one for one in self.office.letters(uid) if one.status == "issued")
        if self.try_to(SignLetter(letter.id, "signed.pdf", PDF), who, (case, element)):
            case.signed()

    @precondition(lambda self: self.places("signing"))
    @rule(data=DATA, who=WHO)
    def reopen(self, data: st.DataObject, who: str) -> None:
        case, element, uid = self.pick(data, "signing")
        if self.try_to(ReopenTask(uid, "The name is wrong"), who, (case, element)):
            case.reopened()

    @rule(hours=st.sampled_from([1, 24, 48, 49, 119, 120, 240]))
    def time_passes(self, hours: int) -> None:
        self.clock.now += timedelta(hours=hours)
        while work_off(self.office.engine, self.post):
            pass
        for case in self.cases:
            case.time_passed(self.clock.now)

    @rule(days=st.sampled_from([2, 5]), review=st.sampled_from(["check_people", "check_risk"]))
    def publish(self, days: int, review: str) -> None:
        self.office.engine.do(PublishShipped(small(f"P{days}D", review)), None)
        self.version = (days, review)
        if len(self.cases) < 2 * MOST_CASES:
            self.start()

    @rule()
    def reload(self) -> None:
        self.office.close()
        self.office = Office(self.url, self.clock)

    @rule()
    def go_to_the_other_machine(self) -> None:
        self.office, self.other = self.other, self.office

    # what is always true

    @invariant()
    def the_tables_say_what_the_model_says(self) -> None:
        said = self.office.engine.ask(kept.cases, None)
        assert said == [case.told() for case in self.cases]

    @invariant()
    def every_reminder_went_once_to_each_reader(self) -> None:
        rung = 2 * sum(case.rung for case in self.cases)
        assert self.office.engine.ask(kept.messages, None) == rung == len(self.post.messages)

    @invariant()
    def the_log_verifies(self) -> None:
        assert self.office.engine.ask(verified, None).faults == ()

    @invariant()
    def the_rows_follow_from_the_saved_states(self) -> None:
        assert self.office.engine.ask(astray, None) == []


@pytest.mark.timeout(300)
def test_the_service_does_what_its_model_does(fresh: Any, database_kind: str) -> None:
    Service.fresh = staticmethod(fresh)
    run_state_machine_as_test(
        Service,
        settings=settings(
            max_examples=25 if database_kind == "sqlite" else 8,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
