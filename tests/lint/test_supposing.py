"""Conditions that cannot hold together are told apart by trying every answer."""

from engine.analysis.satisfiability import choices, decidable, satisfiable
from engine.forms.fields import Field, Form, Option
from engine.forms.kinds.checklist import Checklist
from engine.forms.kinds.radio import Radio
from engine.forms.kinds.select import Select
from engine.forms.kinds.textfield import TextField
from engine.forms.kinds.yesno import YesNo


def form(*fields: Field) -> Form:
    return Form("f", "", fields, {}, frozenset())


def ticks(count: int) -> Field:
    options = tuple(Option(f"v{n}", f"V{n}") for n in range(count))
    return Field(Checklist(), "touched", options=options)


RADIO = Field(Radio(), "outcome", options=(Option("yes", "Yes"), Option("no", "No")))
KNOWN = choices([form(RADIO, Field(YesNo(), "urgent"), Field(TextField(), "why"), ticks(2))])


def test_two_answers_to_one_question_do_not_hold_together() -> None:
    assert not satisfiable([('outcome = "yes"', True), ('outcome = "no"', True)], KNOWN)


def test_two_questions_may_be_answered_together() -> None:
    assert satisfiable([('outcome = "yes"', True), ("urgent", True)], KNOWN)


def test_several_boxes_may_be_ticked() -> None:
    both = [(f'list contains(touched, "v{n}")', True) for n in range(2)]

    assert satisfiable(both, KNOWN)
    assert not satisfiable([*both, ("count(touched) < 2", True)], KNOWN)


def test_a_fact_without_a_choice_of_values_is_set_aside() -> None:
    assert satisfiable([('why = "a"', True), ('why = "b"', True)], KNOWN)
    assert not decidable(['why = "a"'], KNOWN)


def test_a_key_asked_in_words_elsewhere_has_no_choice_of_values() -> None:
    known = choices([form(RADIO), form(Field(TextField(), "outcome"))])

    assert "outcome" not in known


def test_a_key_asked_twice_may_have_either_answer() -> None:
    twice = choices([form(RADIO), form(RADIO)])

    assert satisfiable([('outcome = "no"', True)], twice)
    assert not satisfiable([('outcome = "maybe"', True)], twice)


def test_options_that_come_from_a_fact_are_not_known() -> None:
    assert choices([form(Field(Select(), "member", options_from="ipab_members"))]) == {}


def test_a_long_list_of_boxes_is_not_tried() -> None:
    assert choices([form(ticks(9))]) == {}


def test_an_unreadable_condition_is_set_aside() -> None:
    assert satisfiable([("= =", True)], KNOWN)


def test_too_many_answers_are_not_tried() -> None:
    fields = [Field(YesNo(), f"q{n}") for n in range(9)]
    known = choices([form(*fields)])
    everything = [(f"q{n}", True) for n in range(9)]

    assert satisfiable([*everything, ("q0 = false", True)], known)


def test_a_condition_that_does_too_much_work_is_supposed_to_be_possible() -> None:
    endless = "count(for i in 1..1000000000 return i) > 1 and urgent"

    assert satisfiable([(endless, True)], KNOWN)
    assert satisfiable([(endless, False)], KNOWN)
