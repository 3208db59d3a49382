"""Every element is joined to the diagram on the sides where a case must pass."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import BOUNDARY, END, START
from engine.analysis.naming import called, flow_called
from engine.bpmn.elements import Flow, Node
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Elements with a side left loose, and flows with an end left loose."""
    oddities = definition.model.oddities
    refused = {oddity.element for oddity in oddities if oddity.rule == "not-supported"}
    for node in definition.drawing.nodes:
        # a link stands by itself, and so does an event sub-process
        if node.id not in refused and not node.triggered:
            yield from _nothing_before(definition, node)
            yield from _nothing_after(definition, node)
    for flow in definition.model.flows.values():
        yield from _loose_ends(definition, flow)


def _nothing_before(definition: Definition, node: Node) -> Iterator[Fault]:
    into = definition.drawing.into(node.id)
    if node.kind in {START, BOUNDARY}:
        if into:
            yield Fault(
                node,
                f"{called(node)} has a flow leading to it, but a case begins there: "
                "lead the flow to the step after it.",
            )
    elif not into:
        yield Fault(
            node,
            f"nothing leads to {called(node)}: draw a flow from the step before it, or remove it.",
        )


def _nothing_after(definition: Definition, node: Node) -> Iterator[Fault]:
    out = definition.drawing.out(node.id)
    if node.kind == END:
        if out:
            yield Fault(
                node,
                f"{called(node)} is an end, but a flow leaves it: remove the flow, or make it "
                "another kind of event.",
            )
    elif not out:
        yield Fault(
            node,
            f"nothing comes after {called(node)}: draw a flow to the next step or to an end event.",
        )


def _loose_ends(definition: Definition, flow: Flow) -> Iterator[Fault]:
    source, target = definition.drawing.node(flow.source), definition.drawing.node(flow.target)
    name = flow_called(flow, definition.model)
    if source is None or target is None:
        yield Fault(flow, f"{name} is loose at one end: lead it to a step, or remove it.")
    elif source.scope != target.scope:
        yield Fault(
            flow,
            f"{name} crosses the edge of a process or sub-process: end the part inside with an "
            "end event, and lead a flow on from its edge.",
        )
