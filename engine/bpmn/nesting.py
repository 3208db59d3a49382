"""How deep sub-processes and called processes stand in one another: only so far do we go."""

from collections.abc import Iterator

from engine.bpmn.elements import Model, Node

DEEPEST = 10


def too_deep(model: Model) -> Iterator[Node]:
    """The sub-processes and calls with which a process stands deeper than the deepest."""
    opening: dict[str, list[tuple[Node, str]]] = {}
    for node in model.nodes.values():
        inner = node.called or (node.id if node.kind == "subProcess" else None)
        if inner is not None:
            opening.setdefault(node.scope, []).append((node, inner))
    levels = dict.fromkeys(model.processes, 1)
    waiting = list(levels)
    while waiting:
        scope = waiting.pop()
        level = levels[scope] + 1
        for _, inner in opening.get(scope, ()):
            if levels.get(inner, 0) < level <= DEEPEST:
                levels[inner] = level
                waiting.append(inner)
    for scope, inside in opening.items():
        if levels.get(scope) == DEEPEST:
            yield from (node for node, _ in inside)
