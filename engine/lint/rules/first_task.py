"""A case begins with somebody's task."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import CATCHING, PEOPLE
from engine.analysis.naming import called, tidy
from engine.analysis.routes import Routes
from engine.bpmn.elements import Node
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """What a case comes to before any task: a wait, or nothing at all."""
    key = definition.model.key
    if key is None or not definition.drawing.starts(key):
        return
    process = definition.model.processes[key]
    name = tidy(process.name) or process.id
    met = list(_met_first(definition.paths.routes))
    if any(node.kind in PEOPLE for node in met):
        return
    waits = [node for node in met if _waits(node)]
    yield from (_waited(name, node) for node in waits)
    if not waits:
        yield Fault(
            process,
            f"{name} has no first task: a case of it would be over as soon as it is started. Draw "
            "a user task after the start.",
        )


def _waited(name: str, node: Node) -> Fault:
    return Fault(
        node,
        f"{name} has no first task: a case of it waits at {called(node)} before anybody can do "
        "anything. Put a user task before it, unless that is meant.",
        "warning",
    )


def _waits(node: Node) -> bool:
    return node.kind in CATCHING


def _met_first(routes: Routes) -> Iterator[Node]:
    """The elements that a case can come to without passing a task or a wait."""
    waiting, seen = list(routes.starts), set(routes.starts)
    while waiting:
        place = waiting.pop()
        node = routes.nodes[place]
        yield node
        if node.kind in PEOPLE or _waits(node):
            continue
        for way in routes.out[place]:
            if not way.early and way.after not in seen:
                seen.add(way.after)
                waiting.append(way.after)
