"""Which inputs of an inclusive join a token elsewhere could still reach."""

from engine.analysis.drawing import Drawing
from engine.bpmn.elements import Node


def nearing(drawing: Drawing, join: Node) -> dict[str, set[str]]:
    """Place (node or flow id) → the inputs of *join* reachable from it without passing the join."""
    reach: dict[str, set[str]] = {}
    for flow in drawing.into(join.id):
        waiting, seen = [flow.source], set()
        while waiting:
            node_id = waiting.pop()
            if node_id in seen or node_id == join.id:
                continue
            seen.add(node_id)
            reach.setdefault(node_id, set()).add(flow.id)
            waiting += _behind(drawing, node_id, reach, flow.id)
    return reach


def _behind(drawing: Drawing, node_id: str, reach: dict[str, set[str]], flow_id: str) -> list[str]:
    behind = []
    for flow in drawing.into(node_id):
        reach.setdefault(flow.id, set()).add(flow_id)
        behind.append(flow.source)
    node = drawing.node(node_id)
    if node is not None and node.attached_to:
        behind.append(node.attached_to)
    return behind
