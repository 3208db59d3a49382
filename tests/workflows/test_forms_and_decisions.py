"""The shipped forms and decision tables: they read, they are used, and each row has its basis."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engine.bpmn.elements import Model
from engine.dmn.read import read
from engine.errors import AnswersRejected
from engine.forms.answers import check
from engine.forms.fields import flat
from engine.forms.read import parse

WORKFLOWS = Path(__file__).parents[2] / "workflows"
FORMS = sorted((WORKFLOWS / "forms").glob("*.form"))
DECISIONS = sorted((WORKFLOWS / "decisions").glob("*.dmn"))
FORCE = {
    "assisting_force_type": "section_26_force",
    "other_route": "",
    "statute": {"college": {"cite": "section 97(1)(i)", "effect": "Service with the College"}},
    "scope_ruling": None,
    "purpose_connected_uk": "no",
    "other_service": "none",
    "requester_type": "foreign_police",
    "similar_activities": True,
}
BARRED = ("grant", "loan", "guarantee", "indemnity", "capital")
NO_BAR = {f"s26_5_{what}": False for what in BARRED}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_reads_and_is_named_as_its_file(path: Path) -> None:
    form = parse(path.read_bytes())

    assert form.id == path.stem
    assert form.title


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_all_that_everybody_must_answer_is_missed_at_once(path: Path) -> None:
    form = parse(path.read_bytes())
    always = [one for one in flat(form.fields) if one.hide is None and one.needed is None]
    must = {one.key for one in always if not one.optional}

    try:
        check(form, {}, {}, date(2026, 11, 26))
        missed = set()
    except AnswersRejected as rejected:
        missed = set(rejected.problems)

    assert must <= missed


def test_every_form_is_used_and_every_task_has_one(model: Model) -> None:
    used = {node.form for node in model.nodes.values() if node.kind == "userTask"}

    assert used | _forms_of_messages(model) == {path.stem for path in FORMS}


def _forms_of_messages(model: Model) -> set[str]:
    return {node.form for node in model.nodes.values() if node.message and node.form}


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_table_reads_and_is_used(path: Path, model: Model) -> None:
    assert path.stem in read(path.read_bytes()).ids
    assert path.stem in {node.decision for node in model.nodes.values()}


@pytest.mark.parametrize(
    ("given", "route", "limb"),
    [
        ({}, "section_26", "section 26(1)(b)"),
        ({"requester_type": "international_organisation"}, "section_26", "section 26(1)(a)"),
        ({"purpose_connected_uk": "yes"}, "not_required", ""),
        ({"purpose_connected_uk": "mixed"}, "section_26", "section 26(1)(b)"),
        ({"other_service": "college"}, "routed_elsewhere", ""),
        ({"similar_activities": False}, "unclear", ""),
        ({"scope_unsure": True}, "unclear", ""),
        ({"scope_unsure": True, "scope_ruling": "not_required"}, "not_required", ""),
        ({"beneficiary_type": "international_organisation"}, "section_26", "section 26(1)(a)"),
        ({"similar_activities": False, "scope_ruling": "not_required"}, "not_required", ""),
        (
            {"similar_activities": False, "scope_ruling": "section_26"},
            "section_26",
            "section 26(1)(b)",
        ),
        ({"assisting_force_type": "other", "other_route": "its own Act"}, "routed_elsewhere", ""),
    ],
)
def test_the_scope_table_finds_the_route(given: dict[str, Any], route: str, limb: str) -> None:
    decided = _decide("scope", FORCE | given)

    assert (decided["scope_route"], decided["scope_limb"]) == (route, limb)
    assert decided["scope_basis"]


@pytest.mark.parametrize(
    ("net", "undertaken", "barred", "result"),
    [
        (0, 0, {}, "assured"),
        (-115540, 0, {}, "assured"),
        (0, -0.01, {}, "exception"),
        (1, 0, {}, "exception"),
        (0, 0, {"s26_5_indemnity": True}, "stop"),
    ],
)
def test_the_cost_table_counts_every_penny(
    net: float, undertaken: float, barred: dict[str, bool], result: str
) -> None:
    money = {"net_force_cost": net, "undertaking_amount": 1000 + undertaken, "income": 1000}

    assert _decide("cost_assurance", money | NO_BAR | barred)["cost_assurance"] == result


@pytest.mark.parametrize(
    ("net", "undertaken", "basis"),
    [
        (1, 1000, "Others have not undertaken to pay the whole cost to the policing body"),
        (1, 999, "Others have not undertaken to pay the whole cost to the policing body"),
        (0, 999, "The undertaking is less than the charge"),
        (-1, 999, "The undertaking is less than the charge"),
        (None, 1000, "Others have not undertaken to pay the whole cost to the policing body"),
    ],
)
def test_an_exception_says_what_is_short_and_what_is_not_shown_is_none_the_less(
    net: float | None, undertaken: float, basis: str
) -> None:
    money = {"net_force_cost": net, "undertaking_amount": undertaken, "income": 1000}
    decided = _decide("cost_assurance", money | NO_BAR)

    assert decided == {"cost_assurance": "exception", "cost_basis": basis}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "in_full"),
        ({"s26_5_barred": True}, "barred"),
        ({"net_force_cost": -0.01}, "surplus"),
        ({"net_force_cost": 0.01, "shortfall_decision": "bear"}, "borne"),
        ({"net_force_cost": 0.01, "shortfall_decision": "stop"}, "not_assured"),
        ({"net_force_cost": 0.01, "shortfall_decision": "ask_again"}, "not_assured"),
        ({"shortfall_decision": "ask_again"}, "in_full"),
        ({"net_force_cost": None}, "not_assured"),
    ],
)
def test_one_table_says_what_is_recovered(change: dict[str, Any], said: str) -> None:
    settled = {"s26_5_barred": False, "net_force_cost": 0, "shortfall_decision": None}
    stated = _decide("money_statement", settled | change)

    assert stated["money"] == said
    assert stated["money_basis"]


@pytest.mark.parametrize(
    ("overall", "reputation", "worst", "level"),
    [
        ("low", "low", "low", "force_lead"),
        ("low", "medium", "low", "osja_senior"),
        ("medium", "low", "medium", "osja_senior"),
        ("medium", "low", "serious", "osja_minister"),
        ("low", "high", "low", "osja_minister"),
        ("high", "low", "low", "osja_minister"),
    ],
)
def test_the_higher_the_risk_the_higher_the_approver(
    overall: str, reputation: str, worst: str, level: str
) -> None:
    facts = {
        "osja_overall": overall,
        "osja_reputation": reputation,
        "osja_risks": [{"level": worst}],
    }
    assert _decide("osja_approver", facts) == level


def test_ipab_is_left_out_only_for_its_three_reasons() -> None:
    for_it = {"ipab_exists": True, "counter_terrorism": False, "operational": False}
    assert _decide("ipab_applicability", for_it)["ipab_applicable"] is True

    for change in ({"ipab_exists": False}, {"counter_terrorism": True}, {"operational": True}):
        decided = _decide("ipab_applicability", for_it | change)
        assert decided["ipab_applicable"] is False
        assert decided["ipab_reason"]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_every_row_says_what_it_rests_on(path: Path) -> None:
    rows = etree.parse(path).iterfind(".//{*}rule")
    silent = [row.get("id") for row in rows if not row.findtext("{*}description", "").strip()]

    assert silent == []


def test_a_decision_hands_on_the_basis_of_its_row() -> None:
    (row,) = read(_bytes("scope")).decide("scope", FORCE).rows

    assert any("section 26(1)(b)" in basis.lower() for basis in row.annotations.values())


def test_the_modeller_offers_forms_and_decisions_that_exist(workflows: Path, model: Model) -> None:
    (path,) = (workflows / ".camunda" / "element-templates").glob("*.json")
    offered = {
        choice["value"]
        for template in json.loads(path.read_text(encoding="utf-8"))
        for one in template["properties"]
        if one["binding"]["name"] in {"camunda:formRef", "camunda:decisionRef"}
        for choice in one["choices"]
    }
    of_tasks = {path.stem for path in FORMS} - _forms_of_messages(model)
    assert offered == of_tasks | {path.stem for path in DECISIONS}


def _decide(decision: str, facts: dict[str, Any]) -> Any:
    return read(_bytes(decision)).decide(decision, facts).value


def _bytes(decision: str) -> bytes:
    return (WORKFLOWS / "decisions" / f"{decision}.dmn").read_bytes()
