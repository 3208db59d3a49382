"""Who reads each fact, and to do what with it."""

from engine.analysis.definition import opened
from engine.analysis.readers import Readers, Use
from engine.analysis.setting import Setting
from engine.rehearsals.rehearse import Definitions
from tests.lint.amended import definition

READERS: Readers = definition().readers


def uses(fact: str) -> set[tuple[str, str, str]]:
    return {(use.how, use.element, use.where) for use in READERS.of_fact[fact]}


def test_every_reader_of_a_fact_is_found_with_what_it_does() -> None:
    assert uses("start") == {
        ("kept", "ask", "the value of the fact days"),
        ("asked if", "review", "rank"),
        ("rests on", "review", ""),
        ("checked", "approve", "until"),
        ("rests on", "approve", ""),
        ("shown", "approve", "ask"),
        ("letter", "record", "B"),
        ("letter", "sign", "C"),
    }
    assert {("decides", "choose", "route"), ("asked if", "approve", "why")} <= uses("country")
    assert ("condition", "fork", "p_f4") in uses("way")
    assert ("shown", "approve", "") in uses("title")
    assert ("letter if", "sign", "the condition of letter C") in uses("days")


def test_the_answers_of_one_page_or_row_are_no_facts_of_others() -> None:
    assert "rank" not in READERS.of_fact
    assert "until" not in READERS.of_fact
    assert "member" not in READERS.of_fact


def test_what_a_step_reads_is_found_by_the_step() -> None:
    assert Use("view", "letter", "record", "B") in READERS.at_step["record"]
    assert READERS.put_to_somebody == {"ask"}


def test_what_a_step_amends_is_not_shown_with_its_own_answers(shipped: Definitions) -> None:
    readers = opened(shipped.bundle, Setting()).readers

    shown = {use.fact for use in readers.at_step["decide_approval"] if use.how == "shown"}
    assert "force_answers" in shown
    assert "duty_holder" not in shown


def test_a_fact_is_called_as_its_question_is() -> None:
    assert READERS.label("choice") == "The choice"
    assert READERS.label("country") == "Country"
    assert READERS.label("asked_on") == "asked on"
