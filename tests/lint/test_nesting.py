"""How deep diagrams may call one another."""

from engine.analysis.drawing import Drawing
from engine.bpmn.elements import Model, Node, Process
from engine.bpmn.nesting import too_deep


def calls(number: int, *, back: str | None = None) -> Model:
    """A process that calls another, and so on; the last may call one before it."""
    keys = [f"p{n}" for n in range(number)]
    called = [*keys[1:], back]
    nodes = {
        f"c{key}": Node(f"c{key}", "callActivity", "", key, key, "p.bpmn", called=inner)
        for key, inner in zip(keys, called, strict=True)
        if inner is not None
    }
    processes = {key: Process(key, "", "p.bpmn", executable=True) for key in keys}
    return Model(processes, nodes, {})


def test_ten_diagrams_may_call_one_another_and_no_more() -> None:
    assert list(too_deep(calls(10))) == []
    assert [node.id for node in too_deep(calls(11))] == ["cp9"]
    assert [node.id for node in too_deep(calls(95))] == [f"cp{n}" for n in range(9, 94)]


def test_a_circle_of_calls_is_too_deep_and_is_not_followed_for_ever() -> None:
    model = calls(3, back="p0")

    assert list(too_deep(model))
    around = Drawing(model).around(model.nodes["cp0"])
    assert {node.id for node in around} == {"cp0", "cp1", "cp2"}
