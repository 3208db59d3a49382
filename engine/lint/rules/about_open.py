"""A message is about a step that can be open when it is sent, so that somebody gets it.

A case passes from one wait to the next in a moment: `Decide → Tell the chief → File` is done with
`Decide`, opens `File`, and tells the chief in between. So what can be open then is what that moment
opens, what a reminder on an edge leaves open, and what can be open beside `Decide`.
"""

from collections.abc import Iterator, Mapping

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
    topics = definition.setting.topics or ()
    for node in definition.drawing.kinds(*AUTOMATIC):
        if not node.topic or node.topic not in topics:
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


def _may_be_open(definition: Definition, message: Node, step: Node) -> bool:
    """Whether *step* can wait for somebody at the moment *message* is passed.

    The two are compared where they, or what they stand in, meet in one diagram. Where they never
    meet, or the diagram is too large to be played, nothing is held against them.
    """
    meets = False
    may_be_open = False
    for message_holder in definition.drawing.around(message):
        for step_holder in definition.drawing.around(step):
            if message_holder.scope != step_holder.scope:
                continue
            meets = True
            if not definition.paths.verdicts[message_holder.scope].decided:
                return True
            may_be_open |= _can_be_open_during(definition, message_holder, step_holder)
    return may_be_open or not meets


def _can_be_open_during(definition: Definition, node: Node, step: Node) -> bool:
    """Whether *step* can be open while *node*, in the same diagram, is passed or open."""
    if node is step:
        return node.several is not None and not node.several.sequential
    moment = _passed_in_one_moment(definition.drawing, node)
    together = definition.paths.verdicts[node.scope].together
    return (
        step.id in _opened_in_moment(definition.drawing, moment)
        or step.id in _left_open(moment)
        or step.id in _open_beside(moment, together)
    )


def _left_open(moment: dict[str, Node]) -> set[str]:
    """The steps on whose edge something happened that leaves them open."""
    events = [node for node in moment.values() if node.kind == BOUNDARY and not node.interrupting]
    return {event.attached_to for event in events if event.attached_to}


def _open_beside(moment: dict[str, Node], together: Mapping[str, frozenset[str]]) -> set[str]:
    """The steps that can be open beside what was waited for.

    After a parallel join this says too much: the branches that it joined are over.
    """
    beside: set[str] = set()
    for node in moment.values():
        if node.kind in WAITING:
            beside |= together.get(node.attached_to or node.id, frozenset())
    return beside


def _passed_in_one_moment(drawing: Drawing, node: Node) -> dict[str, Node]:
    """*node*, and what is passed in the same moment before it, back to what was waited for."""
    moment = {node.id: node}
    to_go_back_from = [] if node.kind in WAITING else [node]
    while to_go_back_from:
        for flow in drawing.into(to_go_back_from.pop().id):
            source = drawing.model.nodes[flow.source]
            if source.id not in moment:
                moment[source.id] = source
                if source.kind not in WAITING:
                    to_go_back_from.append(source)
    return moment


def _opened_in_moment(drawing: Drawing, moment: dict[str, Node]) -> set[str]:
    """The steps that the same moment opens, on whatever way."""
    opened = set[str]()
    to_go_on_from = [
        node for node in moment.values() if node.kind not in WAITING - {START, BOUNDARY}
    ]
    passed = set(moment)
    while to_go_on_from:
        for flow in drawing.out(to_go_on_from.pop().id):
            target = drawing.model.nodes[flow.target]
            if target.kind in WAITING:
                opened.add(target.id)
            elif target.id not in passed:
                passed.add(target.id)
                to_go_on_from.append(target)
    return opened
