"""Asks a shipped form what it refuses, once an answer of a shipped story is changed."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engine.definitions.shipped import reference_in
from engine.errors import AnswersRejected
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.read import parse
from engine.people.reference import Reference
from engine.rehearsals.story import read_story
from engine.section26.derived import derived

WORKFLOWS = Path(__file__).parents[2] / "workflows"
STORY = WORKFLOWS / "stories" / "norfolk_bears_a_shortfall.yaml"
DAYS = {"recommend": date(2016, 3, 4), "decide_approval": date(2016, 3, 8)}
FIRST, LAST = date(2016, 3, 1), date(2016, 3, 16)
SET = {"osja_assessed_on": FIRST, "osja_approver_level": "force_lead"}
Refuse = Callable[..., Mapping[str, str]]


def refusals(
    form: str, change: Mapping[str, Any], facts: Mapping[str, Any] | None = None
) -> Mapping[str, str]:
    """The problems that a form finds, by question, once answers and facts are changed."""
    given = facts or {}
    known = {**_known(form, given.get("today")), **given}
    asked = _form(form)
    answers = {key: value for key, value in _story()[form].items() if key in asked.keys}
    try:
        check(asked, {**answers, **change}, known, known["today"])
    except AnswersRejected as rejected:
        return rejected.problems
    return {}


@cache
def _form(name: str) -> Form:
    return parse((WORKFLOWS / "forms" / f"{name}.form").read_bytes())


@cache
def _tables() -> Reference:
    return Reference(reference_in(WORKFLOWS))


@cache
def _story() -> dict[str, dict[str, Any]]:
    return {one.do: dict(one.answers) for one in read_story(STORY, FIRST).steps if one.do}


def _known(form: str, on: date | None) -> dict[str, Any]:
    """The facts of the story before that step, and those that follow from the day."""
    today = on or DAYS.get(form, LAST if form == "decide_consent" else FIRST)
    told: dict[str, Any] = {**SET, "recovered": 31000}
    for step, answers in _story().items():
        if step == form:
            break
        told |= answers
    return {**derived(_tables(), "norfolk", today), **told}
