"""A quick pencil for diagrams: `start > ask > xor1 > end` is a model, kinds told by the ids."""

import re
from collections.abc import Callable

import pytest

from engine.bpmn.elements import Flow, Model, Node, Process

KINDS = {
    "start": "startEvent",
    "end": "endEvent",
    "stop": "endEvent",
    "fail": "endEvent",
    "xor": "exclusiveGateway",
    "par": "parallelGateway",
    "inc": "inclusiveGateway",
    "first": "eventBasedGateway",
    "catch": "intermediateCatchEvent",
    "throw": "intermediateThrowEvent",
    "edge": "boundaryEvent",
    "auto": "serviceTask",
}
EVENTS = {"stop": "terminate", "fail": "error"}
Sketch = Callable[[str], Model]


def node(name: str, host: str | None = None, *, interrupting: bool = True) -> Node:
    word = re.sub(r"\d+$", "", name)
    kind, event = KINDS.get(word, "userTask"), EVENTS.get(word)
    return Node(
        name,
        kind,
        "",
        "p",
        "p",
        "p.bpmn",
        event=event,
        attached_to=host,
        interrupting=interrupting,
    )


def draw(text: str) -> Model:
    """Lines of `a > b > c`; `a ! edge1 > d` interrupts a, `a ~ edge2 > e` does not."""
    nodes: dict[str, Node] = {}
    flows: dict[str, Flow] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        words = re.split(r"\s*([>!~])\s*", line)
        nodes.setdefault(words[0], node(words[0]))
        for before, sign, name in zip(words[::2], words[1::2], words[2::2], strict=False):
            if sign != ">":
                nodes[name] = node(name, before, interrupting=sign == "!")
                continue
            nodes.setdefault(name, node(name))
            flow = f"f{len(flows) + 1}"
            flows[flow] = Flow(flow, before, name, "p")
    return Model({"p": Process("p", "", "p.bpmn", executable=True)}, nodes, flows)


@pytest.fixture
def sketch() -> Sketch:
    return draw
