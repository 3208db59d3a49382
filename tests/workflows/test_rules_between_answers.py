"""What the shipped forms refuse, with the rule and its basis, and what is doubtful but allowed.

Each starts from the answers of a shipped story and changes one of them.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.refusing import FIRST, LAST, Refuse, refusals

NORFOLK, HOST = "Norfolk Constabulary", "Government of Exampleland"
POST = {"role": "Adviser", "rank": "Inspector", "number": 1}
ONE = {"head": "Salary", "treatment": "charged", "basis": "x", "amount": "48200.00", "payer": HOST}
DIRECT = ONE | {"head": "Travel", "treatment": "paid_direct", "amount": 0}
COVER = [DIRECT] + [
    DIRECT | {"head": f"Insurance: {what}", "basis": "The host’s cover"}
    for what in ("injury", "death in service", "third party", "medical evacuation")
]
SERVE = {"engagement_mode": "temporary_service"}
RISK = {"risk": "Unfair trial", "level": "medium", "mitigation": "Trained"}
CONDITION = {"condition": "A report", "owner": "The force", "due": date(2001, 1, 1)}


@pytest.fixture
def refused() -> Refuse:
    """The problems that a form finds, by question, once answers and facts are changed."""
    return refusals


OFFICIAL = "Official, on behalf of the Home Secretary"
DELEGATE = {
    "lpb_decider_name": "A chief superintendent",
    "lpb_decider_capacity": "delegate",
    "lpb_delegation": "Protocol",
}
EXCLUDING = {"delegations": [{"limit_net_cost": None, "excludes": ["sensitive cases"]}]}


def named(*names: str, rank: str = "Sergeant") -> list[dict[str, str]]:
    """A row for each officer."""
    return [{"name": name, "rank": rank} for name in names]


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("log_request", {"title": "."}, "title", "in words"),
    ("log_request", {"requester_contact": "."}, "requester_contact", "post or a person"),
    ("log_request", {"request_date": date(1950, 1, 1)}, "request_date", "two years old"),
    ("screen_scope", {"country": "Narnia; 123"}, "country", "no numbers"),
    ("screen_scope", {"country": "United Kingdom"}, "country", "Section 26(1)"),
    ("screen_scope", {"country": "Exampleland, Scotland"}, "country", "Section 26(1)"),
    ("screen_scope", {"country": "Narnia", "country_unlisted": None}, "country", "of this day"),
    ("screen_scope", {"country": "Zaire", "country_unlisted": None}, "country", "of this day"),
    ("build_case", {"posts": [POST | {"rank": "Commander"}]}, "posts.0.rank", "of this force"),
    ("log_request", {"requester_type": "king"}, "requester_type", "Select one"),
    ("build_case", {"start_date": date(2016, 2, 29)}, "start_date", "section 26(3)"),
    ("build_case", {"end_date": date(2026, 1, 1)}, "end_date", "no open end"),
    ("build_case", {"end_date": date(2018, 6, 1)}, "long_term_reason", "24 months"),
    ("build_case", {"posts": [POST | {"rank": "Admiral"}]}, "posts.0.rank", "9H and 13"),
    (
        "build_case",
        {"posts": [POST | {"rank": "Chief Constable"}]},
        "chief_officer_is_deployee",
        "97",
    ),
    ("build_case", {"chief_officer_is_deployee": True}, "chief_officer_is_deployee", "No post"),
    ("build_case", {"deployed_officers": named("A", "A")}, "deployed_officers", "named twice"),
    (
        "build_case",
        {"posts": [POST], "deployed_officers": named("A", "B")},
        "deployed_officers",
        "more",
    ),
    ("build_case", {"executive_powers": "armed"}, "executive_powers", "operational"),
    ("build_case", {"insurance_death": "None."}, "insurance_death", "section 97(9)"),
    ("build_case", {"security_risk": "high"}, "medevac_plan", "duty of care"),
    ("assess_human_rights", {"osja_risks": [RISK]}, "osja_overall_reason", "guidance"),
    ("approve_assessment", {"osja_approved_on": date(1999, 1, 1)}, "osja_approved_on", "not yet"),
    ("approve_assessment", {"osja_approved_grade": "Minister"}, "osja_approved_grade", "is low"),
    (
        "record_ipab_outcome",
        {"ipab_outcome_date": date(2016, 2, 1)},
        "ipab_outcome_date",
        "request",
    ),
    ("record_undertaking", {"undertaking_by": "The man in the pub"}, "undertaking_by", "funders"),
    ("recommend", {"cc_signatory_office": "Inspector"}, "cc_signatory_office", "deputy"),
    (
        "decide_approval",
        {"lpb_decider_name": "the chief constable"},
        "lpb_decider_name",
        "recommended",
    ),
    (
        "decide_approval",
        {"lpb_decider_name": "Chief Constable X"},
        "lpb_decider_capacity",
        "18 and 19",
    ),
    (
        "decide_approval",
        {"lpb_decider_capacity": "deputy", "lpb_delegation": "x"},
        "lpb_delegate_is_police",
        "constable",
    ),
    (
        "decide_approval",
        {"lpb_decision": "approve_with_conditions", "lpb_conditions": [CONDITION]},
        "lpb_conditions",
        "today",
    ),
    (
        "decide_consent",
        {"consent_signatory_name": "Desk officer"},
        "consent_signatory_capacity",
        "section 26(3)",
    ),
    (
        "decide_consent",
        {"consent_signatory_name": "Desk officer", "consent_signatory_capacity": OFFICIAL},
        "consent_authority",
        "authority",
    ),
    ("decide_consent", {"consent_from": date(2016, 3, 15)}, "consent_from", "section 26(3)"),
    ("decide_consent", {"consent_from": date(2016, 5, 1)}, "consent_from", "before the start"),
    ("decide_consent", {"consent_to": date(2016, 3, 15)}, "consent_to", "day it begins"),
    ("decide_consent", {"consent_to": date(2016, 6, 10)}, "consent_to", "until the end"),
    ("decide_consent", {"consent_to": date(2066, 1, 1)}, "consent_to", "new application"),
]


@pytest.mark.parametrize(("form", "change", "question", "words"), WRONG)
def test_a_wrong_value_is_refused_with_the_rule_and_its_basis(
    refused: Refuse, form: str, change: dict[str, Any], question: str, words: str
) -> None:
    assert words in refused(form, change).get(question, "accepted")


WRONG_BY_FACTS: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("screen_scope", {}, {"requester_type": "uk_department"}, "beneficiary_name", "26(1)"),
    (
        "log_request",
        {
            "urgency": "urgent",
            "urgency_reason": "x",
            "event_date": date(2036, 1, 1),
            "needed_by": date(2037, 1, 1),
        },
        {},
        "needed_by",
        "event",
    ),
    (
        "screen_scope",
        {"other_service": "college"},
        {"today": date(2008, 3, 1), "statute": {"crown": {}}},
        "other_service",
        "97(1)",
    ),
    ("build_case", {"posts": [POST | {"rank": "Police staff"}]}, SERVE, "posts.0.rank", "26(2)"),
    ("build_case", {"deployed_officers": named("A")}, SERVE, "deployed_officers", "26(2)"),
    (
        "assess_human_rights",
        {},
        {"country": "Exampleland, Otherland"},
        "osja_combined_reason",
        "several",
    ),
    (
        "decide_approval",
        {"lpb_decider_capacity": "delegate", "lpb_delegation": "Scheme of 2016"},
        {"osja_approver_level": "osja_minister"},
        "lpb_decider_capacity",
        "sensitive",
    ),
    (
        "decide_approval",
        {"lpb_decider_capacity": "delegate", "lpb_delegation": "Scheme of 2016"},
        {"ipab_outcome": "refer_to_ministers"},
        "lpb_decider_capacity",
        "sensitive",
    ),
    ("decide_consent", {}, {"today": date(2016, 6, 12)}, "consent_to", "nothing left"),
    (
        "decide_approval",
        DELEGATE | {"lpb_contentious": True},
        {"body": EXCLUDING},
        "lpb_contentious",
        "itself decides",
    ),
    (
        "decide_approval",
        {**DELEGATE},
        {"body": {**EXCLUDING}},
        "lpb_contentious",
        "Select yes",
    ),
]


@pytest.mark.parametrize(("form", "change", "facts", "question", "words"), WRONG_BY_FACTS)
def test_what_the_case_or_the_day_makes_wrong_is_refused_too(
    refused: Refuse,
    form: str,
    change: dict[str, Any],
    facts: dict[str, Any],
    question: str,
    words: str,
) -> None:
    assert words in refused(form, change, facts).get(question, "accepted")


ALLOWED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("log_request", {"request_date": FIRST - timedelta(days=700)}, {}),
    (
        "screen_scope",
        {"country": "Bosnia and Herzegovina, Ivory Coast", "country_unlisted": None},
        {},
    ),
    ("log_request", {"requester_type": "crown_dependency"}, {}),
    ("build_case", {"posts": [POST | {"rank": "Other: Forensic scientist"}]}, {}),
    ("screen_scope", {"other_service": "college"}, {}),
    ("build_case", {"start_date": FIRST}, {}),
    (
        "build_case",
        {
            "end_date": date(2018, 6, 1),
            "review_date": date(2017, 6, 1),
            "long_term_reason": "The mission lasts so long",
        },
        {},
    ),
    ("build_case", {"posts": [POST | {"rank": "temporary Detective Chief Superintendent"}]}, {}),
    ("build_case", {"posts": [POST | {"number": 2}], "deployed_officers": named("A", "B")}, SERVE),
    ("build_case", {"insurance_death": "None of the force’s own; the host’s, unlimited"}, {}),
    (
        "assess_human_rights",
        {"osja_risks": [RISK], "osja_overall_reason": "The training answers it"},
        {},
    ),
    ("assess_human_rights", {}, {"country": "Bosnia and Herzegovina"}),
    (
        "prepare_cost_schedule",
        {"cost_lines": [ONE, ONE | {"basis": "another rank"}, *COVER], "income": "96400.00"},
        {},
    ),
    ("prepare_cost_schedule", {"cost_lines": [ONE | {"payer": HOST.upper()}, *COVER]}, {}),
    (
        "recommend",
        {"cc_signatory_name": "A. Deputy", "cc_signatory_office": "Deputy Chief Constable"},
        {},
    ),
    ("decide_consent", {"consent_from": LAST, "consent_to": date(2016, 12, 11)}, {}),
    ("decide_approval", DELEGATE | {"lpb_contentious": False}, {"body": EXCLUDING}),
    (
        "decide_consent",
        {
            "consent_signatory_name": "Head of Unit",
            "consent_signatory_capacity": OFFICIAL,
            "consent_authority": "Scheme of 2016",
        },
        {},
    ),
    ("decide_consent", {"consent_from": date(2016, 5, 9)}, {"today": date(2016, 5, 9)}),
]


@pytest.mark.parametrize(("form", "change", "facts"), ALLOWED)
def test_what_is_plausible_is_taken(
    refused: Refuse, form: str, change: dict[str, Any], facts: dict[str, Any]
) -> None:
    problems = refused(form, change, facts)

    assert {key: said for key, said in problems.items() if not said.startswith("Upload")} == {}
