"""What cannot run is said in a sentence that names the element and what to do."""

import inspect
import sys

import pytest

from engine.bpmn.read import read
from engine.errors import DiagramRefused
from engine.execution.load import load
from tests.support.drawing import Drawing, event, said, timer


def line(*nodes: str) -> Drawing:
    return Drawing().start().end().chain("start", *nodes, "end")


CASES = {
    "script": line("x").node("scriptTask", "x", "<script>import os</script>"),
    "signal": line("x").throw("x", "<signalEventDefinition/>"),
    "link": line("x").throw("x", "<linkEventDefinition name='a'/>"),
    "compensation": line("x").throw("x", "<compensateEventDefinition/>"),
    "conditional": line("x").catch("x", "<conditionalEventDefinition/>"),
    "complex gateway": line("x").node("complexGateway", "x"),
    "ad-hoc": line("x").node("adHocSubProcess", "x"),
    "transaction": line("x").node("transaction", "x"),
    "standard loop": line("x").user("x", "<standardLoopCharacteristics/>"),
    "event sub-process begun by nothing": line().event_sub("x", Drawing("y").end("z"), ""),
    "event sub-process begun by an error": line().event_sub("x", Drawing("y"), event("error")),
    "event sub-process with a flow to it": line("x").event_sub(
        "x", Drawing("y"), timer("Date", "a")
    ),
    "event sub-process for each": line().event_sub(
        "x", Drawing("y").node("multiInstanceLoopCharacteristics", "m"), timer("Date", "a")
    ),
    "message start": Drawing()
    .declare("message", "m", name="m")
    .node("startEvent", "x", event("message", "m")),
    "timer in a sub-process": line("x").sub(
        "x", Drawing("y").node("startEvent", "z", timer("Date", "a"))
    ),
    "performer": line("x").user("x", "<humanPerformer id='h'/>"),
    "data store": line().node("dataStoreReference", "x"),
    "several events": line("x").catch("x", timer("Date", "a") + timer("Date", "b")),
    "bare catch": line("x").catch("x", ""),
    "timer start": Drawing().node("startEvent", "x", timer("Date", "a")),
    "message end nowhere": line("x").throw("x", event("message", "nobody")),
    "receive nothing": line("x").node("receiveTask", "x"),
    "empty timer": line("x").catch("x", "<timerEventDefinition/>"),
    "timer of nothing": line("x").catch("x", timer("Date", "")),
    "cycle on the way": line("x").catch("x", timer("Cycle", "R3/P1D")),
    "service without work": line("x").node("serviceTask", "x"),
    "class": line("x").node("serviceTask", "x", camunda_class="org.x.Y", camunda_topic="t"),
    "expression": line("x").node("serviceTask", "x", camunda_expression="${x.y()}"),
    "listener": line("x").user(
        "x", "<extensionElements><camunda:taskListener class='a'/></extensionElements>"
    ),
    "mapping": line("x").user("x", "<extensionElements><camunda:inputOutput/></extensionElements>"),
    "decision nowhere": line("x").node("businessRuleTask", "x"),
    "call nowhere": line("x").call("x", "ghost"),
    "call nothing": line("x").node("callActivity", "x"),
    "call itself": line("x").call("x", "p"),
    "call without an end": line("x", "y").call("x", "p").node("callActivity", "y"),
    "condition on a task": line("x").user("x").flow("x", "end", "a = 1", key="odd"),
    "way without a condition": line("x").gate("exclusive", "x").flow("x", "end", key="odd"),
    "flow to nowhere": line("x").user("x").flow("x", "ghost"),
    "second start": line("x").user("x").node("startEvent", "again"),
    "no start": Drawing().user("x"),
    "end goes on": line().flow("end", "start"),
    "edge of nothing": line().boundary("x", "ghost", timer("Date", "a")),
    "error on a task": line("x").user("x").boundary("b", "x", event("error")),
    "event gateway to a task": line("x", "y").gate("eventBased", "x").user("y"),
    "several without items": line("x").user("x", "<multiInstanceLoopCharacteristics/>"),
    "duplicate id": line("x").user("x").user("x"),
    "reserved id": line("End").user("End"),
    "id of a guard": line("a.BoundaryEventSplit", "a").user("a.BoundaryEventSplit").user("a"),
    "two groups": line("x").user("x", camunda_candidateGroups="a, b"),
    "no role": Drawing(role=None).start().user("x").end().chain("start", "x", "end"),
    "code in an event": line("x").throw("x", '<messageEventDefinition camunda:class="a"/>'),
    "message where only errors stand": line("x").throw("x", timer("Date", "a")),
    "condition in a file": line("x")
    .gate("exclusive", "x", "d")
    .node(
        "sequenceFlow",
        "odd",
        '<conditionExpression camunda:resource="a.js"/>',
        sourceRef="x",
        targetRef="end",
    ),
    "condition in JavaScript": line("x")
    .gate("exclusive", "x", "d")
    .node(
        "sequenceFlow",
        "odd",
        '<conditionExpression language="javascript">a</conditionExpression>',
        sourceRef="x",
        targetRef="end",
    ),
    "flow across an edge": line("x").sub("x", Drawing("x").start("s").user("u")).flow("u", "end"),
    "patient error": line("x")
    .sub("x", Drawing("x").start("s"))
    .boundary("b", "x", event("error"), interrupting=False),
    "long name": line("x").user("x", name="x" * 501),
    "foreign language": line("x").gate("exclusive", "x", "d").flow("x", "end", "${foo.bar()}"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_run_is_an_oddity_with_a_sentence(name: str) -> None:
    model = read(CASES[name].files())

    assert model.oddities
    for oddity in model.oddities:
        assert "'" in oddity.sentence
        assert oddity.file == "p.bpmn"
        assert oddity.line > 0 or oddity.rule in ("structure", "not-executable")


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("no role", "two groups")])
def test_what_cannot_run_does_not_load(name: str) -> None:
    with pytest.raises(DiagramRefused):
        load(CASES[name].files(), "p")


