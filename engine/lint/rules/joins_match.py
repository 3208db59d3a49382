"""A parallel join waits only for branches that were opened together."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import Drawing
from engine.analysis.naming import called
from engine.bpmn.elements import Flow, Node
from engine.lint.finding import Fault

CHOICES = frozenset({"exclusiveGateway", "eventBasedGateway"})


def faults(definition: Definition) -> Iterator[Fault]:
    """Parallel joins that a loop leads back into, or that wait for both sides of a choice."""
    for node in definition.drawing.kinds("parallelGateway"):
        if definition.drawing.joins(node):
            yield from _ways_back(definition.drawing, node)
            yield from _ways_of_one_choice(definition.drawing, node)


def _ways_back(drawing: Drawing, join: Node) -> Iterator[Fault]:
    after = drawing.reached(drawing.onward(join.id))
    into = drawing.into(join.id)
    back = [flow for flow in into if flow.source in after]
    if back and len(back) < len(into):
        yield Fault(
            join,
            f"{called(join)} waits for the way back ({back[0].id}), which only opens after it: "
            "lead the way back to an exclusive gateway before or after it.",
        )


def _ways_of_one_choice(drawing: Drawing, join: Node) -> Iterator[Fault]:
    seen = set[str]()
    for flow in drawing.into(join.id):
        source = _choice_before(drawing, flow)
        if source is not None and source.id in seen:
            yield Fault(
                join,
                f"{called(join)} waits for two ways out of {called(source)}, which takes only one: "
                "make it an exclusive gateway, or the choice a parallel one.",
            )
        if source is not None:
            seen.add(source.id)


def _choice_before(drawing: Drawing, flow: Flow) -> Node | None:
    """The choice that a branch comes from, with nothing but a line of steps in between."""
    source = drawing.node(flow.source)
    while source is not None and not drawing.forks(source):
        into = drawing.into(source.id)
        source = drawing.node(into[0].source) if len(into) == 1 else None
    return source if source is not None and source.kind in CHOICES else None
