"""Timers and events that are waited for when their case is moved."""

from datetime import timedelta

import pytest

from engine.errors import Stale
from tests.engine.cases.moving import line, move, reasons, started
from tests.support.drawing import Drawing, event, timer


def with_edge(*edges: tuple[str, str], interrupting: bool = False) -> Drawing:
    """A step `a` with timers on its edge, each leading to a step of its own."""
    drawing = Drawing().start().user("a").end().chain("start", "a", "end")
    for key, source in edges:
        drawing.boundary(key, "a", timer("Duration", source), interrupting=interrupting)
        drawing.user(f"{key}_on").end(f"{key}_end").chain(key, f"{key}_on", f"{key}_end")
    return drawing


def test_a_running_timer_keeps_its_instant() -> None:
    play = started(with_edge(("t", "P14D")))
    before = play.last.timers
    play.wait(days=3)
    assert move(play, with_edge(("t", "P7D")).files()) == ()

    assert play.last.timers == before
    play.fire("t")
    assert play.open == ["a", "t_on"]


def test_a_second_timer_on_an_open_step_runs_from_the_move() -> None:
    play = started(with_edge(("t", "P14D")))
    play.wait(days=3)
    changes = move(play, with_edge(("t", "P14D"), ("late", "P21D")).files())

    assert changes == ("'late' is waited for from now on",)
    due = {timer.element: timer.due_at for timer in play.last.timers}
    assert due["late"] - play.now == timedelta(days=21)
    assert due["t"] - play.now == timedelta(days=11)


def test_a_first_timer_on_an_open_step_runs_from_the_move() -> None:
    play = started(line("a"))
    uid = play.task("a").uid
    move(play, with_edge(("t", "P14D"), interrupting=True).files())

    assert play.task("a").uid == uid
    play.fire("t")
    assert play.open == ["t_on"]


def test_a_timer_that_is_no_longer_drawn_stops() -> None:
    play = started(with_edge(("t", "P14D")))
    changes = move(play, line("a").files())

    assert changes == ("'t' is no longer waited for: the new version does not have it there",)
    assert play.last.timers == ()
    play.do("a")
    assert play.ended == "end"


def test_a_reminder_that_has_been_sent_is_not_sent_again() -> None:
    play = started(with_edge(("t", "P14D")))
    play.fire("t")
    move(play, with_edge(("t", "P3D")).files())

    assert (play.open, play.last.timers) == (["a", "t_on"], ())


@pytest.mark.parametrize(
    ("then", "now", "left"), [("Duration", "Cycle", 1), ("Cycle", "Duration", 0)]
)
def test_whether_a_running_timer_repeats_is_for_the_new_version_to_say(
    then: str, now: str, left: int
) -> None:
    def edged(kind: str) -> Drawing:
        drawing = Drawing().start().user("a").end().chain("start", "a", "end").end("e2")
        source = "R3/P2D" if kind == "Cycle" else "P2D"
        drawing.boundary("t", "a", timer(kind, source), interrupting=False)
        return drawing.flow("t", "e2")

    play = started(edged(then))
    before = play.last.timers
    move(play, edged(now).files())
    assert play.last.timers == before
    play.fire("t")
    assert len(play.last.timers) == left


def test_a_new_timer_without_a_time_keeps_the_case_where_it_is() -> None:
    new = Drawing().start().user("a").end().chain("start", "a", "end").end("e2")
    new.boundary("t", "a", timer("Date", "closes_on")).flow("t", "e2")
    assert "'t' has no time" in reasons(started(line("a")), new.files())


def test_what_is_waited_for_may_not_become_something_else() -> None:
    def catching(definition: str) -> Drawing:
        drawing = Drawing().declare("message", "m", name="answer").start().catch("c", definition)
        return drawing.user("a").end().chain("start", "c", "a", "end")

    play = started(catching(timer("Duration", "P14D")))
    before = play.last.timers
    assert "waits there for a message, not for a timer" in reasons(
        play, catching(event("message", "m")).files()
    )
    move(play, catching(timer("Duration", "P1D")).files())
    assert play.last.timers == before


def test_the_events_after_a_gateway_follow_the_new_version() -> None:
    def first(*days: str) -> Drawing:
        drawing = Drawing().start().gate("eventBased", "g").end().flow("start", "g")
        for day in days:
            drawing.catch(day, timer("Duration", f"P{day[1:]}D")).chain("g", day, "end")
        return drawing

    play = started(first("d1", "d2"))
    due = {timer.element: timer.due_at for timer in play.last.timers}
    changes = move(play, first("d2", "d9").files())
    assert [change.split("'")[1] for change in changes] == ["d1", "d9"]
    assert {t.element: t.due_at for t in play.last.timers}["d2"] == due["d2"]
    play.fire("d9")
    assert play.ended == "end"


def with_handler(*steps: str, interrupting: bool = True) -> Drawing:
    """A line of steps that a message ends, or has something done beside."""
    drawing = line(*steps).declare("message", "m", name="withdrawn")
    inner = Drawing("w_in").user("note").end("w_end").chain("w_on", "note", "w_end")
    return drawing.event_sub("w", inner, event("message", "m"), interrupting=interrupting)


def test_an_event_sub_process_drawn_anew_is_waited_for_from_the_move() -> None:
    play = started(line("a", "b"), "a")

    changes = move(play, with_handler("a", "b").files())

    assert changes == ("'w_on' is waited for from now on",)
    play.tell("withdrawn")
    assert play.open == ["note"]


def test_an_event_sub_process_no_longer_drawn_is_no_longer_waited_for() -> None:
    play = started(with_handler("a", "b"), "a")

    changes = move(play, line("a", "b").files())

    assert changes == ("'w_on' is no longer waited for: the new version does not have it there",)
    with pytest.raises(Stale):
        play.tell("withdrawn")


def test_nothing_is_waited_for_anew_once_another_has_taken_over() -> None:
    play = started(with_handler("a"))
    play.tell("withdrawn")
    drawing = with_handler("a").declare("message", "n", name="lapsed")
    inner = Drawing("l_in").end("l_end").chain("l_on", "l_end")
    drawing.event_sub("l", inner, event("message", "n"))

    assert move(play, drawing.files()) == ()
    with pytest.raises(Stale):
        play.tell("lapsed")
    play.do("note")
    assert play.ended == "w_end"


def test_one_under_way_stays_what_it_was() -> None:
    play = started(with_handler("a"))
    play.tell("withdrawn")

    found = reasons(play, with_handler("a", interrupting=False).files())

    assert found == "'w' is under way, and the new version begins it otherwise: finish it first"
