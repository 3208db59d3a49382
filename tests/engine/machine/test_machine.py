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
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.commands.migrate_case import MigrateCase
from engine.commands.send_message import SendMessage
from engine.errors import AnswersRejected, DefinitionRefused, Stale
from engine.queries.verified import verified
from engine.worker import work_off
from tests.engine.machine import kept
from tests.engine.machine.desk import DATA, WHO
from tests.engine.machine.drawn import MESSAGES, edition
from tests.engine.machine.model import CaseKept, Edition
from tests.engine.machine.working import Working
from tests.in_use import PutIntoUse
from tests.support.astray import astray
from tests.support.office import Office

MOST_CASES = 3
NEWS = st.sampled_from(sorted(MESSAGES))


class Service(Working):
    """The rest of what can happen: cases begin, time passes, news comes, versions change."""

    @initialize()
    def open_the_first(self) -> None:
        self.start()

    @precondition(lambda self: len(self.cases) < MOST_CASES)
    @rule()
    def start(self) -> None:
        self.office.start()
        self.cases.append(CaseKept(self.in_use, self.clock.now))

    @precondition(lambda self: self.cases)
    @rule(
        data=DATA,
        who=WHO,
        name=st.sampled_from(sorted(MESSAGES)),
        text=st.sampled_from(["News", " "]),
    )
    def tell(self, data: st.DataObject, who: str, name: str, text: str) -> None:
        deciding = [n for n, case in enumerate(self.cases) if "decide" in case.open]
        number = data.draw(st.sampled_from([*deciding, *deciding, *range(len(self.cases))]))
        reference = self.office.engine.ask(kept.references, None)[number]
        command = SendMessage(reference, name, {MESSAGES[name]: text})
        actor, case = self.actor(who, "decide"), self.cases[number]
        if "decide" not in case.open:
            with pytest.raises(Stale):
                self.office.engine.do(command, actor)
        elif not text.strip():
            with pytest.raises(AnswersRejected):
                self.office.engine.do(command, actor)
        else:
            self.office.engine.do(command, actor)
            case.told_of(name, text)

    @rule(hours=st.sampled_from([1, 24, 48, 49, 119, 120, 240]))
    def time_passes(self, hours: int) -> None:
        self.clock.now += timedelta(hours=hours)
        while work_off(self.office.engine, self.post):
            pass
        for case in self.cases:
            case.time_passed(self.clock.now)

    @rule(days=st.sampled_from([2, 5]), review=st.sampled_from(["check_people", "check_risk"]))
    def publish(self, days: int, review: str) -> None:
        made = self.office.engine.do(PutIntoUse(edition(days, review)), None)
        self.in_use = self.editions[made.version] = Edition(made.version, days, review)
        if len(self.cases) < 2 * MOST_CASES:
            self.start()

    @precondition(lambda self: self.cases)
    @rule(data=DATA)
    def move(self, data: st.DataObject) -> None:
        alive = [n for n, case in enumerate(self.cases) if case.open]
        number = data.draw(st.sampled_from([*alive, *alive, *range(len(self.cases))]))
        to = self.editions[data.draw(st.sampled_from(sorted(self.editions)))]
        reference = self.office.engine.ask(kept.references, None)[number]
        case, before = self.cases[number], self.office.engine.ask(kept.open_uids, None)
        for element in sorted(case.open):
            self.type_something(case, element, before[number][element])
        command = MigrateCase(reference, to.number)
        if case.edition.number == to.number:
            with pytest.raises(Stale):
                self.office.engine.do(command, None)
        elif case.stays(to):
            with pytest.raises(DefinitionRefused):
                self.office.engine.do(command, None)
        else:
            self.office.engine.do(command, None)
            case.edition = to
        assert self.office.engine.ask(kept.open_uids, None) == before

    @rule()
    def reload(self) -> None:
        self.office.close()
        self.office = Office(self.url, self.clock)

    @rule(data=DATA)
    def move_everything(self, data: st.DataObject) -> None:
        for _ in range(len(self.cases)):
            self.move(data)

    @rule()
    def go_to_the_other_machine(self) -> None:
        self.office, self.other = self.other, self.office

    # what is always true

    @invariant()
    def the_tables_say_what_the_model_says(self) -> None:
        said = self.office.engine.ask(kept.cases, None)
        assert said == [case.told() for case in self.cases]

    @invariant()
    def every_email_went_once_to_each_reader(self) -> None:
        rung = sum(2 * case.rung + case.notified for case in self.cases)
        assert self.office.engine.ask(kept.messages, None) == rung == len(self.post.messages)

    @invariant()
    def the_log_verifies(self) -> None:
        assert self.office.engine.ask(verified, None).faults == ()

    @invariant()
    def the_rows_follow_from_the_saved_states(self) -> None:
        assert self.office.engine.ask(astray, None) == []


def test_the_service_does_what_its_model_does(fresh: Any, database_kind: str) -> None:
    Service.fresh = staticmethod(fresh)
    run_state_machine_as_test(
        Service,
        settings=settings(
            max_examples=10 if database_kind == "sqlite" else 4,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
