"""What cannot run is said in a sentence that names the element and what to do."""

import pytest

from benchmarks.drawing import Drawing, event, said, timer
from engine.bpmn.load import load
from engine.bpmn.read import read
from engine.errors import DiagramRefused


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
    "event sub-process": line()
    .sub("x", Drawing("x").start("s"))
    .node("subProcess", "y", "<startEvent id='ys'/>", triggeredByEvent="true"),
    "performer": line("x").user("x", "<humanPerformer id='h'/>"),
    "data store": line().node("dataStoreReference", "x"),
    "several events": line("x").catch("x", timer("Date", "a") + timer("Date", "b")),
    "bare catch": line("x").catch("x", ""),
    "timer start": Drawing().node("startEvent", "x", timer("Date", "a")),
    "message end nowhere": line("x").throw("x", event("message", "nobody")),
    "receive nothing": line("x").node("receiveTask", "x"),
    "empty timer": line("x").catch("x", "<timerEventDefinition/>"),
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
    "two groups": line("x").user("x", camunda_candidateGroups="a, b"),
    "no role": Drawing(role=None).start().user("x").end().chain("start", "x", "end"),
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
