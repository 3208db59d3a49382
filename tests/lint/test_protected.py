"""Each way round the law that a process owner could draw is found, at its place, in any bundle."""

from collections.abc import Mapping

import pytest

from engine.definitions.checking import check_bundle
from engine.lint.likeness import claimed, squeezed
from engine.lint.run import check
from engine.lint.setting import Setting
from engine.rehearsals.rehearse import Definitions
from tests.lint.attacks import (
    BODY,
    HOME,
    IPAB,
    MAIN,
    RIGHTS,
    Attack,
    added,
    asked,
    both,
    changed,
    copied,
    drawn,
    edge,
    led,
    letter,
    question,
    said,
    swap,
    way,
)
from tests.lint.protected import small_law

APART = '"separate.from" value="recommend, recommend_own_deployment"'
COSTS = 'name="Stopped: costs"'
CONSENTS = "&quot;consent&quot;"
SCOPE = "decisions/scope.dmn"
RESULT = 'camunda:resultVariable="osja_approver_level"'
ITEM = 'camunda:elementVariable="member"'
TURNED = [{"label": "Refuse", "value": "consent"}, {"label": "Consent", "value": "refuse"}]
MORE = [{"label": "Consent", "value": "consent"}, {"label": "Not now", "value": "later"}]
URGENT = 'urgency = "emergency"'
L12 = '"letter.L12.return" value="signed"'

