"""What the checks saw is what runs: nothing else in a file is a way on, or refuses it."""

import pytest

from engine.errors import DiagramFailed, DiagramRefused
from engine.execution.load import load
from tests.support.drawing import Drawing, each
from tests.support.playing import Play

FOREIGN = 'xmlns:x="urn:somebody"'
HIDDEN = '<sequenceFlow id="f1" sourceRef="a" targetRef="c"/>'


def holding(hidden: str, root: str = "") -> dict[str, bytes]:
    """A case of two steps, the first of which holds something that is no part of the drawing."""
    drawn = Drawing().start().user("a", hidden).user("b").user("c").end()
    drawn.flow("start", "a", key="f0").flow("a", "b", key="f1").flow("b", "end", key="f2")
    (name, content), *_ = drawn.chain("c", "end").files().items()
    return {name: content.replace(b"<process", root.encode() + b"<process", 1)}


@pytest.mark.parametrize(
    "hidden",
    [
        f"<extensionElements>{HIDDEN}</extensionElements>",
        f'<x:sequenceFlow {FOREIGN} id="f1" sourceRef="a" targetRef="c"/>',
        f"<documentation>{HIDDEN}</documentation>",
        f'<x:boundaryEvent {FOREIGN} id="e" attachedToRef="a"/>',
        f'<extensionElements><x:item {FOREIGN} id="b"/></extensionElements>',
    ],
)
def test_what_is_no_part_of_the_drawing_neither_runs_nor_stops_it(hidden: str) -> None:
    play = Play(holding(hidden))
    play.do("a")
    assert play.open == ["b"]


@pytest.mark.parametrize(
    "declared",
    [
        "<message/>",
        "<error/>",
        "<escalation/>",
        "<signal/>",
        '<correlationProperty id="k"/>',
    ],
)
def test_what_a_file_declares_and_does_not_use_does_not_stop_it(declared: str) -> None:
    assert Play(holding("", declared)).open == ["a"]


def test_the_order_of_the_file_decides_and_not_the_place_on_the_page() -> None:
    drawn = Drawing().start().gate("parallel", "f").user("a").user("b").end()
    drawn.chain("start", "f", "a", "end").chain("f", "b", "end")
    shapes = "".join(
        f'<i:BPMNShape bpmnElement="{key}"><d:Bounds x="0" y="{y}"/></i:BPMNShape>'
        for key, y in (("a", "900"), ("b", "10"))
    )
    page = f'<i:BPMNDiagram xmlns:i="{INTERCHANGE}" xmlns:d="{COORDINATES}">{shapes}'
    (name, content), *_ = drawn.files().items()
    placed = content.replace(b"</definitions>", f"{page}</i:BPMNDiagram></definitions>".encode())
    tasks = Play({name: placed}).last.open_tasks
    assert [task.element for task in tasks] == ["a", "b"]


INTERCHANGE = "http://www.omg.org/spec/BPMN/20100524/DI"
COORDINATES = "http://www.omg.org/spec/DD/20100524/DC"


def test_what_runs_is_exactly_what_was_read() -> None:
    inner = Drawing("s").start("s1").user("x", each("[1]", "n")).end("s2").chain("s1", "x", "s2")
    drawn = Drawing().start().sub("s", inner).gate("exclusive", "g", "on").end()
    loaded = load(drawn.chain("start", "s", "g").flow("g", "end", key="on").files(), "p")
    specs = {**loaded.scopes, "p": loaded.spec}
    ways = {
        (one.name, other.name)
        for spec in specs.values()
        for one in spec.task_specs.values()
        for other in one.outputs
        if one.name in loaded.model.nodes
    }
    assert ways == {(flow.source, flow.target) for flow in loaded.model.flows.values()}


def test_a_gateway_with_one_way_takes_it_only_when_its_condition_holds() -> None:
    drawn = Drawing().start().gate("exclusive", "g").user("a").chain("start", "g")
    (name, content), *_ = drawn.flow("g", "a", "never").files().items()
    nested = content.replace(b">never<", b"><x>never</x><")
    for written in (content, nested):
        with pytest.raises(DiagramFailed, match=r"'g' .* has no way on"):
            Play({name: written})


def test_no_element_takes_the_ways_of_another_by_its_id() -> None:
    drawn = Drawing().start().user("a.BoundaryEventSplit").user("b").user("a").end()
    drawn.chain("start", "a.BoundaryEventSplit", "b", "a", "end")
    with pytest.raises(DiagramRefused, match="an id that the engine keeps for itself"):
        load(drawn.files(), "p")
