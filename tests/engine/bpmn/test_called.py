"""Which processes a process brings with it: those it calls, and those that they call."""

from engine.bpmn.calls import called_processes


def test_a_process_called_from_two_places_is_reached_once() -> None:
    calls = {"main": ["costs", "rights"], "costs": ["letters"], "rights": ["letters"]}

    assert called_processes(calls, ["main"]) == {"main", "costs", "rights", "letters"}


def test_a_process_that_nobody_calls_is_left_out() -> None:
    assert called_processes({"main": ["costs"], "attic": ["costs"]}, ["main"]) == {"main", "costs"}