SEPARATIONS: Mapping[str, Attack] = {
    "deleted": swap(BODY, f"<camunda:property name={APART} />", ""),
    "emptied": swap(BODY, APART, '"separate.from" value=""'),
    "from another step": swap(BODY, APART, '"separate.from" value="record_decision"'),
    "from one of the two": swap(BODY, APART, '"separate.from" value="recommend"'),
    "of the assessment": swap(RIGHTS, '"separate.from"', '"kept.from"'),
}
ROLES: Mapping[str, Attack] = {
    "a lane handed over": swap(MAIN, '"role" value="home_secretary"', '"role" value="force_lead"'),
    "a group": swap(
        MAIN, ' id="decide_consent"', ' id="decide_consent" camunda:candidateGroups="x"'
    ),
    "a role of its own": said(BODY, "decide_approval", role="chief_officer"),
    "another body": said(BODY, "decide_approval", organisation="=force_id"),
    "whoever recommends": swap(MAIN, '"role" value="chief_officer"', '"role" value="force_lead"'),
    "the body’s office": swap(BODY, '"role" value="policing_body_office"', '"role" value="x"'),
}
FACTS: Mapping[str, Attack] = {
    "asked by another form": added("answer_home_office", "consent_outcome"),
    "asked by who recommends": added("recommend", "lpb_decision"),
    "kept by a property": said(HOME, "prepare_submission", set__consent_outcome=CONSENTS),
    "kept over the answer": said(MAIN, "decide_consent", set__consent_outcome=CONSENTS),
    "dated back": swap(BODY, '"set.approval_date" value="today"', '"set.approval_date" value="d"'),
    "of another body": swap(BODY, 'value="lpb_name"', 'value="force_name"'),
    "what follows overwritten": said(BODY, "decide_approval", set__lpb_name="force_name"),
    "what follows asked for": added("log_request", "lpb_name"),
    "as a result": swap(RIGHTS, RESULT, 'camunda:resultVariable="consent_outcome"'),
    "as a column": swap(SCOPE, 'name="scope_limb"', 'name="consent_date"'),
    "collected": swap(IPAB, 'value="ipab_member_views"', 'value="consent_outcome"'),
    "as the item": swap(IPAB, ITEM, 'camunda:elementVariable="consent_outcome"'),
    "optional": changed("decide_approval", "lpb_decision", validate={"required": False}),
    "hidden": changed("decide_consent", "consent_outcome", conditional={"hide": f"={URGENT}"}),
    "words turned round": changed("decide_consent", "consent_outcome", values=TURNED),
    "an answer more": changed("decide_consent", "consent_outcome", values=MORE),
    "free text": changed("decide_consent", "consent_outcome", type="textfield"),
    "not asked": asked("decide_approval", lambda qs: qs.remove(question(qs, "lpb_decision"))),
    "hidden in a group": asked(
        "decide_consent",
        lambda qs: qs.insert(
            0,
            {
                "type": "group",
                "id": "group",
                "label": "The decision",
                "conditional": {"hide": f"={URGENT}"},
                "components": [qs.pop(qs.index(question(qs, "consent_outcome")))],
            },
        ),
    ),
    "no form": swap(MAIN, ' camunda:formRef="decide_consent"', ""),
    "kept by a message": drawn(
        '<bpmn:receiveTask id="hear" name="Hear" messageRef="m"><bpmn:extensionElements>'
        '<camunda:properties><camunda:property name="form" value="decide_consent" />'
        "</camunda:properties></bpmn:extensionElements></bpmn:receiveTask>"
    ),
}
LETTERS: Mapping[str, Attack] = {
    "by the force": said(MAIN, "log_request", letter__template="L12"),
    "by a decision": said(MAIN, "decide_route", letter__template="L08"),
    "by an end": drawn(
        '<bpmn:endEvent id="over" name="Over"><bpmn:extensionElements><camunda:properties>'
        '<camunda:property name="letter.template" value="L12" /></camunda:properties>'
        "</bpmn:extensionElements></bpmn:endEvent>"
    ),
    "under a like code": both(copied("l12"), said(MAIN, "build_case", letter__template="l12")),
    "under a liker code": both(copied("LI2"), said(MAIN, "build_case", letter__template="LI2")),
    "under another code": copied("X99"),
    "in other words": letter("X99", "The Home Sec{# #}retary hereby consents to it."),
    "as a heading": letter("X99", "CONSENT of the Secretary of State", "You may go."),
    "as a title": letter("X99", "You may go.", title="Consent under section 26(3)"),
    "quoted in a tag": letter("X99", "{{ 'The Secretary of State consents' }} to it."),
    "in look-alikes": letter(
        "X99",
        "The S\u0435\u0441r\u0435tary of St\u0430t\u0435 \u0441\u043ens\u0435nts.",
    ),
    "cut into paragraphs": letter("X99", "The Secretary of", "State consents."),
    "whatever is decided": said(MAIN, "decide_consent", letter__L12__when="true"),
    "on a return": said(MAIN, "decide_consent", letter__L13__when="consent_outcome != null"),
    "when nothing is": said(BODY, "record_decision", letter__L08__when="false"),
    "unsigned": swap(MAIN, L12, '"letter.L12.return" value="none"'),
    "signed by another": said(MAIN, "decide_consent", letter__L12__signatory="force_lead"),
    "not written": swap(BODY, 'value="D01, L08, L09"', 'value="D01, L09"'),
}
ORDER: Mapping[str, Attack] = {
    "refusals to consent": led("what_home_secretary_decided", "consent_refused", "consented"),
    "returns to consent": led("what_home_secretary_decided", "call_home_office", "consented"),
    "refusals to application": led("what_body_decided", "refused_by_body", "send_application"),
    "questions to application": led("answer_questions", "is_review_touched", "send_application"),
    "no body": led("is_recommended", "call_policing_body_decision", "send_application"),
    "no application": led("what_body_decided", "send_application", "call_home_office"),
    "no recommendation": led("may_go_on", "is_chief_going", "call_policing_body_decision"),
    "no reviews": led("build_case", "start_reviews", "is_chief_going"),
    "stopped costs": led("may_go_on", "cost_stopped", "is_chief_going"),
    "one review less": both(
        swap(MAIN, 'calledElement="ipab"', 'calledElement="human_rights"'),
        lambda files: files.pop(IPAB),
    ),
    "an urgent way": way("is_recommended", "send_application", URGENT),
    "a limit on consent": edge("decide_consent", "consented"),
    "a limit beside consent": edge("decide_consent", "consented", interrupting="false"),
    "beside the decision": both(
        led("send_application", "call_home_office", "fork"),
        drawn(
            '<bpmn:parallelGateway id="fork" /><bpmn:endEvent id="gone" name="Consent given" />'
            '<bpmn:sequenceFlow id="fork_1" sourceRef="fork" targetRef="call_home_office" />'
            '<bpmn:sequenceFlow id="fork_2" sourceRef="fork" targetRef="build_case_again" />'
            '<bpmn:task id="build_case_again" name="Wait" camunda:candidateGroups="force_lead" />'
            '<bpmn:sequenceFlow id="fork_3" sourceRef="build_case_again" targetRef="gone" />'
        ),
    ),
    "a limit on the body": edge("call_policing_body_decision", "send_application"),
    "an end so named": swap(MAIN, COSTS, 'name="Assistance authorised"'),
    "an end in capitals": swap(MAIN, COSTS, 'name="CONSENT  WAS-GIVEN"'),
    "an end in look-alikes": swap(MAIN, COSTS, 'name="\u0421\u043ens\u0435nt g\u0456v\u0435n"'),
    "an end both ways": swap(MAIN, COSTS, 'name="No authorisation needed: authorised"'),
    "an end so called": swap(MAIN, "cost_stopped", "Consented"),
    "a state": swap(RIGHTS, 'value="With the force"', 'value="Consent given"'),
}
NAMES: Mapping[str, Attack] = {
    "a lane": swap(RIGHTS, 'name="Force international lead"', 'name="Home Secretary"'),
    "a lane in other letters": swap(
        RIGHTS, 'name="Force international lead"', 'name="HOME-SecretarY"'
    ),
    "a lane with more words": swap(MAIN, 'name="Force finance"', 'name="For the Home Secretary"'),
    "a lane by title": swap(MAIN, 'name="Force finance"', 'name="The Secretary of State"'),
    "a lane by an old title": swap(MAIN, 'name="Force finance"', 'name="Kent Police Authority"'),
    "a lane by initials": swap(MAIN, 'name="Force finance"', 'name="PCC for Kent"'),
    "a step in it": swap(
        MAIN, ' id="decide_consent"', ' id="decide_consent" camunda:candidateGroups="x"'
    ),
    "a step so called": swap(
        RIGHTS, 'name="Assess human rights risk"', 'name="The Home Secretary"'
    ),
    "a pool": swap(
        RIGHTS, 'id="human_rights_pool" name="', 'id="human_rights_pool" name="IPAB" x="'
    ),
    "a process": swap(RIGHTS, 'name="The human rights assessment"', 'name="Home Office"'),
    "a state": swap(RIGHTS, 'value="With the force"', 'value="With the Home Secretary"'),
}
RULES = {"names": "lane-name-true"}
ATTACKS = [
    pytest.param(RULES.get(rule, f"statutory-{rule}"), attack, id=f"{rule}: {name}")
    for rule, attacks in {
        "separations": SEPARATIONS,
        "roles": ROLES,
        "facts": FACTS,
        "letters": LETTERS,
        "order": ORDER,
        "names": NAMES,
    }.items()
    for name, attack in attacks.items()
]


