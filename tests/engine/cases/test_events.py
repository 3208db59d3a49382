"""Timers, messages, errors and escalations, on the edge of a step and on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.cases import runtime
from engine.errors import DiagramFailed, DiagramRefused, Stale
from tests.support.drawing import Drawing, each, event, timer
from tests.support.playing import MORNING, Play


def on_edge(definition: str, *, interrupting: bool) -> Drawing:
    drawn = Drawing().declare("message", "m", name="withdrawn").start().user("a").end()
    drawn.boundary("b", "a", definition, interrupting=interrupting).user("other").end("e2")
    return drawn.chain("start", "a", "end").chain("b", "other", "e2")


def test_a_timer_says_when_it_is_due_in_utc() -> None:
    play = Play(on_edge(timer("Duration", "3 working days"), interrupting=False).files())
    assert [t.due_at for t in play.last.timers] == [datetime(2011, 8, 18, 9, tzinfo=UTC)]


def test_a_reminder_fires_once_and_leaves_the_step_open() -> None:
    play = Play(on_edge(timer("Duration", "P3D"), interrupting=False).files())
    uid = play.last.timers[0].uid
    play.fire("b")

    assert play.open == ["a", "other"]
    with pytest.raises(Stale):
        runtime.trigger_timer(play.loaded, play.last.saved, uid, {}, play.now)


def test_a_deadline_ends_the_step() -> None:
    play = Play(
        on_edge(timer("Date", "closes_on"), interrupting=True).files(), closes_on="2012-01-01"
    )
    assert play.last.timers[0].due_at == datetime(2012, 1, 1, tzinfo=UTC)
    play.fire("b")
    assert play.open == ["other"]


def test_a_step_done_in_time_stops_its_timers() -> None:
    play = Play(on_edge(timer("Duration", "P3D"), interrupting=True).files())
    uid = play.last.timers[0].uid
    play.do("a")

    assert (play.ended, play.last.timers) == ("end", ())
    with pytest.raises(Stale):
        runtime.trigger_timer(play.loaded, play.last.saved, uid, {}, play.now)


def test_reminders_missed_while_nothing_ran_fire_once() -> None:
    play = Play(on_edge(timer("Cycle", "R5/P1D"), interrupting=False).files())
    play.wait(days=3, hours=1)
    play.fire("b")

    assert play.open == ["a", "other"]
    assert play.last.timers[0].due_at == datetime(2011, 8, 19, 9, tzinfo=UTC)
    play.wait(days=9)
    play.fire("b")
    assert play.last.timers == ()


@pytest.mark.parametrize(
    ("source", "gap", "left"),
    [
        ('duration("P2DT1H")', timedelta(days=2, hours=1), 9),
        ('duration("P1M")', timedelta(days=31), 9),
        ("P1D", timedelta(days=1), 9),
        ("R2/2011-08-16T09:00:00Z/P1D", timedelta(days=1), 1),
        ('"R/P1D"', timedelta(days=1), 9),
    ],
)
def test_a_reminder_repeats(source: str, gap: timedelta, left: int) -> None:
    play = Play(on_edge(timer("Cycle", source), interrupting=False).files())
    first = play.last.timers[0].due_at
    assert first == MORNING + gap
    for _ in range(left):
        play.now = play.last.timers[0].due_at
        play.fire("b")
    assert len(play.last.timers) == 1
    assert play.last.timers[0].due_at > first


def test_a_reminder_every_second_of_a_long_pause_is_not_counted_out() -> None:
    play = Play(on_edge(timer("Cycle", "R/PT1S"), interrupting=False).files())
    play.wait(days=400)
    play.fire("b")
    assert play.last.timers[0].due_at == play.now + timedelta(seconds=1)


def test_a_reminder_that_runs_out_of_calendar_stops() -> None:
    play = Play(on_edge(timer("Cycle", "R/P100Y"), interrupting=False).files())
    play.now = datetime(9950, 1, 1, tzinfo=UTC)
    play.fire("b")
    assert play.last.timers == ()
    with pytest.raises(DiagramFailed, match="'b' has no time"):
        runtime.begin(play.loaded, {}, play.now)


@pytest.mark.parametrize("source", ["0 0 9 * * ?", "closes_on", '"soon"', "-3", 'duration("-P1D")'])
def test_a_cycle_without_a_gap_names_itself(source: str) -> None:
    with pytest.raises((DiagramFailed, DiagramRefused), match="'b'"):
        Play(on_edge(timer("Cycle", source), interrupting=False).files())


def test_an_error_from_deep_inside_reaches_the_edge_around_it() -> None:
    inner = (
        Drawing("i").start("i1").user("x").end("bad", event("error", "x1")).chain("i1", "x", "bad")
    )
    middle = Drawing("m").start("m1").sub("i", inner, each("members", "member")).end("m2")
    middle.boundary("mb", "i", timer("Duration", "P1D")).chain("m1", "i", "m2").flow("mb", "m2")
    drawn = Drawing().declare("error", "x1", errorCode="E").start().sub("m", middle.chain("m1"))
    drawn.boundary("b", "m", event("error", "x1")).end().end("e2").chain("start", "m", "end")
    play = Play(drawn.flow("b", "e2").files(), members=[1, 2])
    play.do("x", item=1)
    assert (play.ended, play.open, play.last.timers) == ("e2", [], ())


def test_a_message_that_ends_one_waiting_step_does_not_wake_what_was_inside() -> None:
    drawn = Drawing().declare("message", "m", name="stop").start()
    inner = Drawing("s").start("s1").user("x").boundary("bi", "x", event("message", "m"))
    inner.end("s2").user("woken").chain("s1", "x", "s2").chain("bi", "woken", "s2")
    drawn.sub("s", inner).boundary("bo", "s", event("message", "m")).end().end("e2")
    play = Play(drawn.chain("start", "s", "end").flow("bo", "e2").files())
    play.tell("stop")
    assert (play.ended, play.open) == ("e2", [])


def test_a_timer_without_a_time_names_itself() -> None:
    with pytest.raises(DiagramFailed, match=r"timer 'b' has no time: 'closes_on' is null"):
        Play(on_edge(timer("Date", "closes_on"), interrupting=True).files())


def test_a_message_interrupts_or_comes_again() -> None:
    play = Play(on_edge(event("message", "m"), interrupting=True).files())
    assert runtime.awaited(play.loaded, play.last.saved) == {"withdrawn"}
    play.tell("withdrawn")
    assert play.open == ["other"]

    play = Play(on_edge(event("message", "m"), interrupting=False).files())
    play.tell("withdrawn")
    play.tell("withdrawn")
    assert play.open == ["a", "other", "other"]


def test_a_message_that_nothing_waits_for_is_stale() -> None:
    play = Play(on_edge(event("message", "m"), interrupting=True).files())
    with pytest.raises(Stale, match="not waiting for 'hello'"):
        play.tell("hello")


def test_a_message_around_everything_ends_what_is_inside() -> None:
    called = Drawing("q").start("q1").user("deep").end("q2").chain("q1", "deep", "q2")
    inner = Drawing("s").start("s1").gate("parallel", "f").call("c", "q").user("x").end("e1")
    inner.end("e3").chain("s1", "f", "c", "e1").chain("f", "x", "e3")
    drawn = Drawing().declare("message", "m", name="withdrawn").start().sub("s", inner).end()
    drawn.boundary("w", "s", event("message", "m")).end("gone").chain("start", "s", "end")
    play = Play(drawn.flow("w", "gone").files(called))
    assert play.open == ["deep", "x"]
    play.tell("withdrawn")
    assert (play.open, play.ended) == ([], "gone")


@pytest.mark.parametrize(("kind", "interrupting"), [("error", True), ("escalation", False)])
def test_what_is_thrown_inside_is_caught_around_that_activity_only(
    kind: str,
    interrupting: bool,  # noqa: FBT001
) -> None:
    drawn = Drawing().declare(kind, "x1", **{f"{kind}Code": "E1"}).start().gate("parallel", "f")
    drawn.chain("start", "f")
    for n in "12":
        inner = Drawing(f"s{n}").start(f"st{n}").user(f"u{n}").end(f"en{n}", event(kind, "x1"))
        drawn.sub(f"s{n}", inner.chain(f"st{n}", f"u{n}", f"en{n}")).end(f"ok{n}").user(f"h{n}")
        drawn.boundary(f"b{n}", f"s{n}", event(kind, "x1"), interrupting=interrupting)
        drawn.end(f"he{n}").chain("f", f"s{n}", f"ok{n}").chain(f"b{n}", f"h{n}", f"he{n}")
    play = Play(drawn.files())
    play.do("u1")
    assert play.open == ["h1", "u2"]
    assert ("ok1" in play.passed) is not interrupting


def beside_automatic_steps(way_out: str) -> Drawing:
    """A sub-process in which an end event comes first, with two automatic steps beside it."""
    inner = Drawing("s").start("s1").gate("parallel", "f").end("out", way_out).end("e1")
    inner.throw("t1").throw("t2").chain("s1", "f", "out").chain("f", "t1", "t2", "e1")
    return Drawing().start().user("a").sub("s", inner).chain("start", "a", "s")


def test_an_error_interrupts_before_any_automatic_step_beside_it_is_passed() -> None:
    drawn = beside_automatic_steps(event("error", "x1")).declare("error", "x1", errorCode="E1")
    drawn.boundary("b", "s", event("error", "x1")).user("mend").end().chain("b", "mend", "end")
    play = Play(drawn.files())
    done = play.do("a")
    assert done.passed == ("a", "s1", "f", "out", "b")


def test_a_terminate_event_ends_before_any_automatic_step_beside_it_is_passed() -> None:
    play = Play(beside_automatic_steps(event("terminate")).end().chain("s", "end").files())
    done = play.do("a")
    assert (done.passed, play.ended) == (("a", "s1", "f", "out", "s", "end"), "end")


def test_an_escalation_that_interrupts_is_heard_before_the_next_element_is_reached() -> None:
    drawn = Drawing().declare("escalation", "x1", escalationCode="E1").start().user("b").end()
    inner = Drawing("s").start("s1").throw("t", event("escalation", "x1")).end("e1")
    inner.catch("never", timer("Date", "a_day_that_nobody_knows")).chain("s1", "t", "never", "e1")
    drawn.sub("s", inner).boundary("edge", "s", event("escalation", "x1")).chain("start", "s")
    play = Play(drawn.chain("edge", "b", "end").files())
    assert (play.passed, play.open) == (["start", "s1", "t", "edge"], ["b"])


@pytest.mark.parametrize("name", ["event_fired", "due", "rest", "event_value"])
def test_an_event_may_bear_any_name(name: str) -> None:
    inner = Drawing("s").start("s1").user("x").end("bad", event("error", "x1"))
    drawn = Drawing().declare("message", "m", name=name).declare("error", "x1", errorCode="E1")
    drawn.start().catch("wait", event("message", "m")).user("b").end()
    drawn.sub("s", inner.chain("s1", "x", "bad")).boundary(name, "s", event("error", "x1"))
    play = Play(drawn.chain("start", "wait", "s").chain(name, "b", "end").files())
    play.tell(name)
    play.do("x")
    assert play.open == ["b"]


def test_an_error_nobody_waits_for_is_an_error_that_names_it() -> None:
    drawn = Drawing().declare("error", "x1", errorCode="E1").start().user("a")
    drawn.end("bad", event("error", "x1")).chain("start", "a", "bad")
    play = Play(drawn.files())
    with pytest.raises(DiagramFailed, match="'bad' ends in the error 'E1'"):
        play.do("a")


def test_a_receive_task_waits_for_its_message() -> None:
    drawn = Drawing().declare("message", "m", name="ready").start().gate("parallel", "f").end()
    drawn.node("receiveTask", "wait", messageRef="m").user("a").throw("tell", event("message", "m"))
    drawn.end("e2").chain("start", "f", "wait", "end").chain("f", "a", "tell", "e2")
    play = Play(drawn.files())
    assert (play.open, play.ended) == (["a"], None)
    play.do("a")
    assert play.ended in ("end", "e2")


def test_the_first_event_of_a_gateway_takes_the_way_on() -> None:
    drawn = Drawing().declare("message", "m", name="answer").start().gate("eventBased", "g")
    drawn.catch("late", timer("Duration", "P10D")).catch("came", event("message", "m"))
    drawn.user("chase").user("read").end("e1").end("e2").chain("start", "g", "late", "chase", "e1")
    drawn.chain("g", "came", "read", "e2")
    play = Play(drawn.files())
    play.tell("answer")
    assert (play.open, play.last.timers) == (["read"], ())


def test_a_message_thrown_in_a_case_wakes_what_waits_in_it() -> None:
    drawn = Drawing().declare("message", "m", name="ready").start().gate("parallel", "f").end("e1")
    drawn.catch("wait", event("message", "m")).user("b").user("a").end("e2")
    drawn.node("sendTask", "tell", messageRef="m").chain("start", "f", "wait", "b", "e1")
    play = Play(drawn.chain("f", "a", "tell", "e2").files())
    play.do("a")
    assert play.open == ["b"]
