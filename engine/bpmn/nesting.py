"""How deep sub-processes and called processes stand in one another: only so far do we go."""

from collections.abc import Iterator, Mapping, Sequence

from engine.bpmn.elements import Model, Node

DEEPEST = 10
ByScope = Mapping[str, Sequence[Node]]  # scope: its sub-processes and calls


def too_deep(model: Model) -> Iterator[Node]:
    """The sub-processes and calls with which a process stands deeper than the deepest."""
    opening = _opening_nodes(model)
    levels = _levels(model, opening)
    for scope, nodes in opening.items():
        if levels.get(scope) == DEEPEST:
            yield from nodes


def inner_scope(node: Node) -> str | None:
    """The id of the process or sub-process that *node* opens; None when it opens none."""
    if node.called:
        return node.called
    return node.id if node.kind == "subProcess" else None


def _opening_nodes(model: Model) -> ByScope:
    opening: dict[str, list[Node]] = {}
    for node in model.nodes.values():
        if inner_scope(node) is not None:
            opening.setdefault(node.scope, []).append(node)
    return opening


def _levels(model: Model, opening: ByScope) -> dict[str, int]:
    """How deep each scope stands at most; one below the deepest has no level."""
    levels = dict.fromkeys(model.processes, 1)
    waiting = list(levels)
    while waiting:
        scope = waiting.pop()
        level = levels[scope] + 1
        if level > DEEPEST:
            continue  # a process that calls itself would go on for ever
        for node in opening.get(scope, ()):
            inner = inner_scope(node)
            if inner is not None and levels.get(inner, 0) < level:
                levels[inner] = level
                waiting.append(inner)
    return levels