@pytest.mark.parametrize(("rule", "attack"), ATTACKS)
def test_a_way_round_the_law_is_found(rule: str, attack: Attack, shipped: Definitions) -> None:
    files = dict(shipped.bundle)
    attack(files)

    findings = check_bundle(files, shipped.reference)

    assert rule in {one.rule for one in findings if one.severity == "error"}, findings
    assert [one.sentence for one in findings if "None" in one.sentence] == []


@pytest.mark.parametrize(
    "name", ["No authorisation needed", "Not authorised", "Withdrawn", "Costs not recovered"]
)
def test_an_end_that_claims_no_authority_needs_none(name: str, shipped: Definitions) -> None:
    files = dict(shipped.bundle)
    swap(MAIN, 'name="Another route applies"', f'name="{name}"')(files)

    assert check_bundle(files, shipped.reference) == ()


def test_names_are_compared_as_they_look() -> None:
    assert squeezed("Home Secretary") == squeezed(
        "\u041d\u041e\u041c\u0415  s\u0435\u0441r\u0435t\u0430r\u0443"
    )
    assert squeezed("Home Secretary") == squeezed("H\u200bome-Secre\u0301tary")
    assert squeezed("L12") == squeezed("LI2") != squeezed("L13")
    assert claimed("No consent", ["consent", "no consent"]) == ["no consent"]
    assert claimed("", ["consent", "…"]) == []


def test_a_lane_may_be_called_by_any_name_of_its_own_role(shipped: Definitions) -> None:
    files = dict(shipped.bundle)
    swap(MAIN, 'name="Chief officer"', 'name="Chief Constable or Commissioner of Police"')(files)
    swap(MAIN, 'name="Local policing body"', 'name="PCC, Mayor or Common Council"')(files)
    swap(MAIN, 'name="Force finance"', 'name="Finance (HR may order)"')(files)

    assert check_bundle(files, shipped.reference) == ()


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

    assert check_bundle(files, shipped.reference) == ()


def test_ways_that_are_not_followed_to_their_end_prove_nothing(
    shipped: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.lint.routes.MOST_PLACES", 50)

    findings = check_bundle(shipped.bundle, shipped.reference)

    assert "cannot be followed" in " ".join(
        one.sentence for one in findings if one.rule == "statutory-order"
    )


def test_diagrams_too_large_to_be_played_prove_nothing(
    shipped: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.lint.bundle.LIMIT", 2)

    findings = check_bundle(shipped.bundle, shipped.reference)

    assert "statutory-order" in {one.rule for one in findings if one.severity == "error"}
