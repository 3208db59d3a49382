"""The picture of a diagram: where its shapes stand and how its flows run."""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from pathlib import Path

from lxml import etree

_DI = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
Point = tuple[float, float]
Piece = tuple[Point, Point]
_NODES = ("Task", "Gateway", "Event", "callActivity")


@dataclass(frozen=True)
class Box:
    """A shape on the page."""

    left: float
    top: float
    right: float
    bottom: float

    def touched_by(self, piece: Piece) -> bool:
        """Whether a straight piece of a flow runs over the shape."""
        (x1, y1), (x2, y2) = piece
        beside = max(x1, x2) <= self.left or min(x1, x2) >= self.right
        return not (beside or max(y1, y2) <= self.top or min(y1, y2) >= self.bottom)


class Picture:
    """One file as drawn."""

    def __init__(self, path: Path) -> None:
        self._root = etree.parse(path).getroot()

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Node → where it stands."""
        found: dict[str, Box] = {}
        for shape in self._root.iterfind(".//bpmndi:BPMNShape", _DI):
            bounds = shape.find("dc:Bounds", _DI)
            assert bounds is not None
            x, y, w, h = (float(bounds.get(k, "")) for k in ("x", "y", "width", "height"))
            found[shape.get("bpmnElement", "")] = Box(x, y, x + w, y + h)
        return {node: found[node] for node in self.nodes if node in found}

    @cached_property
    def nodes(self) -> set[str]:
        """The ids of the tasks, gateways, events and calls of the file."""
        elements = self._root.iterfind("bpmn:process/*", _DI)
        return {
            str(element.get("id"))
            for element in elements
            if etree.QName(element).localname.endswith(_NODES)
        }

    @cached_property
    def flows(self) -> dict[str, tuple[str, str]]:
        """Flow → the two nodes it joins."""
        found = self._root.iterfind("bpmn:process/bpmn:sequenceFlow", _DI)
        return {
            str(flow.get("id")): (str(flow.get("sourceRef")), str(flow.get("targetRef")))
            for flow in found
        }

    @cached_property
    def lines(self) -> dict[str, list[Piece]]:
        """Flow → its straight pieces."""
        found: dict[str, list[Piece]] = {}
        for edge in self._root.iterfind(".//bpmndi:BPMNEdge", _DI):
            points = [
                (float(point.get("x", "")), float(point.get("y", "")))
                for point in edge.iterfind("di:waypoint", _DI)
            ]
            found[edge.get("bpmnElement", "")] = list(pairwise(points))
        return {flow: found[flow] for flow in self.flows if flow in found}

    @cached_property
    def hosts(self) -> dict[str, str]:
        """Boundary event → the task it sits on."""
        events = self._root.iterfind("bpmn:process/bpmn:boundaryEvent", _DI)
        return {str(event.get("id")): str(event.get("attachedToRef")) for event in events}

    def run_over(self) -> set[tuple[str, str]]:
        """Each flow with a shape, not at its end, that it runs over."""
        return {
            (flow, node)
            for flow, pieces in self.lines.items()
            for node, box in self.boxes.items()
            if node not in self._near(flow) and any(box.touched_by(piece) for piece in pieces)
        }

    def crossings(self) -> set[tuple[str, str]]:
        """Each two flows that cross."""
        return {
            (one, other)
            for (one, ours), (other, theirs) in combinations(self.lines.items(), 2)
            if any(_cross(a, b) for a in ours for b in theirs)
        }

    def _near(self, flow: str) -> set[str]:
        ends = set(self.flows[flow])
        return ends | {self.hosts[end] for end in ends & self.hosts.keys()}


def level(piece: Piece) -> bool:
    """Whether a piece runs across the page rather than down it."""
    return piece[0][1] == piece[1][1]


def _cross(one: Piece, other: Piece) -> bool:
    if level(one) == level(other):
        return False
    across, down = (one, other) if level(one) else (other, one)
    (x1, y), (x2, _) = across
    (x, y1), (_, y2) = down
    return min(x1, x2) < x < max(x1, x2) and min(y1, y2) < y < max(y1, y2)
