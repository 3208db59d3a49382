"""A message is about a step that can be open when it is sent, so that somebody gets it."""

from collections.abc import Iterator, Mapping
from itertools import product

from engine.analysis.definition import Definition
from engine.analysis.drawing import (
    AUTOMATIC,
    BOUNDARY,
    CALL,
    CATCHING,
    PEOPLE,
    SCOPES,
    START,
    Drawing,
)
from engine.analysis.naming import called
from engine.bpmn.elements import Node
from engine.bpmn.panel import under
from engine.lint.finding import Fault

WAITING = PEOPLE | CATCHING | SCOPES | {CALL, BOUNDARY, START}


def faults(definition: Definition) -> Iterator[Fault]:
    """Messages about nothing, and about steps that are over or yet to come."""
    topics = definition.setting.topics
    for node in definition.drawing.kinds(*AUTOMATIC):
        if not node.topic or topics is None or node.topic not in topics:
            continue
        about = node.properties.get("about")
        step = definition.drawing.node(about or "")
        if not about:
            yield Fault(
                node,
                f"{called(node)} does not say which step it is about, so it would be sent to "
                f"nobody: write the id of the step {under('about')}.",
            )
        elif step is not None and not _may_be_open(definition, node, step):
            yield Fault(
                node,
                f"{called(node)} is about {called(step)}, which is never open when it is sent, so "
                "it would reach nobody: name a step that is waiting then, or draw the message on "
                "the edge of that step.",
            )


def _may_be_open(definition: Definition, node: Node, step: Node) -> bool:
    """Whether *step* can wait for somebody at the moment *node* is passed.

    The two are compared where they, or what they stand in, meet in one diagram. Where they never
    meet, or the diagram is too large to be played, nothing is held against them.
    """
    drawing = definition.drawing
    around = product(drawing.around(node), drawing.around(step))
    meeting = [(mine, its) for mine, its in around if mine.scope == its.scope]
    if not meeting or not all(definition.paths.verdicts[mine.scope].decided for mine, _ in meeting):
        return True
    return any(_open_beside_step(definition, mine, its) for mine, its in meeting)


def _open_beside_step(definition: Definition, node: Node, step: Node) -> bool:
    """Whether *step* can be open while *node*, in the same diagram, is passed or open."""
    if node is step:
        return node.several is not None and not node.several.sequential
    passed = _passed_with(definition.drawing, node)
    return step.id in (
        _opened_with(definition.drawing, passed)
        | _left_open_by(passed)
        | _beside_waited_for(passed, definition.paths.verdicts[node.scope].together)
    )


def _left_open_by(passed: dict[str, Node]) -> set[str]:
    """The steps on whose edge something happened that leaves them open."""
    events = [node for node in passed.values() if node.kind == BOUNDARY and not node.interrupting]
    return {event.attached_to for event in events if event.attached_to}


def _beside_waited_for(passed: dict[str, Node], together: Mapping[str, frozenset[str]]) -> set[str]:
    """The steps that can be open beside what was waited for.

    After a parallel join this says too much: the branches that it joined are over.
    """
    waited_for = [node.attached_to or node.id for node in passed.values() if node.kind in WAITING]
    return {step for waited in waited_for for step in together.get(waited, ())}


def _passed_with(drawing: Drawing, node: Node) -> dict[str, Node]:
    """*node*, and what is passed in the same moment before it, back to what was waited for."""
    passed = {node.id: node}
    behind = [] if node.kind in WAITING else [node]
    while behind:
        for flow in drawing.into(behind.pop().id):
            before = drawing.model.nodes[flow.source]
            if before.id not in passed:
                passed[before.id] = before
                if before.kind not in WAITING:
                    behind.append(before)
    return passed


def _opened_with(drawing: Drawing, passed: dict[str, Node]) -> set[str]:
    """The steps that the same moment opens, on whatever way."""
    opened = set[str]()
    ahead = [node for node in passed.values() if node.kind not in WAITING - {START, BOUNDARY}]
    seen = set(passed)
    while ahead:
        for flow in drawing.out(ahead.pop().id):
            after = drawing.model.nodes[flow.target]
            if after.kind in WAITING:
                opened.add(after.id)
            elif after.id not in seen:
                seen.add(after.id)
                ahead.append(after)
    return opened