def test_a_process_that_is_not_executable_cannot_be_called() -> None:
    content = (
        line("x")
        .call("x", "q")
        .xml()
        .replace(
            b"</definitions>", b'<process id="q"><startEvent id="qs"/></process></definitions>'
        )
    )
    sentences = [oddity.sentence for oddity in read({"p.bpmn": content}).oddities]
    assert sentences == ["'x' calls 'q', which is not marked as executable; mark it"]


def test_two_processes_that_nobody_calls_are_one_too_many() -> None:
    other = Drawing("q").start("q1").user("u").chain("q1", "u")
    with pytest.raises(DiagramRefused, match="'q' is a second process that no other calls"):
        load(line().files(other), "p")


def test_a_process_drawn_twice_counts_once() -> None:
    files = {"a.bpmn": line().xml(), "b.bpmn": Drawing().start("other").xml()}
    model = read(files)
    assert "start" in model.nodes
    assert "other" not in model.nodes
    assert [oddity.rule for oddity in model.oddities] == ["duplicate-id"]


def test_nothing_else_can_be_the_top() -> None:
    with pytest.raises(DiagramRefused, match="no process 'ghost'"):
        load(line().files(), "ghost")


def test_a_decision_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(DiagramRefused, match=r"scope\.dmn: "):
        load({**line().files(), "scope.dmn": b"<x/>"}, "p")


def test_what_the_case_never_reaches_need_not_compile() -> None:
    pool = (
        b'<process id="q"><exclusiveGateway id="g" default="d"/><userTask id="u"/>'
        b'<userTask id="v"/><sequenceFlow id="d" sourceRef="g" targetRef="u"/>'
        b'<sequenceFlow id="w" sourceRef="g" targetRef="v"><conditionExpression>in case of doubt'
        b"</conditionExpression></sequenceFlow></process></definitions>"
    )
    content = line().xml().replace(b"</definitions>", pool)
    assert load({"p.bpmn": content}, "p").key == "p"


def test_a_long_process_is_refused_before_it_is_followed() -> None:
    drawn = Drawing().start().end()
    names = [f"u{n}" for n in range(299)]
    for name in names:
        drawn.user(name)
    with pytest.raises(DiagramRefused, match="301 elements"):
        load(drawn.chain("start", *names, "end").files(), "p")


def test_the_longest_allowed_chain_runs() -> None:
    drawn = Drawing().start().end()
    names = [f"u{n}" for n in range(298)]
    for name in names:
        drawn.user(name)
    assert load(drawn.chain("start", *names, "end").files(), "p").key == "p"


def test_a_diagram_that_cannot_be_followed_is_refused_with_a_sentence() -> None:
    drawn = Drawing().start().end()
    names = [f"u{n}" for n in range(298)]
    for name in names:
        drawn.user(name)
    files = drawn.chain("start", *names, "end").files()
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        with pytest.raises(DiagramRefused, match="cannot be followed"):
            load(files, "p")
    finally:
        sys.setrecursionlimit(usual)


def test_a_condition_that_is_not_feel_names_its_gateway() -> None:
    drawn = Drawing().start().gate("exclusive", "g", "d").end("x").end("y").flow("start", "g")
    drawn.flow("g", "x", "a ==== 1").flow("g", "y", key="d")
    with pytest.raises(DiagramRefused, match="'g' has an expression that cannot be read"):
        load(drawn.files(), "p")


def test_a_decision_that_is_not_in_the_bundle_is_named() -> None:
    drawn = line("x").decide("x", "scope")
    with pytest.raises(DiagramRefused, match="'scope', which is not in this bundle"):
        load(drawn.files(), "p")


def test_an_extension_that_shares_a_steps_id_is_not_taken_for_it() -> None:
    extra = "<extensionElements><v:x xmlns:v='urn:v' id='b'/></extensionElements>"
    drawn = line("a", "b").user("a", extra).user("b", said(kind="policy"))
    assert load(drawn.files(), "p").model.oddities == ()
