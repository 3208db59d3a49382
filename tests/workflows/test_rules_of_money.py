"""What the schedule of costs refuses, with the rule and its basis."""

from typing import Any

import pytest

from tests.support.refusing import refusals

NORFOLK, HOST = "Norfolk Constabulary", "Government of Exampleland"
ONE = {"head": "Salary", "treatment": "charged", "basis": "x", "amount": "48200.00", "payer": HOST}
DIRECT = ONE | {"head": "Travel", "treatment": "paid_direct", "amount": 0}
COVER = [DIRECT] + [
    DIRECT | {"head": f"Insurance: {what}", "basis": "The host’s cover"}
    for what in ("injury", "death in service", "third party", "medical evacuation")
]

WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"funder": [{"name": NORFOLK, "share": 100}]}, "funder", "26(6)"),
    (
        {"cost_lines": [ONE | {"payer": "norfolk constabulary"}, *COVER]},
        "cost_lines.0.payer",
        "borne",
    ),
    (
        {"cost_lines": [ONE | {"payer": "Another"}, *COVER]},
        "cost_lines.0.payer",
        "funders",
    ),
    (
        {"cost_lines": [DIRECT | {"amount": "5000.00"}]},
        "cost_lines.0.amount",
        "0",
    ),
    ({"cost_lines": [ONE, ONE, *COVER]}, "cost_lines", "same head"),
    ({"cost_lines": [ONE]}, "cost_lines", "Insurance: injury, "),
    ({"heads_not_arising": []}, "cost_lines", "section 26(6)"),
    (
        {"cost_lines": [ONE | {"head": "Medical", "treatment": "borne"}, *COVER]},
        "cost_lines",
        "Medical cannot have a line and not arise",
    ),
    ({"direct_evidence": None}, "direct_evidence", "pays direct"),
    (
        {"funder": [{"name": "Foreign, Commonwealth and Development office", "share": 100}]},
        "funder.0.name",
        "no funder on this day",
    ),
]


@pytest.mark.parametrize(("change", "question", "words"), WRONG)
def test_a_wrong_schedule_is_refused_with_the_rule_and_its_basis(
    change: dict[str, Any], question: str, words: str
) -> None:
    assert words in refusals("prepare_cost_schedule", change).get(question, "accepted")
