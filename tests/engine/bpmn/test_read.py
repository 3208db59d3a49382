"""What a diagram says, read by element: lanes and roles, forms, letters, timers, calls."""

import pytest

from engine.bpmn.elements import LetterRule, Several, Timer
from engine.bpmn.read import read
from engine.errors import DiagramRefused
from tests.support.drawing import Drawing, each, event, said, timer

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">'
)


def process(body: str, attributes: str = "") -> str:
    return f"{HEAD}<process id='p' isExecutable='true' {attributes}>{body}</process></definitions>"


DECIDING = said(
    letter__template="D01, L08",
    letter__L08__return="signed",
    letter__L08__when="approved",
    letter__signatory="policing_body",
    set__approved_on="today",
    separate__from="recommend, build",
    organisation="body.id",
    kind="statutory",
)


def test_a_step_says_who_does_it_what_it_asks_and_what_it_writes() -> None:
    drawn = Drawing(role="policing_body").start().end()
    asks = {"camunda_formRef": "decide", "camunda_dueDate": "10 working days", "name": "A\n b"}
    drawn.user("decide", DECIDING, **asks)
    node = read(drawn.chain("start", "decide", "end").files()).nodes["decide"]

    assert (node.role, node.form, node.title) == ("policing_body", "decide", "A b")
    assert node.due == "10 working days"
    assert node.letters == (
        LetterRule("D01", signatory="policing_body"),
        LetterRule("L08", "approved", for_signature=True, signatory="policing_body"),
    )
    assert node.sets == {"approved_on": "today"}
    assert node.separate_from == ("recommend", "build")
    assert (node.organisation, node.statutory, node.for_signature) == ("body.id", True, True)


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("decide", "decide"),
        ("camunda-forms:deployment:decide.form", "decide"),
        ("app:forms/x.form", "x"),
    ],
)
def test_a_form_key_is_read_as_a_form(key: str, form: str) -> None:
    drawn = Drawing().start().user("a", camunda_formKey=key)
    assert read(drawn.files()).nodes["a"].form == form


def test_the_innermost_lane_says_the_role_and_candidate_groups_override_it() -> None:
    lane = "<laneSet><lane id='l1' name='Force'>{}<childLaneSet>{}</childLaneSet></lane></laneSet>"
    inner = (
        f"<lane id='l2' name='Finance'>{said(role='force_finance')}"
        "<flowNodeRef>a</flowNodeRef></lane>"
        "<lane id='l3' name='Lead'><flowNodeRef>b</flowNodeRef><flowNodeRef>s</flowNodeRef></lane>"
    )
    outer = said(role="force_lead") + "<flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef>"
    body = (
        "<userTask id='a'/><userTask id='b'/><userTask id='c' camunda:candidateGroups='auditor'/>"
        "<subProcess id='s'><userTask id='d'/></subProcess>"
    )
    nodes = read({"p.bpmn": process(lane.format(outer, inner) + body).encode()}).nodes

    roles = {key: nodes[key].role for key in "abcd"}
    assert roles == {"a": "force_finance", "b": "force_lead", "c": "auditor", "d": "force_lead"}
    assert (nodes["a"].lane, nodes["d"].lane) == ("l2", "l3")


def test_guidance_is_read_without_reviewers_comments() -> None:
    notes = (
        '<documentation textFormat="text/x-comments">ada: why?</documentation>'
        "<documentation>Read section 26(1).</documentation>"
    )
    drawn = Drawing().start().user("a", notes)
    assert read(drawn.files()).nodes["a"].documentation == "Read section 26(1)."


def test_properties_of_what_is_inside_are_not_the_sub_processs_own() -> None:
    inner = Drawing("s").start("s1").user("x", said(organisation="o"))
    nodes = read(Drawing().start().sub("s", inner).files()).nodes
    assert (nodes["s"].properties, nodes["x"].organisation) == ({}, "o")


def test_events_timers_and_instances_are_read() -> None:
    drawn = (
        Drawing().declare("message", "m1", name="withdrawn").declare("error", "e1", errorCode="E")
    )
    drawn.start().user(
        "a", each("members", "member", "nrOfCompletedInstances > 1", sequential=True)
    )
    drawn.boundary("t", "a", timer("Cycle", "R3/P7D"), interrupting=False)
    drawn.boundary("m", "a", event("message", "m1")).end("e", event("error", "e1"))
    nodes = read(drawn.files()).nodes

    assert nodes["a"].several == Several(
        "members", "member", done_when="nrOfCompletedInstances > 1", sequential=True
    )
    assert (nodes["t"].timer, nodes["t"].interrupting) == (Timer("cycle", "R3/P7D"), False)
    assert (nodes["m"].message, nodes["m"].attached_to) == ("withdrawn", "a")
    assert (nodes["e"].event, nodes["e"].code) == ("error", "E")


def test_conditions_of_the_desktop_modeler_become_feel() -> None:
    drawn = Drawing().start().gate("exclusive", "g", "d").end("x").end("y").flow("start", "g")
    drawn.flow("g", "x", "${route == 'uk'}", key="f").flow("g", "y", key="d")
    assert read(drawn.files()).flows["f"].condition == 'route = "uk"'


def test_a_process_says_who_may_start_it_and_how_long_it_is_kept() -> None:
    said_of_it = (
        "camunda:candidateStarterGroups='force_lead, clerk' "
        "camunda:historyTimeToLive='P7Y' camunda:versionTag='2011.1'"
    )
    file = process("", said_of_it).encode()
    found = read({"p.bpmn": file}).processes["p"]
    assert found.starters == ("force_lead", "clerk")
    assert (found.retention, found.version_label) == ("P7Y", "2011.1")


def test_a_file_in_another_encoding_is_read() -> None:
    text = process("<startEvent id='s' name='Größe'/>")
    content = b"\xff\xfe" + f"<?xml version='1.0' encoding='UTF-16'?>{text}".encode("utf-16-le")
    assert read({"p.bpmn": content}).nodes["s"].name == "Größe"


def test_the_top_process_is_the_one_that_no_other_calls() -> None:
    called = Drawing("q").start("q1")
    model = read(Drawing("main").start().call("c", "q").files(called))
    assert model.key == "main"


@pytest.mark.parametrize(
    "files", [{}, {"notes.txt": b"x"}, {"p.bpmn": f"{HEAD}</definitions>".encode()}]
)
def test_a_bundle_without_a_process_is_refused(files: dict[str, bytes]) -> None:
    with pytest.raises(DiagramRefused, match="no process"):
        read(files)


def test_a_property_without_a_name_says_nothing() -> None:
    drawn = Drawing().start().user("a", said(**{"": "x", "kind": "policy"}))
    assert read(drawn.files()).nodes["a"].properties == {"kind": "policy"}


def test_what_is_passed_to_a_call_by_its_business_key_changes_nothing() -> None:
    passing = (
        "<extensionElements><camunda:in businessKey='a'/><camunda:in variables='all'/>"
        "</extensionElements>"
    )
    called = Drawing("q").start("q1")
    drawn = Drawing().start().call("c", "q", passing).end().chain("start", "c", "end")
    assert read(drawn.files(called)).oddities == ()
