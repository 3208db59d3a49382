"""A step that the law gives to somebody stays with them."""

from collections.abc import Iterator

from engine.bpmn.elements import Node
from engine.lint.bundle import Bundle
from engine.lint.drawn import PEOPLE
from engine.lint.finding import Fault
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Steps of the law that are for another role, for another body, or for nobody in particular."""
    for node in bundle.drawing.nodes:
        roles = bundle.setting.lawful_roles.get(node.id)
        if roles is not None:
            yield from (Fault(node, sentence) for sentence in _sentences(bundle, node, roles))


def _sentences(bundle: Bundle, node: Node, roles: frozenset[str]) -> Iterator[str]:
    name, whose = called(node), " or ".join(sorted(roles))
    if node.kind not in PEOPLE:
        yield f"{name} is a decision that the law gives to the {whose}: make it a user task."
    elif node.role not in roles:
        yield (
            f"{name} is for the role '{node.role}', but the law gives it to the {whose}: "
            "move it back into a lane of that role."
        )
    if any(one.several is not None for one in _around(bundle, node, {node.id})):
        yield (
            f"{name} is drawn as several at once, but the law asks for one decision: "
            "take the multi-instance marker away."
        )
    if node.organisation is not None:
        yield (
            f"{name} names the organisation that does it, but the law says which one that is: "
            "take the property organisation away."
        )


def _around(bundle: Bundle, node: Node, seen: set[str]) -> Iterator[Node]:
    """The step itself, the sub-processes it stands in, and the call activities that lead to it."""
    yield node
    for one in bundle.model.nodes.values():
        if one.id not in seen and (one.id == node.scope or one.called == node.process):
            seen.add(one.id)
            yield from _around(bundle, one, seen)
