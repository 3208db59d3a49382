"""The shipped diagrams: they read, they explain themselves and they are drawn with care."""

from pathlib import Path

import pytest

from engine.bpmn.elements import Model
from tests.workflows.picture import Picture, level

DIAGRAMS = sorted((Path(__file__).parents[2] / "workflows").glob("*.bpmn"))
FIXED = {
    "log_request",
    "screen_scope",
    "decide_route",
    "rule_on_scope",
    "build_case",
    "submit_ipab_brief",
    "triage_ipab",
    "give_member_view",
    "record_ipab_outcome",
    "assess_human_rights",
    "osja_approver",
    "approve_assessment",
    "prepare_cost_schedule",
    "record_undertaking",
    "cost_assurance",
    "recommend",
    "recommend_own_deployment",
    "decide_approval",
    "record_decision",
    "answer_questions",
    "send_application",
    "check_application",
    "answer_home_office",
    "prepare_submission",
    "decide_consent",
    "not_required",
    "routed_elsewhere",
    "not_recommended",
    "refused_by_body",
    "consent_refused",
    "consented",
}
BY_LAW = {"decide_approval", "send_application", "decide_consent"}


@pytest.fixture(params=DIAGRAMS, ids=lambda path: path.stem)
def picture(request: pytest.FixtureRequest) -> Picture:
    return Picture(request.param)


def test_the_diagrams_read_without_a_remark(model: Model) -> None:
    assert model.oddities == ()
    assert model.key == "section_26"


def test_the_ids_that_letters_and_stories_refer_to_are_there(model: Model) -> None:
    assert model.nodes.keys() >= FIXED


def test_every_task_tells_whoever_does_it_what_to_do(model: Model) -> None:
    tasks = [node for node in model.nodes.values() if node.kind == "userTask"]
    silent = [task.id for task in tasks if len(task.documentation) < 60]

    assert silent == []


def test_what_the_law_requires_is_marked_and_cited(model: Model) -> None:
    assert {name for name in BY_LAW if model.nodes[name].statutory} == BY_LAW
    marked = [node for node in model.nodes.values() if node.statutory]
    assert [node.id for node in marked if not node.properties.get("authority.cite")] == []


def test_whoever_recommends_does_not_decide(model: Model) -> None:
    apart = model.nodes["decide_approval"].separate_from

    assert {"recommend", "recommend_own_deployment"} <= set(apart)


def test_each_level_of_human_rights_risk_is_approved_in_a_lane_of_its_own(model: Model) -> None:
    tasks = ("approve_assessment", "approve_assessment_senior", "approve_assessment_minister")

    assert [model.nodes[task].role for task in tasks] == [
        "force_lead",
        "osja_senior",
        "osja_minister",
    ]


def test_every_question_at_a_gateway_is_a_question(model: Model) -> None:
    asked = [n for n in model.nodes.values() if n.kind.endswith("Gateway") and n.name]

    assert [node.id for node in asked if not node.name.endswith("?")] == []


def test_every_node_and_flow_is_drawn(picture: Picture) -> None:
    assert picture.boxes.keys() == picture.nodes
    assert picture.lines.keys() == picture.flows.keys()


def test_flows_run_straight_across_or_down(picture: Picture) -> None:
    slanted = {
        flow
        for flow, pieces in picture.lines.items()
        for piece in pieces
        if not level(piece) and piece[0][0] != piece[1][0]
    }
    assert slanted == set()


def test_no_flow_runs_over_a_shape(picture: Picture) -> None:
    assert picture.run_over() == set()


def test_no_two_flows_cross(picture: Picture) -> None:
    assert picture.crossings() == set()
