"""One diagram played through SpiffWorkflow as it is published, and through ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from tests.support.drawing import Drawing
from tests.support.playing import Play

LONG_AGO = "2001-01-01T00:00:00+00:00"
FACTS: dict[str, Any] = {
    "x": 0,
    "y": 0,
    "back": 0,
}  # a Python condition fails on a name that is not there


@dataclass(frozen=True)
class Act:
    """Something done to a case: a step done with answers, a timer fired, a message told."""

    what: str
    name: str
    answers: tuple[tuple[str, int], ...] = ()


def do(element: str, **answers: int) -> Act:
    return Act("do", element, tuple(answers.items()))


def fire(element: str) -> Act:
    return Act("fire", element)


def tell(message: str) -> Act:
    return Act("tell", message)


@dataclass(frozen=True)
class Construct:
    """A diagram, the processes it calls, and what is done to a case of it."""

    name: str
    drawn: Drawing
    acts: tuple[Act, ...]
    called: tuple[Drawing, ...] = ()

    @property
    def files(self) -> dict[str, bytes]:
        return self.drawn.files(*self.called)


class Stock:
    """A case on SpiffWorkflow as it is published, kept in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        parser = BpmnParser()
        for file, content in files.items():
            parser.add_bpmn_xml(etree.parse(BytesIO(content)), file)
        spec, inside = parser.get_spec("p"), parser.get_subprocess_specs("p")
        self.passed: list[str] = []
        for one in (spec, *inside.values()):
            self._listen(one)
        self.case: Any = BpmnWorkflow(spec, inside)
        self.case.task_tree.set_data(**FACTS)
        self.case.do_engine_steps()

    def _listen(self, process: Any) -> None:
        for spec in process.task_specs.values():
            if spec.bpmn_id and not spec.name.endswith("[child]"):
                spec.completed_event.connect(self._note)

    def _note(self, _workflow: Any, task: Any) -> None:
        self.passed.append(task.task_spec.bpmn_id)

    def act(self, act: Act) -> None:
        {"do": self._do, "fire": self._fire, "tell": self._tell}[act.what](act)
        self.case.do_engine_steps()

    def _do(self, act: Act) -> None:
        task = next(t for t in self._ready() if t.task_spec.bpmn_id == act.name)
        task.set_data(**dict(act.answers))
        task.run()

    def _fire(self, act: Act) -> None:
        for task in self._waiting_for(act.name):
            task.internal_data["event_value"] = LONG_AGO
        self.case.refresh_timers()

    def _waiting_for(self, name: str) -> list[Any]:
        waiting = self.case.get_tasks(state=TaskState.WAITING)
        itself = [task for task in waiting if task.task_spec.bpmn_id == name]
        # an event-based gateway waits for its events itself
        return itself or [task for task in waiting if name in task.task_spec._outputs]

    def _tell(self, act: Act) -> None:
        self.case.send_event(BpmnEvent(MessageEventDefinition(act.name)))

    def _ready(self) -> Iterator[Any]:
        yield from self.case.get_tasks(state=TaskState.READY, manual=True)

    @property
    def open(self) -> list[str]:
        return sorted(task.task_spec.bpmn_id for task in self._ready())

    @property
    def ended(self) -> bool:
        return bool(self.case.completed)


class Ours:
    """The same case on ours; every step goes through its saved bytes."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.play = Play(files, **FACTS)

    def act(self, act: Act) -> None:
        getattr(self.play, act.what)(act.name, **dict(act.answers))

    @property
    def passed(self) -> list[str]:
        return self.play.passed

    @property
    def open(self) -> list[str]:
        return self.play.open

    @property
    def ended(self) -> bool:
        return self.play.ended is not None


def seen(side: type[Stock] | type[Ours], construct: Construct) -> list[tuple[Any, ...]]:
    """After the start and each act: the open steps, whether it is over, what was passed so far."""
    gates = _event_based(construct.files)
    one = side(construct.files)
    looks = [(one.open, one.ended, _but(one.passed, gates))]
    for act in construct.acts:
        one.act(act)
        looks.append((one.open, one.ended, _but(one.passed, gates)))
    return looks


def _but(passed: list[str], left_out: set[str]) -> list[str]:
    return [element for element in passed if element not in left_out]


def _event_based(files: dict[str, bytes]) -> set[str]:
    """Event-based gateways: the two do not agree when one of them counts as passed."""
    trees = [etree.fromstring(content) for content in files.values()]
    found = (gate.get("id") for tree in trees for gate in tree.iter("{*}eventBasedGateway"))
    return {str(key) for key in found}
