"""Differences that the shipped definition has no room for: sub-processes, lanes in lanes."""

import pytest

from engine.definitions.difference.change import WEIGHTY, Names
from engine.definitions.difference.whole import by_topic, changes

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BEFORE = """
<process id="p" name="Loan" isExecutable="true">
 <laneSet id="lanes"><lane id="outer" name="Office"><childLaneSet id="inner_lanes">
  <lane id="inner" name="Desk"><flowNodeRef>ask</flowNodeRef><flowNodeRef>wait</flowNodeRef></lane>
 </childLaneSet></lane><lane id="other" name="Attic" /></laneSet>
 <startEvent id="go" /><userTask id="ask" name="Ask" /><subProcess id="part" name="Part">
  <userTask id="look" name="Look" /></subProcess>
 <receiveTask id="wait" name="Wait" messageRef="m" /><exclusiveGateway id="fork" />
 <sequenceFlow id="f1" sourceRef="go" targetRef="ask" />
 <sequenceFlow id="f2" sourceRef="ask" targetRef="fork" />
 <sequenceFlow id="f3" sourceRef="fork" targetRef="wait" />
</process><message id="m" name="paid" />
"""
KEPT_APART = (
    '<userTask id="ask" name="Ask"><extensionElements>'
    '<c:properties xmlns:c="http://camunda.org/schema/1.0/bpmn">'
    '<c:property name="separate.from" value="nobody" /></c:properties></extensionElements>'
    "</userTask>"
)
BESIDE = (
    '<subProcess id="part" name="Part" triggeredByEvent="true">'
    '<startEvent id="told" isInterrupting="false" />'
)
KINDS = {
    "a step leaves a sub-process": (
        '<userTask id="look" name="Look" /></subProcess>',
        '</subProcess><userTask id="look" name="Look" />',
        "\u2018Look\u2019: what it stands in changes from \u2018Part\u2019 to \u2018Loan\u2019",
    ),
    "an event begins a sub-process": (
        '<subProcess id="part" name="Part">',
        '<subProcess id="part" name="Part" triggeredByEvent="true">',
        "\u2018Part\u2019: that an event begins it changes from no to yes",
    ),
    "what an event begins runs beside the rest": (
        '<subProcess id="part" name="Part">',
        BESIDE,
        "\u2018Part\u2019: that it ends all else in what it stands in changes from yes to no",
    ),
    "a lane goes": (
        '<lane id="other" name="Attic" />',
        "",
        "Lane \u2018Attic\u2019 is gone: it was for nobody",
    ),
    "the outer lane is called otherwise": (
        'name="Office"',
        'name="Hall"',
        "Lane \u2018Desk\u2019: the lane it stands in changes from Office to Hall",
    ),
    "another message is waited for": (
        'name="paid"',
        'name="owed"',
        "\u2018Wait\u2019: the message it is about changes from paid to owed",
    ),
    "a gateway without a name leads elsewhere": (
        'sourceRef="fork" targetRef="wait"',
        'sourceRef="fork" targetRef="look"',
        "The way from \u2018fork\u2019, after \u2018Ask\u2019 to \u2018Wait\u2019 now leads",
    ),
    "somebody who is not drawn is kept apart": (
        '<userTask id="ask" name="Ask" />',
        KEPT_APART,
        "\u2018Ask\u2019: whoever did \u2018nobody\u2019 may no longer do it as well",
    ),
    "a gateway without a name is new": (
        '<exclusiveGateway id="fork" />',
        '<exclusiveGateway id="fork" /><exclusiveGateway id="more" />',
        "\u2018more\u2019 is new",
    ),
}


RESIDUE = {
    "something nobody reads": (
        '<userTask id="ask" name="Ask" />',
        '<userTask id="ask" name="Ask" startQuantity="2" />',
        "\u2018Ask\u2019 is written otherwise in a way that no sentence tells of",
    ),
    "something nobody reads of a way": (
        '<sequenceFlow id="f1" ',
        '<sequenceFlow id="f1" isImmediate="true" ',
        "sequenceFlow \u2018f1\u2019 is written otherwise",
    ),
    "a note beside the steps": (
        '<startEvent id="go" />',
        '<startEvent id="go" /><textAnnotation id="note"><text>Hi</text></textAnnotation>',
        "The textAnnotation \u2018note\u2019 is new",
    ),
    "a message that nobody waits for": (
        '<message id="m" name="paid" />',
        '<message id="m" name="paid" /><message id="n" name="lost" />',
        "The message \u2018n\u2019 is new",
    ),
}


@pytest.mark.parametrize("name", RESIDUE)
def test_what_nobody_reads_is_named_all_the_same(name: str) -> None:
    old, new, words = RESIDUE[name]
    assert old in BEFORE
    before, after = drawn(BEFORE), drawn(BEFORE.replace(old, new))
    (change,) = changes(before, after, Names())
    (back,) = changes(after, before, Names())

    assert words in change.sentence
    assert back.topic == "other"


def drawn(text: str, path: str = "loan.bpmn") -> dict[str, bytes]:
    """A bundle with one diagram."""
    return {path: f'<definitions xmlns="{BPMN}">{text}</definitions>'.encode()}


@pytest.mark.parametrize("name", KINDS)
def test_what_only_some_diagrams_have_is_told(name: str) -> None:
    old, new, words = KINDS[name]
    assert old in BEFORE
    found = changes(drawn(BEFORE), drawn(BEFORE.replace(old, new)), Names())

    assert any(words in change.sentence for change in found), found


def test_a_process_that_moves_to_another_file_is_told() -> None:
    found = changes(drawn(BEFORE), drawn(BEFORE, "other.bpmn"), Names())

    assert "\u2018Loan\u2019: its file changes from loan.bpmn to other.bpmn" in {
        change.sentence for change in found
    }


def test_topics_stand_in_their_order_and_only_where_there_is_something() -> None:
    found = changes({}, drawn(BEFORE), Names())
    topics = [topic.topic for topic in by_topic(found, WEIGHTY)]

    assert topics == ["roles", "conditions"]
