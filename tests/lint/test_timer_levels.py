"""A time may be left to the service levels only where the reference tables have one."""

from datetime import date

import pytest

from engine.analysis.definition import opened
from engine.analysis.setting import Setting
from engine.definitions.checking import setting_of
from engine.definitions.shipped import reference_in, shipped_workflows
from engine.lint.rules.timer_reads import faults
from engine.people.reference import Reference
from tests.support.drawing import Drawing, timer

LAST = date(2026, 12, 31)
LEVEL, REMINDER = "service level", "service level reminder"


def told(setting: Setting, kind: str = "Duration") -> list[str]:
    drawn = Drawing().start().user("a", camunda_dueDate=LEVEL).end().end("e2")
    drawn.boundary("bell", "a", timer(kind, REMINDER), interrupting=False)
    drawn.chain("start", "a", "end").chain("bell", "e2")
    return [fault.sentence for fault in faults(opened(drawn.files(), setting))]


def test_levels_that_nobody_told_are_not_judged() -> None:
    assert told(Setting()) == []


def test_a_step_with_a_level_and_a_reminder_is_right() -> None:
    assert told(Setting(levels={"a": {LEVEL, REMINDER}})) == []


@pytest.mark.parametrize("kind", ["Date", "Cycle"])
def test_a_level_is_a_length_of_time(kind: str) -> None:
    (sentence,) = told(Setting(levels={"a": {LEVEL, REMINDER}}), kind)

    assert "choose the right kind" in sentence or "repeats" in sentence


def test_what_the_tables_lack_is_told_with_what_to_do() -> None:
    no_reminder = told(Setting(levels={"a": {LEVEL}}))
    nothing = told(Setting(levels={}))

    assert len(no_reminder) == 1
    assert "a reminder for 'a' at every urgency: add a row to the table" in no_reminder[0]
    assert len(nothing) == 2


def test_a_step_with_rows_for_some_urgencies_only_has_no_level() -> None:
    files = reference_in(shipped_workflows())
    rows = files["service_levels"].decode().splitlines()
    some = [row for row in rows if not row.startswith("build_case,,")]
    reference = Reference({**files, "service_levels": "\n".join(some).encode()})
    levels = setting_of(reference, LAST).levels

    assert levels is not None
    assert levels["build_case"] == set()
    assert levels["decide_consent"] == {LEVEL, REMINDER}
    assert levels["screen_scope"] == {LEVEL}
