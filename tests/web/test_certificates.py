"""The certificate of a decision on its page: what was relied on, and what proves it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.api import Engine
from engine.queries.certificate_page import certificates_of
from tests.web.conftest import Visitor

CASE = "MPS-2627-0001"


@pytest.fixture
def beginning(under_way: Path) -> Path:
    """The demo's cases stand in the database."""
    return under_way


@pytest.fixture
def deputy_mayor(signed_in: Callable[[str], Visitor]) -> Visitor:
    """Whoever decided on approval."""
    return signed_in("deputy.mayor@mopac.example")


@pytest.fixture
def entry(engine: Engine) -> int:
    """The entry in which the approval of the demo's case was decided."""
    found = engine.ask(certificates_of, None, CASE)
    (approval,) = (one for one in found if one.body["element"] == "decide_approval")
    return int(str(approval.plain["entry"]))


def test_a_case_leads_to_the_certificate_of_each_decision(
    deputy_mayor: Visitor, entry: int
) -> None:
    assert f"/cases/{CASE}/certificates/{entry}" in deputy_mayor.get(f"/cases/{CASE}")


def test_a_certificate_says_who_decided_under_what_and_on_what(
    deputy_mayor: Visitor, entry: int
) -> None:
    page = deputy_mayor.get(f"/cases/{CASE}/certificates/{entry}")

    for words in (
        "is the one that was sealed with the decision",
        "Police Act 1996, section 26",
        "as it stood from 22 November 2012",
        "was done by",
        "Facts relied on",
        "What proves it",
    ):
        assert words in page, words


def test_an_entry_without_a_decision_has_none(deputy_mayor: Visitor) -> None:
    assert deputy_mayor.client.get(f"/cases/{CASE}/certificates/1").status_code == 404
