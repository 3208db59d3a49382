"""Which processes a process brings with it: those it calls, and those that they call."""

from engine.bpmn.structure import reached


def test_a_process_called_from_two_places_is_reached_once() -> None:
    calls = {"main": ["costs", "rights"], "costs": ["letters"], "rights": ["letters"]}

    assert reached(calls, ["main"]) == {"main", "costs", "rights", "letters"}


def test_a_process_that_nobody_calls_is_left_out() -> None:
    assert reached({"main": ["costs"], "attic": ["costs"]}, ["main"]) == {"main", "costs"}
