"""SpiffWorkflow's parser, building our own specs: the tree is its, the meaning is the Model's.

It reads the scopes and follows the flows; everything an element says it takes from the Model by
the element's id, and of the file it gets only what the Model holds: what the checks saw is what
runs. The file's own order decides, never the place on the page.
"""

from collections.abc import Mapping

from engine.bpmn.coverage import SCOPES
from engine.bpmn.elements import Model
from engine.bpmn.nodes import is_triggered
from engine.bpmn.xml import child, children, local
from engine.execution import spiff
from engine.execution.activities import CallActivity, MultiInstance, SubProcess
from engine.execution.events import (
    BoundaryEvent,
    EndEvent,
    Guard,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    Listener,
)
from engine.execution.gateways import (
    Choosing,
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from engine.execution.steps import BusinessRuleTask, PassedAtOnce, Step, UserTask
from engine.feel.compile import Expression
from engine.readers.xml_tree import Element

SPECS: Mapping[str, type[Step]] = {
    "userTask": UserTask,
    "manualTask": UserTask,
    "task": UserTask,
    "businessRuleTask": BusinessRuleTask,
    "serviceTask": PassedAtOnce,
    "sendTask": IntermediateThrowEvent,
    "receiveTask": IntermediateCatchEvent,
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventBasedGateway,
    "startEvent": PassedAtOnce,
    "intermediateCatchEvent": IntermediateCatchEvent,
    "intermediateThrowEvent": IntermediateThrowEvent,
    "boundaryEvent": BoundaryEvent,
    "endEvent": EndEvent,
    "subProcess": SubProcess,
    "callActivity": CallActivity,
}
SEVERAL = "multiInstanceLoopCharacteristics"
DRAWN = frozenset({*SPECS, "sequenceFlow"})
READ_IN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(SPECS, frozenset({SEVERAL})),
    "definitions": frozenset({"process"}),
    "process": DRAWN,
    "subProcess": DRAWN | {SEVERAL},
}


class StepParser(spiff.ElementParser):
    """One element: its spec, and the ways on from it."""

    def create_task(self) -> Step:
        """The spec of this element, with what the Model says about it."""
        node = self.process_parser.parser.model.nodes[self.bpmn_id]
        inside = {"subworkflow_spec": self._inside()} if node.kind in SCOPES else {}
        step: Step = self.spec_class(self.spec, node.id, node=node, **inside)
        if node.kind == "startEvent":
            self.spec.start.connect(step)
        return step

    def _inside(self) -> str:
        parser = self.process_parser.parser
        called: str | None = parser.model.nodes[self.bpmn_id].called
        if called is None:
            parser.create_parser(self.node, filename=self.filename)
            called = str(self.bpmn_id)
        return called

    def connect_outgoing(self, outgoing_task: Step, flow: Element, is_default: bool) -> None:  # noqa: FBT001
        """Connects the next element, with the condition of the way there."""
        parser, key = self.process_parser.parser, flow.get("id")
        condition = parser.model.flows[key].condition
        usual = condition is None or key == self.task.node.default_flow
        if usual or not isinstance(self.task, Choosing):
            self.task.connect(outgoing_task)
        else:
            self.task.connect_outgoing_if(parser.expressions[condition], outgoing_task)

    def instances_of(self, original: Step) -> MultiInstance:
        """The activity as a whole, of which *original* is one instance."""
        original.one_of_several = True
        return MultiInstance(self.spec, original.name, node=original.node)

    def guard_of(self, activity: Step) -> Guard:
        """What holds *activity* and the events on its edge together."""
        return Guard(self.spec, f"{self.bpmn_id}.BoundaryEventSplit", node=activity.node)


class ScopeParser(spiff.ProcessParser):  # type: ignore[misc]
    """One process or sub-process: what runs in it, and what waits beside that."""

    def add_tasks(self) -> None:
        """Reads it from its start event, and from those of its event sub-processes."""
        for item in children(self.node, "startEvent"):
            self.parse_node(item)
        for item in children(self.node, "subProcess"):
            if is_triggered(item):
                self._listen_for(item)

    def _listen_for(self, item: Element) -> None:
        """Adds what waits for the start event of an event sub-process, under the id of that."""
        start = child(item, "startEvent")
        assert start is not None  # the checks have read the diagram
        node = self.parser.model.nodes[start.get("id")]
        listener = Listener(self.spec, node.id, node=node)
        self.spec.start.connect(listener)
        listener.connect(self.parse_node(item))


class DiagramParser(spiff.BpmnParser):  # type: ignore[misc]
    """All the diagrams of a bundle; used once and thrown away."""

    PROCESS_PARSER_CLASS = ScopeParser
    PARSER_CLASSES = {spiff.full_tag(kind): (StepParser, spec) for kind, spec in SPECS.items()}  # noqa: RUF012

    def __init__(self, model: Model, expressions: Mapping[str, Expression]) -> None:
        super().__init__()
        self.model = model
        self.expressions = expressions

    def add(self, root: Element, file: str) -> None:
        """Takes the processes of one file in; *root* is of no use to anybody afterwards."""
        _keep_what_was_read(root)
        self.add_bpmn_xml(root, file)


def _keep_what_was_read(element: Element) -> None:
    """Leaves of *element* what the Model has read of it.

    SpiffWorkflow follows whatever is called a flow and has an id, wherever it stands, so that a way
    on could be hidden in an extension from all who check. It also refuses files for what they
    declare and nobody uses, and orders ways by the place on the page.
    """
    names = READ_IN.get(local(element), frozenset())
    for item in list(element):
        if local(item) in names:
            _keep_what_was_read(item)
        else:
            element.remove(item)
