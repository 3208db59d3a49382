"""Each way round the law that a process owner could draw is found, at its place, in any bundle."""

import pytest

from engine.analysis.setting import Setting
from engine.definitions.checking import check_bundle
from engine.lint.likeness import claims_in, squeezed
from engine.lint.run import check
from engine.rehearsals.rehearse import Definitions
from tests.lint.attacks import BODY, IPAB, MAIN, Attack, drawn, edge, over, swap
from tests.lint.protected import small_law
from tests.lint.ways_round import ESCALATED, WAYS_ROUND
from tests.support.laws import TODAY

ATTACKS = [
    pytest.param(rule, attack, id=f"{rule}: {name}")
    for rule, attacks in WAYS_ROUND.items()
    for name, attack in attacks.items()
]


@pytest.mark.parametrize(("rule", "attack"), ATTACKS)
def test_a_way_round_the_law_is_found(rule: str, attack: Attack, shipped: Definitions) -> None:
    files = dict(shipped.bundle)
    attack(files)

    findings = check_bundle(files, shipped.reference, TODAY)

    assert rule in {one.rule for one in findings if one.severity == "error"}, findings
    assert [one.sentence for one in findings if "None" in one.sentence] == []


@pytest.mark.parametrize(
    "name", ["No authorisation needed", "Not authorised", "Withdrawn", "Costs not recovered"]
)
def test_an_end_that_claims_no_authority_needs_none(name: str, shipped: Definitions) -> None:
    files = dict(shipped.bundle)
    swap(MAIN, 'name="Another route applies"', f'name="{name}"')(files)

    assert check_bundle(files, shipped.reference, TODAY) == ()


def test_names_are_compared_as_they_look() -> None:
    assert squeezed("Home Secretary") == squeezed(
        "\u041d\u041e\u041c\u0415  s\u0435\u0441r\u0435t\u0430r\u0443"
    )
    assert squeezed("Home Secretary") == squeezed("H\u200bome-Secre\u0301tary")
    assert squeezed("L12") == squeezed("LI2") != squeezed("L13")
    assert claims_in("No consent", ["consent", "no consent"]) == ["no consent"]
    assert claims_in("", ["consent", "…"]) == []


def test_a_lane_may_be_called_by_any_name_of_its_own_role(shipped: Definitions) -> None:
    files = dict(shipped.bundle)
    swap(MAIN, 'name="Chief officer"', 'name="Chief Constable or Commissioner of Police"')(files)
    swap(MAIN, 'name="Local policing body"', 'name="PCC, Mayor or Common Council"')(files)
    swap(MAIN, 'name="Force finance"', 'name="Finance (HR may order)"')(files)

    assert check_bundle(files, shipped.reference, TODAY) == ()


def test_a_lane_inside_that_of_somebody_else_is_not_theirs() -> None:
    inner = (
        '<childLaneSet id="c"><lane id="in" name="Clerks"><extensionElements><c:properties>'
        '<c:property name="role" value="force_lead"/></c:properties></extensionElements>'
        "<flowNodeRef>ask</flowNodeRef></lane></childLaneSet>"
    )
    diagram = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:c="http://camunda.org/schema/1.0/bpmn"><process id="p" isExecutable="true">'
        f'<laneSet id="l"><lane id="out" name="Chief officer">{inner}</lane></laneSet>'
        '<userTask id="ask" name="Ask"/></process></definitions>'
    )

    findings = check({"p.bpmn": diagram.encode()}, Setting(law=small_law()))

    assert [one.element for one in findings if one.rule == "lane-name-true"] == ["ask"]


def test_a_pool_may_bear_the_name_of_whoever_does_all_its_work(shipped: Definitions) -> None:
    files = dict(shipped.bundle)
    swap(BODY, 'name="The local policing body’s decision"', 'name="The policing body"')(files)

    assert check_bundle(files, shipped.reference, TODAY) == ()


def test_an_escalation_that_ends_the_review_and_leads_elsewhere_skips_nothing(
    shipped: Definitions,
) -> None:
    files = dict(shipped.bundle)
    edge("record_ipab_outcome", "over", IPAB)(files)
    over(IPAB, ESCALATED)(files)
    drawn(
        f'<bpmn:boundaryEvent id="told" attachedToRef="call_ipab">{ESCALATED}</bpmn:boundaryEvent>'
        '<bpmn:endEvent id="known" name="Given up" />'
        '<bpmn:sequenceFlow id="told_1" sourceRef="told" targetRef="known" />'
    )(files)

    found = {one.rule for one in check_bundle(files, shipped.reference, TODAY)}
    assert "statutory-order" not in found


def test_ways_that_are_not_followed_to_their_end_prove_nothing(
    shipped: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.analysis.routes.MOST_PLACES", 50)

    findings = check_bundle(shipped.bundle, shipped.reference, TODAY)

    assert "cannot be followed" in " ".join(
        one.sentence for one in findings if one.rule == "statutory-order"
    )


def test_diagrams_too_large_to_be_played_prove_nothing(
    shipped: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.analysis.paths.LIMIT", 2)

    findings = check_bundle(shipped.bundle, shipped.reference, TODAY)

    assert "statutory-order" in {one.rule for one in findings if one.severity == "error"}
