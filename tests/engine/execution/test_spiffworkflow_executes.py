"""SpiffWorkflow executes the diagrams: its own functions are seen at work while cases run."""

import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from tests.support.drawing import Drawing, event, timer
from tests.support.playing import Play

CHOICES = (
    "ExclusiveChoice._run_hook",
    "InclusiveGateway._run_hook",
    "MultiChoice._get_matching_outputs",
    "_BpmnCondition._matches",
)
LIFE_CYCLE = (
    "TaskSpec._update",
    "Task._ready",
    "Task.run",
    "Task.complete",
    "TaskSpec._on_complete",
    "Task._sync_children",
    "Workflow._remove_task",
)
SUB_PROCESSES = (
    "SubWorkflowTask._update_hook",
    "SubWorkflowTask.start_workflow",
    "SubWorkflowTask._on_subworkflow_completed",
)

EVENTS = (
    "CatchingEvent._update_hook",
    "CatchingEvent.catch",
    "CatchingEvent._run_hook",
    "BoundaryEvent.catches",
    "ThrowingEvent._run_hook",
    "EndEvent._on_complete_hook",
    "EventManager.add_task",
    "EventManager.catch",
    "EventManager.remove_task",
    "EventDefinition.throw",
    "EventDefinition.has_fired",
    "MessageEventDefinition.catches",
    "CodeEventDefinition.__eq__",
    "TerminateEventDefinition.throw",
)

READING = (
    "BpmnParser.add_bpmn_xml",
    "ProcessParser._index_process_nodes",
    "ProcessParser._parse",
    "TaskParser.parse_node",
)


def choosing() -> None:
    """A case that passes an exclusive and an inclusive gateway."""
    drawn = Drawing().start().user("ask").gate("exclusive", "one", "rest").user("few").end()
    drawn.gate("inclusive", "some", "others").gate("inclusive", "join").user("x").user("y")
    drawn.chain("start", "ask", "one").flow("one", "few", "amount < 5").chain("few", "end")
    drawn.flow("one", "some", key="rest").flow("some", "x", "amount > 8")
    drawn.flow("some", "y", key="others").chain("x", "join").chain("y", "join", "end")
    play = Play(drawn.files())
    play.do("ask", amount=9)
    play.do("x")
    assert play.ended == "end"


def nesting() -> None:
    """A case that goes through a sub-process, with two steps of which one is cut short."""
    inner = Drawing("s").start("s1").gate("parallel", "f").user("x").user("y").end("e1")
    inner.end("stop", event("terminate")).chain("s1", "f", "x", "e1").chain("f", "y", "stop")
    drawn = Drawing().start().sub("s", inner).end().chain("start", "s", "end")
    play = Play(drawn.files())
    play.do("y")
    assert play.ended == "end"


def waiting() -> None:
    """A case that waits for a timer, a message and an error, and throws the last two."""
    inner = Drawing("s").start("s1").user("x").end("bad", event("error", "e"))
    drawn = Drawing().declare("message", "m", name="ready").declare("error", "e", errorCode="E")
    drawn.start().gate("parallel", "f").gate("parallel", "j").end()
    drawn.sub("s", inner.chain("s1", "x", "bad")).boundary("b", "s", event("error", "e"))
    drawn.catch("late", timer("Duration", "P1D")).catch("came", event("message", "m"))
    drawn.user("a").throw("tell", event("message", "m")).gate("exclusive", "over")
    drawn.chain("start", "f", "s", "over", "j", "end").chain("b", "over").chain(
        "f", "late", "j"
    ).chain("f", "came", "j")
    play = Play(drawn.chain("f", "a", "tell", "j").files())
    play.fire("late")
    play.do("a")
    play.do("x")
    assert play.ended == "end"


@pytest.fixture(scope="module")
def at_work() -> set[str]:
    """The functions of SpiffWorkflow that ran in the cases above, as `Class.function`."""
    found: set[str] = set()
    for case in (choosing, nesting, waiting):
        found |= set(functions_of_spiffworkflow(case))
    return found


def functions_of_spiffworkflow(act: Callable[[], None]) -> Iterator[str]:
    """The functions of SpiffWorkflow that run during *act*."""
    frames: list[FrameType] = []

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and "SpiffWorkflow" in frame.f_code.co_filename:
            frames.append(frame)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    yield from (frame.f_code.co_qualname for frame in frames)


@pytest.mark.parametrize("function", [*CHOICES, *LIFE_CYCLE, *SUB_PROCESSES, *EVENTS, *READING])
def test_spiffworkflow_does_it(function: str, at_work: set[str]) -> None:
    assert function in at_work
