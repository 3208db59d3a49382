"""Diagrams on which SpiffWorkflow is right: events on edges and on the way. One construct each."""

from collections.abc import Iterator

from tests.engine.execution.both import Construct, do, fire, tell
from tests.engine.execution.constructs import inside, top
from tests.support.drawing import Drawing, event, timer

HOUR = timer("Duration", '"PT1H"')
MESSAGE = event("message", "m")


def edge(definition: str, *, interrupting: bool = True, host: str = "a") -> Drawing:
    """A step or sub-process with an event on its edge that leads to step b."""
    drawing = top("a", "b") if host == "a" else top("b").sub("s", inside("i", "a"))
    drawing.declare("message", "m", name="m")
    drawing.boundary("e", host, definition, interrupting=interrupting).end("late")
    return drawing.chain("start", host, "end").chain("e", "b", "late")


def timers_on_edges() -> Iterator[Construct]:
    yield Construct("boundary timer fires", edge(HOUR), (fire("e"), do("b")))
    yield Construct("boundary timer does not fire", edge(HOUR), (do("a"),))
    beside = edge(HOUR, interrupting=False)
    yield Construct("non-interrupting timer", beside, (fire("e"), do("b"), do("a")))
    yield Construct("non-interrupting timer, other order", beside, (fire("e"), do("a"), do("b")))
    yield Construct("non-interrupting timer does not fire", beside, (do("a"),))
    around = edge(HOUR, host="s")
    yield Construct("boundary timer on a sub-process", around, (fire("e"), do("b")))
    yield Construct("sub-process done before its timer", around, (do("a"),))
    called = top("b").call("c", "q").boundary("e", "c", HOUR).end("late")
    called.chain("start", "c", "end").chain("e", "b", "late")
    yield Construct("boundary timer on a call", called, (fire("e"), do("b")), (inside("q", "a"),))


def messages_on_edges() -> Iterator[Construct]:
    yield Construct("boundary message", edge(MESSAGE), (tell("m"), do("b")))
    yield Construct("boundary message does not come", edge(MESSAGE), (do("a"),))
    beside = edge(MESSAGE, interrupting=False)
    yield Construct("non-interrupting message, once", beside, (tell("m"), do("a"), do("b")))
    around = edge(MESSAGE, host="s")
    yield Construct("boundary message on a sub-process", around, (tell("m"), do("b")))
    two = edge(MESSAGE).user("c").boundary("e2", "a", HOUR).end("later").chain("e2", "c", "later")
    yield Construct("two events on one step, the message", two, (tell("m"), do("b")))
    yield Construct("two events on one step, the timer", two, (fire("e2"), do("c")))


def on_the_way() -> Iterator[Construct]:
    timed = top("a", "b").catch("c", HOUR).chain("start", "a", "c", "b", "end")
    yield Construct("catch timer", timed, (do("a"), fire("c"), do("b")))
    told = top("a", "b").declare("message", "m", name="m").catch("c", MESSAGE)
    told.chain("start", "a", "c", "b", "end")
    yield Construct("catch message", told, (do("a"), tell("m"), do("b")))
    received = top("a", "b").declare("message", "m", name="m")
    received.node("receiveTask", "c", messageRef="m").chain("start", "a", "c", "b", "end")
    yield Construct("receive task", received, (do("a"), tell("m"), do("b")))
    deep = Drawing("i").declare("message", "m", name="m").start("i_start").end("i_end")
    deep.catch("c", MESSAGE).chain("i_start", "c", "i_end")
    within = top("b").sub("s", deep).chain("start", "s", "b", "end")
    yield Construct("catch message in a sub-process", within, (tell("m"), do("b")))


def within_the_case() -> Iterator[Construct]:
    thrown = top("a", "b").declare("message", "m", name="m").catch("c", MESSAGE)
    thrown.throw("t", MESSAGE).gate("parallel", "f").gate("parallel", "j")
    thrown.chain("start", "f", "c", "b", "j").chain("f", "a", "t", "j", "end")
    yield Construct("message thrown and caught inside", thrown, (do("a"), do("b")))
    for kind in ("error", "escalation"):
        out = Drawing("i").start("i_start").user("a").gate("exclusive", "g", "usual").end("i_end")
        out.end("x", event(kind, "x1")).chain("i_start", "a", "g")
        out.flow("g", "x", "x > 0").flow("g", "i_end", key="usual")
        drawn = top("b").declare(kind, "x1", **{f"{kind}Code": "E1"}).sub("s", out).end("late")
        drawn.boundary("e", "s", event(kind, "x1")).chain("start", "s", "end")
        yield Construct(f"{kind} not thrown", drawn.chain("e", "b", "late"), (do("a", x=0),))


def first_events() -> Iterator[Construct]:
    for name, act, step in (("message", tell("m"), "b"), ("timer", fire("late"), "d")):
        first = top("b", "d").declare("message", "m", name="m").gate("eventBased", "g")
        first.end("end2").catch("came", MESSAGE).catch("late", HOUR)
        first.chain("start", "g", "came", "b", "end").chain("g", "late", "d", "end2")
        yield Construct(f"event-based gateway, the {name}", first, (act, do(step)))
