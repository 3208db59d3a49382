"""Bundles made to be costly are still answered, and say what was not decided."""

from itertools import pairwise

from engine.analysis.definition import Definition
from engine.analysis.drawing import Drawing
from engine.analysis.routes import MOST_PLACES, routes
from engine.analysis.setting import Setting
from engine.bpmn.elements import Flow, Model, Node, Process
from engine.lint.rules import node_cap, parallel_writes

KINDS = ("startEvent", "callActivity", "callActivity", "endEvent")


def doubling(depth: int) -> Model:
    """Processes that each call the next one twice."""
    processes, nodes, flows = {}, {}, {}
    for level in range(depth + 1):
        key = f"p{level}"
        processes[key] = Process(key, "", f"{key}.bpmn", executable=True)
        ids = [f"{key}_{at}" for at in range(4)]
        for node, kind in zip(ids, KINDS, strict=True):
            called = f"p{level + 1}" if kind == "callActivity" and level < depth else None
            kept = kind if called or kind != "callActivity" else "manualTask"
            nodes[node] = Node(node, kept, "", key, key, f"{key}.bpmn", called=called)
        for before, after in pairwise(ids):
            flows[f"{before}_on"] = Flow(f"{before}_on", before, after, key)
    return Model(processes, nodes, flows)


def test_calls_that_unfold_too_far_stay_folded() -> None:
    found = routes(Drawing(doubling(25)), "p0")

    assert found.folded
    assert len(found.nodes) < 2 * MOST_PLACES


def test_calls_that_unfold_too_far_are_told() -> None:
    bundle = Definition({}, doubling(25), Setting())

    told = list(node_cap.faults(bundle))

    assert {fault.severity for fault in told} == {"warning"}
    assert "unfold too far" in told[0].sentence


def test_calls_within_calls_are_looked_into_once() -> None:
    assert list(parallel_writes.faults(Definition({}, doubling(25), Setting()))) == []
