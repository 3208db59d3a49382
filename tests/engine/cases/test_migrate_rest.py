"""What is rarely met when a case is moved, and must be told or done all the same."""

import pytest

from engine.analysis.soundness import Verdict
from engine.cases import ending
from tests.engine.cases.moving import line, move, reasons, started
from tests.support.drawing import Drawing, event, timer, times


def test_a_case_that_waits_for_the_first_of_two_events_is_told_so() -> None:
    drawing = Drawing().start().gate("eventBased", "g").declare("message", "m", name="m")
    drawing.declare("message", "n", name="n")
    drawing.node("intermediateCatchEvent", "c", event("message", "m"))
    drawing.node("intermediateCatchEvent", "d", event("message", "n")).end().end("end2")
    drawing.chain("start", "g", "c", "end").chain("g", "d", "end2")
    assert "waits for the first of its events" in reasons(started(drawing), line("a").files())


def test_what_cannot_be_played_to_an_end_is_not_decided() -> None:
    undecided = Verdict("p", 1, decided=False, troubles=(), together={})
    (told,) = ending._sentences_of(undecided, started(line("a")).loaded.model)
    assert "cannot be said" in told


def test_a_change_that_touches_many_instances_is_told_once() -> None:
    def reviewed(role: str) -> Drawing:
        drawing = Drawing(role=role).start().user("a", times("3")).end()
        return drawing.chain("start", "a", "end")

    assert move(started(reviewed("clerk")), reviewed("chief").files()) == (
        "'a' is now for another role",
    )


@pytest.mark.parametrize("kept", [True, False])
def test_work_under_way_beside_a_step_goes_with_the_event_that_began_it(*, kept: bool) -> None:
    def drawn(*, beside: bool) -> Drawing:
        drawing = Drawing().start().user("a").end().chain("start", "a", "end")
        if beside:
            inner = Drawing("s").start("s1").user("b").end("s2").chain("s1", "b", "s2")
            drawing.boundary("bell", "a", timer("Duration", "P1D"), interrupting=False)
            drawing.sub("s", inner).end("told").chain("bell", "s", "told")
        return drawing

    play = started(drawn(beside=True))
    play.wait(days=2)
    play.fire("bell")
    assert play.open == ["a", "b"]
    if kept:
        assert move(play, drawn(beside=True).files()) == ()
    else:
        assert "'s' is under way" in reasons(play, drawn(beside=False).files())
