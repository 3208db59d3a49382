"""A definition for other work is free, but it cannot speak or end as the law's own does."""

import json

import pytest

from engine.definitions.checking import check_bundle
from engine.lint.finding import Finding
from engine.rehearsals.rehearse import Definitions
from tests.lint.attacks import Files
from tests.support.drawing import Drawing, said
from tests.support.laws import TODAY

NOTE = {"type": "textfield", "id": "note", "key": "note", "label": "Note"}
MADE_UP = {"type": "textfield", "id": "made_up", "key": "consent_outcome", "label": "Outcome"}


def lending(
    *, role: str = "force_lead", end: str = "Lent", step: str = "ask", writes: str = ""
) -> Files:
    """One task, as somebody would draw a process for other work."""
    drawing = Drawing("lending", role=role).start()
    inside = said(letter__template=writes) if writes else ""
    drawing.user(step, inside, name="Ask", camunda_formRef="ask")
    drawing.node("endEvent", "end", name=end).chain("start", step, "end")
    return {**drawing.files(), "forms/ask.form": form(NOTE)}


def form(*components: dict[str, str]) -> bytes:
    return json.dumps({"type": "default", "id": "ask", "components": components}).encode()


def errors(files: Files, shipped: Definitions) -> dict[str, Finding]:
    """The first error of each rule."""
    findings = check_bundle(files, shipped.reference, TODAY)
    return {one.rule: one for one in reversed(findings) if one.severity == "error"}


@pytest.mark.parametrize("step", ["ask", "recommend", "check_application", "record_decision"])
def test_other_work_may_use_any_id_that_the_law_gives_to_no_definition(
    step: str, shipped: Definitions
) -> None:
    assert errors(lending(step=step), shipped) == {}


def test_one_task_of_the_force_does_not_write_the_consent(shipped: Definitions) -> None:
    files = lending(writes="L12", end="Assistance authorised")
    files["letters/L12.docx"] = shipped.bundle["letters/L12.docx"]

    found = errors(files, shipped)

    assert {"statutory-letters", "statutory-order"} <= found.keys()
    assert found["statutory-letters"].element == "ask"
    assert found["statutory-order"].element == "end"
    assert found["statutory-order"].trace == ("start", "Ask", "Assistance authorised")
    assert "Police Act 1996, section 26(3)" in found["statutory-order"].sentence


def test_the_home_secretary_alone_does_not_consent_without_what_comes_before(
    shipped: Definitions,
) -> None:
    files = lending(role="home_secretary", step="decide_consent", writes="L12, L13")
    files["letters/L12.docx"] = shipped.bundle["letters/L12.docx"]
    files["letters/L13.docx"] = shipped.bundle["letters/L13.docx"]
    files["forms/ask.form"] = shipped.bundle["forms/decide_consent.form"]

    found = errors(files, shipped)

    assert found["statutory-order"].element == "decide_consent"
    assert "send_application" in found["statutory-order"].sentence


def test_other_work_asks_no_fact_of_the_law(shipped: Definitions) -> None:
    files = lending() | {"forms/ask.form": form(MADE_UP)}

    assert errors(files, shipped)["statutory-facts"].element == "ask"


def test_the_law_in_a_diagram_that_is_only_called_is_held_too(shipped: Definitions) -> None:
    inner = Drawing("inner", role="force_lead").start("s").end("e")
    inner.user("quiet", said(letter__template="D01"), name="Ask", camunda_formRef="ask")
    outer = Drawing("outer", role="force_lead").start().call("go", "inner").end()
    outer.chain("start", "go", "end")
    files = outer.files(inner.chain("s", "quiet", "e")) | {"forms/ask.form": form(NOTE)}

    assert errors(files, shipped)["statutory-letters"].element == "quiet"
