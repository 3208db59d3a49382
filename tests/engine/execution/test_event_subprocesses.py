"""Event sub-processes, played as BPMN 2.0.2 (10.3.5, 13.5.4) says; every step is saved and read."""

from datetime import timedelta

import pytest

from engine.errors import DiagramFailed, Stale
from tests.support.drawing import Drawing, event, timer
from tests.support.playing import MORNING, Play


def steps(*keys: str) -> Drawing:
    drawing = Drawing().start().end()
    for key in keys:
        drawing.user(key)
    return drawing.chain("start", *keys, "end")


def handler(key: str, *keys: str) -> Drawing:
    """What stands in the event sub-process *key*, but for its start event."""
    inner = Drawing(f"{key}_in").end(f"{key}_end")
    for step in keys:
        inner.user(step)
    return inner.chain(f"{key}_on", *keys, f"{key}_end")


def message(drawing: Drawing, name: str) -> str:
    drawing.declare("message", f"m_{name}", name=name)
    return event("message", f"m_{name}")


def withdrawable(*keys: str) -> Drawing:
    drawing = steps(*keys)
    begun_by = message(drawing, "withdrawn")
    return drawing.event_sub("w", handler("w", "note"), begun_by)


def beside(*keys: str) -> Drawing:
    drawing = steps(*keys)
    begun_by = message(drawing, "incident")
    return drawing.event_sub("i", handler("i", "report"), begun_by, interrupting=False)


def test_an_interrupting_one_takes_over_wherever_the_case_stands() -> None:
    play = Play(withdrawable("a", "b").files())
    play.do("a")

    play.tell("withdrawn")

    assert play.open == ["note"]
    play.do("note")
    assert play.ended == "w_end"


def test_it_happens_once_only() -> None:
    play = Play(withdrawable("a").files())
    play.tell("withdrawn")

    with pytest.raises(Stale, match="not waiting for 'withdrawn'"):
        play.tell("withdrawn")


def test_a_case_that_nobody_interrupts_ends_as_drawn() -> None:
    play = Play(withdrawable("a").files())

    play.do("a")

    assert play.ended == "end"
    with pytest.raises(Stale):
        play.tell("withdrawn")


def test_timers_and_sub_processes_under_way_go_with_the_rest() -> None:
    inner = Drawing("s_in").start("s_start").user("x").end("s_end").chain("s_start", "x", "s_end")
    drawing = (
        Drawing().start().end().sub("s", inner).boundary("late", "s", timer("Duration", "P9D"))
    )
    drawing.user("y").chain("start", "s", "end").chain("late", "y", "end")
    drawing.event_sub("w", handler("w", "note"), message(drawing, "withdrawn"))
    play = Play(drawing.files())

    play.tell("withdrawn")

    assert play.open == ["note"]
    assert not play.last.timers


def test_one_that_does_not_interrupt_runs_beside_and_may_come_again() -> None:
    play = Play(beside("a").files())

    play.tell("incident")
    play.tell("incident")

    assert play.open == ["a", "report", "report"]


def test_the_case_is_over_when_all_that_runs_beside_is() -> None:
    play = Play(beside("a").files())
    play.tell("incident")

    play.do("a")
    assert play.ended is None
    play.do("report")
    assert play.ended == "end"  # what ran beside is not the end of the case


def test_an_interrupting_one_ends_those_beside() -> None:
    drawing = beside("a")
    drawing.event_sub("w", handler("w", "note"), message(drawing, "withdrawn"))
    play = Play(drawing.files())
    play.tell("incident")

    play.tell("withdrawn")

    assert play.open == ["note"]
    with pytest.raises(Stale):
        play.tell("incident")


def test_inside_a_sub_process_the_flow_goes_on_after_it() -> None:
    inner = Drawing("s_in").start("s_start").user("x").user("y").end("s_end")
    inner.chain("s_start", "x", "y", "s_end")
    inner.event_sub("late", handler("late", "explain"), timer("Duration", "P2D"))
    drawing = Drawing().start().sub("s", inner).user("after").end()
    play = Play(drawing.chain("start", "s", "after", "end").files())
    assert play.last.timers[0].due_at - MORNING == timedelta(days=2)
    play.do("x")

    play.wait(days=2)
    play.fire("late_on")

    assert play.open == ["explain"]
    play.do("explain")
    assert play.open == ["after"]
    assert not play.last.timers


def test_a_timer_that_repeats_begins_one_each_time() -> None:
    drawing = steps("a")
    repeating = timer("Cycle", "R3/P1D")
    drawing.event_sub("r", handler("r", "remind"), repeating, interrupting=False)
    play = Play(drawing.files())

    for _ in range(3):
        play.wait(days=1)
        play.fire("r_on")

    assert play.open == ["a", "remind", "remind", "remind"]
    assert not play.last.timers


def test_a_called_process_has_its_own() -> None:
    called = Drawing("q").start("q_start").user("x").end("q_end").chain("q_start", "x", "q_end")
    called.event_sub("w", handler("w", "note"), message(called, "withdrawn"))
    drawing = Drawing().start().call("c", "q").user("after").end()
    play = Play(drawing.chain("start", "c", "after", "end").files(called))

    play.tell("withdrawn")
    play.do("note")

    assert play.open == ["after"]
    play.do("after")
    assert play.ended == "end"


def test_a_message_from_within_ends_what_threw_it() -> None:
    drawing = Drawing().start().user("a").end()
    withdrawn = message(drawing, "withdrawn")
    drawing.throw("tell", withdrawn).user("b").chain("start", "a", "tell", "b", "end")
    drawing.event_sub("w", handler("w", "note"), withdrawn)
    play = Play(drawing.files())

    play.do("a")

    assert play.open == ["note"]


def test_a_stuck_case_is_seen_beside_one_that_is_waited_for() -> None:
    drawing = Drawing().start().user("a").gate("exclusive", "x", "d").gate("parallel", "j").end()
    drawing.chain("start", "a", "x").flow("x", "j", "k = 1").flow("x", "j", key="d")
    drawing.flow("j", "end")
    drawing.event_sub("w", handler("w", "note"), message(drawing, "withdrawn"))

    with pytest.raises(DiagramFailed, match="stop for ever"):
        Play(drawing.files()).do("a", k=1)


def test_the_state_keeps_one_short_row_for_each_that_is_waited_for() -> None:
    play = Play(withdrawable("a").files())

    assert b'"w_on",8]' in play.last.saved
