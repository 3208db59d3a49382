"""What an event may begin anywhere is checked as it runs: early, late, or not at all."""

import json
from collections.abc import Mapping

import pytest

from engine.lint.finding import Finding
from engine.lint.run import check
from tests.lint.attacks import Files
from tests.lint.test_rules import SETTING, word
from tests.support.drawing import Drawing, event, said, timer

PROPOSAL: Mapping[str, object] = {
    "type": "radio",
    "id": "proposal",
    "key": "loan_proposal",
    "label": "Proposal",
    "values": [{"label": "Yes, go on", "value": "go"}, {"label": "No, stop", "value": "stop"}],
    "validate": {"required": True},
}
OUTCOME: Mapping[str, object] = {
    **PROPOSAL,
    "id": "outcome",
    "key": "loan_outcome",
    "label": "Outcome",
    "values": [{"label": "Grant it", "value": "yes"}, {"label": "Decline it", "value": "no"}],
}

SUM: Mapping[str, object] = {
    "type": "number",
    "id": "sum",
    "key": "loan_sum",
    "label": "Sum",
    "validate": {"required": True, "min": 1, "max": 100},
}


def form(name: str, *components: Mapping[str, object]) -> Files:
    content = {"type": "default", "id": name, "components": components}
    return {f"forms/{name}.form": json.dumps(content).encode()}


def asking(drawing: Drawing, *steps: str) -> Drawing:
    for step in steps:
        drawing.user(step, name=step, camunda_formRef=step)
    return drawing


def handler(key: str, *steps: str) -> Drawing:
    inner = asking(Drawing(f"{key}_in"), *steps).node("endEvent", f"{key}_end", name="Over")
    return inner.chain(f"{key}_on", *steps, f"{key}_end")


def told(drawing: Drawing, *others: Drawing) -> tuple[Finding, ...]:
    bundle = drawing.files(*others)
    bundle |= {"letters/W1.docx": word("Withdrawn: {{ loan_proposal }}, {{ loan_sum }}")}
    bundle |= form("propose_loan", PROPOSAL, SUM) | form("grant_loan", OUTCOME)
    bundle |= form("again", PROPOSAL) | form("note", {**OUTCOME, "key": "note", "id": "note"})
    return check(bundle, SETTING)


def rules(found: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in found if finding.severity == "error"}


def lending(*steps: str) -> Drawing:
    drawing = asking(Drawing("lending", role="chief_officer").start(), *steps).end()
    return drawing.chain("start", *steps, "end").declare("message", "m", name="withdrawn")


def withdrawable(*steps: str, does: str = "note", interrupting: bool = True) -> Drawing:
    begun_by = event("message", "m")
    return lending(*steps).event_sub("w", handler("w", does), begun_by, interrupting=interrupting)


def test_one_that_stands_by_itself_is_as_it_should_be() -> None:
    found = rules(told(withdrawable("propose_loan")))

    assert not found & {"connected", "start-and-end", "unreachable", "soundness", "not-supported"}
    assert not found & {"parallel-writes", "timer-reads", "statutory-order"}


def test_a_timer_that_begins_one_may_repeat() -> None:
    cycle = timer("Cycle", "R/P7D")
    drawing = lending("propose_loan").event_sub("r", handler("r", "note"), cycle)

    assert "timer-reads" not in rules(told(drawing))


def test_a_step_of_the_law_in_one_comes_before_what_the_law_asks_for_first() -> None:
    found = told(withdrawable("propose_loan", does="grant_loan"))

    first = next(finding for finding in found if finding.rule == "statutory-order")
    assert first.element == "grant_loan"
    assert "before 'loan_proposal' is known" in first.sentence


@pytest.mark.parametrize(("interrupting", "leads_past"), [(True, True), (False, False)])
def test_what_takes_over_a_sub_process_has_not_done_what_it_leads_past(
    *, interrupting: bool, leads_past: bool
) -> None:
    inner = asking(Drawing("s_in").start("s_start"), "propose_loan").end("s_end")
    inner.chain("s_start", "propose_loan", "s_end")
    late = timer("Duration", "P9D")
    inner.event_sub("late", handler("late", "note"), late, interrupting=interrupting)
    drawing = Drawing("lending", role="chief_officer").start().sub("s", inner).end()
    asking(drawing, "grant_loan").chain("start", "s", "grant_loan", "end")

    found = [finding for finding in told(drawing) if "is known" in finding.sentence]

    assert [finding.rule for finding in found] == ["statutory-order"] * leads_past
    assert all("late" in finding.trace for finding in found)


def test_one_that_runs_beside_must_not_write_what_the_rest_writes() -> None:
    found = told(withdrawable("propose_loan", does="again", interrupting=False))

    sentences = [finding.sentence for finding in found if finding.rule == "parallel-writes"]
    assert any("propose_loan" in one and "again" in one for one in sentences)


def test_one_that_may_come_twice_must_not_write_twice() -> None:
    found = told(withdrawable("propose_loan", interrupting=False))

    sentences = [finding.sentence for finding in found if finding.rule == "parallel-writes"]
    assert any("Note (note) can be open twice at once" in one for one in sentences), sentences


def test_one_that_interrupts_writes_alone() -> None:
    assert "parallel-writes" not in rules(told(withdrawable("propose_loan", does="again")))


def test_a_case_must_be_able_to_end_without_its_event() -> None:
    drawing = withdrawable("propose_loan").gate("parallel", "j").end("never")
    drawing.flow("propose_loan", "j").flow("never_comes", "j").flow("j", "never")
    drawing.user("never_comes").flow("j", "never_comes")

    assert "soundness" in rules(told(drawing))


@pytest.mark.parametrize(
    ("when", "lacks"),
    [
        ("", {"loan_proposal", "loan_sum"}),
        ("loan_sum != null", set[str]()),
        ("loan_proposal != null", set[str]()),
        ("loan_outcome != null", {"loan_proposal", "loan_sum"}),
        ("nobody_asks != null", {"loan_proposal", "loan_sum"}),
        ("loan_sum != 3", {"loan_proposal", "loan_sum"}),
    ],
)
def test_a_letter_of_one_is_written_once_what_it_says_is_asked(when: str, lacks: set[str]) -> None:
    rule = {"letter__template": "W1"} | ({"letter__when": when} if when else {})
    inner = Drawing("w_in").service("tell", said(**rule)).end("w_end")
    drawing = lending("propose_loan", "grant_loan")
    inner.chain("w_on", "tell", "w_end")

    found = told(drawing.event_sub("w", inner, event("message", "m")))

    sentences = [finding.sentence for finding in found if finding.rule == "letter-facts-supplied"]
    named = {name for name in ("loan_proposal", "loan_sum") if f"needs '{name}'" in str(sentences)}
    assert named == lacks
