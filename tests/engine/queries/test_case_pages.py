"""What the pages of a case say once several offices have answered."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.api import Engine
from engine.people.actor import Actor
from engine.queries.case_page import CasePage, case_page


@pytest.fixture
def page(played: Callable[..., Any], engine: Engine, someone: Callable[..., Actor]) -> CasePage:
    """A case whose recommendation came back signed, as the chief officer sees it."""
    desk = played("lancashire_cayman_2011", until="decide_approval")
    return engine.ask(case_page, someone("chief_officer"), reference=desk.reference)


def test_a_step_that_was_never_taken_has_no_facts(page: CasePage) -> None:
    titles = [group.title for group in page.facts]

    assert "Recommend" in titles
    assert "Recommend for the chief officer" not in titles


def test_each_member_is_named_with_the_view_they_gave(page: CasePage) -> None:
    group = next(group for group in page.facts if group.title == "Give a member’s view")

    assert len({line.by for line in group.lines}) == len(group.lines) > 1
    assert all(line.label.split()[0] in line.by for line in group.lines)


def test_each_member_has_a_line_among_the_steps(page: CasePage) -> None:
    lines = [step for step in page.steps if step.element == "give_member_view"]

    assert {step.state for step in lines} == {"done"}
    assert len({step.title for step in lines}) == len({step.by for step in lines}) == 4
    assert "Give a member’s view: Home Office" in {step.title for step in lines}


def test_a_view_that_did_not_come_is_seen_to_be_missing(
    played: Callable[..., Any], engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("lancashire_cayman_2013", until="record_ipab_outcome")
    page = engine.ask(case_page, someone("chief_officer"), reference=desk.reference)
    states = [step.state for step in page.steps if step.element == "give_member_view"]

    assert {"done", "missed"} == set(states)
