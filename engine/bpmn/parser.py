"""SpiffWorkflow's parser, building our own specs: the tree is its, the meaning is the Model's.

It reads the scopes and follows the flows; everything an element says it takes from the Model by
the element's id, and of the file it gets only what the Model holds: what the checks saw is what
runs. The file's own order decides, never the place on the page.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag

from engine.bpmn.elements import Model
from engine.bpmn.instances import Instances
from engine.bpmn.joins import InclusiveGateway, Parallel
from engine.bpmn.steps import (
    BusinessRuleTask,
    Choosing,
    ExclusiveGateway,
    Nested,
    PassedAtOnce,
    Step,
    UserTask,
)
from engine.bpmn.waits import (
    BoundaryEvent,
    EndEvent,
    EventBasedGateway,
    Guard,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
)
from engine.bpmn.xml import Tree, local

SPECS: Mapping[str, type[Step]] = {
    "userTask": UserTask,
    "manualTask": UserTask,
    "task": UserTask,
    "businessRuleTask": BusinessRuleTask,
    "serviceTask": PassedAtOnce,
    "sendTask": IntermediateThrowEvent,
    "receiveTask": IntermediateCatchEvent,
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": Parallel,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventBasedGateway,
    "startEvent": PassedAtOnce,
    "intermediateCatchEvent": IntermediateCatchEvent,
    "intermediateThrowEvent": IntermediateThrowEvent,
    "boundaryEvent": BoundaryEvent,
    "endEvent": EndEvent,
    "subProcess": Nested,
    "callActivity": Nested,
}
SEVERAL = "multiInstanceLoopCharacteristics"
DRAWN = frozenset({*SPECS, "sequenceFlow"})
READ_IN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(SPECS, frozenset({SEVERAL})),
    "definitions": frozenset({"process"}),
    "process": DRAWN,
    "subProcess": DRAWN | {SEVERAL},
}


class StepParser(TaskParser):  # type: ignore[misc]
    """One element: its spec, and the ways on from it."""

    def create_task(self) -> Step:
        """The spec of this element, with what the Model says about it."""
        self.task: Any = None
        node = self.process_parser.parser.model.nodes[self.bpmn_id]
        if self.spec_class is Nested:
            return Nested(self.spec, node.id, node=node, subworkflow_spec=self._inside())
        step: Step = self.spec_class(self.spec, node.id, node=node)
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

    def handles_multiple_outgoing(self) -> bool:
        """Several flows from one element each take a token."""
        return True

    def connect_outgoing(self, outgoing_task: Any, flow: Tree, is_default: bool) -> None:  # noqa: FBT001
        """Connects the next element, with the condition of the way there."""
        parser, key = self.process_parser.parser, flow.get("id")
        condition = parser.model.flows[key].condition
        usual = condition is None or key == self.task.node.default_flow
        if usual or not isinstance(self.task, Choosing):
            self.task.connect(outgoing_task)
        else:
            self.task.connect_outgoing_if(parser.expressions[condition], outgoing_task)

    def _add_multiinstance_task(self, loop_characteristics: Tree) -> None:
        original = self.spec.task_specs.pop(self.task.name)
        self.task = Instances(self.spec, original.name, node=original.node)
        self._copy_task_attrs(original)

    def _add_boundary_event(self, children: list[Tree]) -> Guard:
        guard = Guard(self.spec, f"{self.bpmn_id}.BoundaryEventSplit", node=self.task.node)
        guard.connect(self.task)
        for event in children:
            guard.connect(self.process_parser.parse_node(event))
        return guard


class DiagramParser(BpmnParser):  # type: ignore[misc]
    """All the diagrams of a bundle; used once and thrown away."""

    PARSER_CLASSES = {full_tag(kind): (StepParser, spec) for kind, spec in SPECS.items()}  # noqa: RUF012

    def __init__(self, model: Model, expressions: Mapping[str, Any]) -> None:
        super().__init__()
        self.model = model
        self.expressions = expressions

    def add(self, root: Tree, file: str) -> None:
        """Takes the processes of one file in; *root* is of no use to anybody afterwards."""
        _keep_what_was_read(root)
        self.add_bpmn_xml(root, file)


def _keep_what_was_read(element: Tree) -> None:
    """Leaves of *element* what the Model has read of it.

    SpiffWorkflow follows whatever is called a flow and has an id, wherever it stands, so that a way
    on could be hidden in an extension from all who check. It also refuses files for what they
    declare and nobody uses, and orders ways by the place on the page.
    """
    kept = READ_IN.get(local(element), frozenset())
    for item in list(element):
        if local(item) in kept:
            _keep_what_was_read(item)
        else:
            element.remove(item)
