"""How deep sub-processes and called processes stand in one another: only so far do we go."""

from collections.abc import Iterator, Mapping, Sequence

from engine.bpmn.elements import Model, Node

DEEPEST = 10
Opening = Mapping[str, Sequence[tuple[Node, str]]]  # scope: its steps, and the scopes they open


def too_deep(model: Model) -> Iterator[Node]:
    """The sub-processes and calls with which a process stands deeper than the deepest."""
    opening = _opening(model)
    levels = _levels(model, opening)
    for scope, inside in opening.items():
        if levels.get(scope) == DEEPEST:
            yield from (node for node, _ in inside)


def _opening(model: Model) -> Opening:
    opening: dict[str, list[tuple[Node, str]]] = {}
    for node in model.nodes.values():
        inner = node.called or (node.id if node.kind == "subProcess" else None)
        if inner is not None:
            opening.setdefault(node.scope, []).append((node, inner))
    return opening


def _levels(model: Model, opening: Opening) -> dict[str, int]:
    """How deep each scope stands at most; one below the deepest has no level."""
    levels = dict.fromkeys(model.processes, 1)
    waiting = list(levels)
    while waiting:
        scope = waiting.pop()
        level = levels[scope] + 1
        for _, inner in opening.get(scope, ()):
            if levels.get(inner, 0) < level <= DEEPEST:
                levels[inner] = level
                waiting.append(inner)
    return levels
