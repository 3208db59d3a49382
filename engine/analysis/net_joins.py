"""Which inputs of an inclusive join a token elsewhere could still reach.

BPMN 2.0.2, table 13.3: an inclusive join waits as long as a token elsewhere has a way to an input
that is empty, unless that token has a way to an input that is marked as well.
"""

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
            waiting += _nodes_behind(drawing, node_id, reach, flow.id)
    return reach


def _nodes_behind(
    drawing: Drawing, node_id: str, reach: dict[str, set[str]], flow_id: str
) -> list[str]:
    """What leads to an element: the sources of its flows, and the step whose edge it is on."""
    nodes_behind = []
    for flow in drawing.into(node_id):
        reach.setdefault(flow.id, set()).add(flow_id)
        nodes_behind.append(flow.source)
    node = drawing.node(node_id)
    if node is not None and node.attached_to:
        nodes_behind.append(node.attached_to)
    return nodes_behind
