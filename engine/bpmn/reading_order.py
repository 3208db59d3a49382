"""The order in which people read a diagram: from the start along the flows, parts where met.

What an event may begin meanwhile is read after the rest of what it stands in.
"""

from collections import deque
from collections.abc import Iterator

from engine.bpmn.elements import Model, Node


def walk(model: Model, process: str, seen: set[str] | None = None) -> Iterator[Node]:
    """Everything drawn in a process and those it calls, each once, nearest the start first.

    What was *seen* before is left out, and what is walked is added to it.
    """
    seen = set() if seen is None else seen
    starts, events = _starts_by_scope(model), _events_by_host(model)
    handlers = _handlers_by_scope(model)
    # A queue for each scope that is open: what a step holds is read before what comes after it.
    queues = [deque(_take_unseen(model, handlers.get(process, []), seen))]
    queues.append(deque(_take_unseen(model, starts.get(process, []), seen)))
    while queues:
        if not queues[-1]:
            queues.pop()
            continue
        node = queues[-1].popleft()
        yield node
        following = [flow.target for flow in model.outgoing(node.id)] + events.get(node.id, [])
        queues[-1] += _take_unseen(model, following, seen)
        inside = node.called or node.id
        queues.append(deque(_take_unseen(model, handlers.get(inside, []), seen)))
        queues.append(deque(_take_unseen(model, starts.get(inside, []), seen)))


def reading_places(model: Model) -> dict[str, int]:
    """Each element's place in the order of reading, the process that a case begins in first."""
    seen: set[str] = set()
    first = [model.key] if model.key else []
    order: list[Node] = []
    for process in (*first, *model.processes):
        order += walk(model, process, seen)
    order += [node for node in model.nodes.values() if node.id not in seen]
    return {node.id: place for place, node in enumerate(order)}


def _starts_by_scope(model: Model) -> dict[str, list[str]]:
    """Where each process and sub-process begins."""
    starts: dict[str, list[str]] = {}
    for node in model.nodes.values():
        if node.kind == "startEvent":
            starts.setdefault(node.scope, []).append(node.id)
    return starts


def _handlers_by_scope(model: Model) -> dict[str, list[str]]:
    """The event sub-processes of each process and sub-process."""
    handlers: dict[str, list[str]] = {}
    for node in model.nodes.values():
        if node.triggered:
            handlers.setdefault(node.scope, []).append(node.id)
    return handlers


def _take_unseen(model: Model, targets: list[str], seen: set[str]) -> list[Node]:
    """The elements among *targets* that were not seen before; they are from now on."""
    fresh = [target for target in dict.fromkeys(targets) if target not in seen]
    known = [model.nodes[target] for target in fresh if target in model.nodes]
    seen.update(node.id for node in known)
    return known


def _events_by_host(model: Model) -> dict[str, list[str]]:
    """What stands on the edge of each step."""
    edges: dict[str, list[str]] = {}
    for node in model.nodes.values():
        if node.attached_to:
            edges.setdefault(node.attached_to, []).append(node.id)
    return edges
