"""The shipped letters say what was approved, for each kind of policing body and each era.

To approve a changed wording: APPROVE_LETTERS=1 pytest tests/letters/test_approved.py, then read the
difference before committing it.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.letters.compile import Letter
from engine.letters.render import Stamp, render

APPROVED = Path(__file__).parent / "approved"
TEMPLATES = Path(__file__).parents[2] / "document_templates"
CERTIFICATE = "certificate"  # no step writes it: tests/engine/queries/test_certificate_letter.py
CODES = [path.stem for path in sorted(TEMPLATES.glob("*.docx")) if path.stem != CERTIFICATE]
Facts = Callable[[str], dict[str, Any]]
Write = Callable[[str, str], str]

ONLY_WHEN: dict[str, Callable[[dict[str, Any]], bool]] = {
    "L04": lambda facts: facts["ipab_outcome"] != "not_applicable",
    "L08": lambda facts: facts["lpb_decision"].startswith("approve"),
    "L09": lambda facts: facts["lpb_decision"] in {"refuse", "return"},
    "L11": lambda facts: "questions_to" in facts,
    "L14": lambda facts: "request_outcome" in facts,
    "L12": lambda facts: facts["consent_outcome"].startswith("consent"),
    "L13": lambda facts: facts["consent_outcome"] == "refuse",
    "L17": lambda facts: "withdrawn_by" in facts,
}
ERAS = {
    "lancashire_2011": (
        "Lancashire Police Authority",
        "Crime Commissioner|Mayor|local policing body",
    ),
    "lancashire_2013": ("Police and Crime Commissioner for Lancashire", "Police Authority|Mayor"),
    "manchester_2018": (
        "Mayor of Greater Manchester",
        "Police Authority|Commissioner|RESTRICTED",
    ),
    "met_2012": (
        "Mayor's Office for Policing and Crime",
        "Police Authority|Crime Commissioner|Chief Constable|OFFICIAL",
    ),
    "city_2015": (
        "Common Council of the City of London (as police authority)",
        "Police Authority|Crime Commissioner|Chief Constable|Mayor",
    ),
}


@pytest.fixture
def written(
    facts_of: Facts, shipped: Callable[[str], Letter], words: Callable[[bytes], str]
) -> Write:
    """The words of a shipped letter for a sample case, a paragraph a line."""

    def write(case: str, code: str) -> str:
        facts, letter = facts_of(case), shipped(code)
        reference = facts["case_ref"]
        stamp = Stamp(f"{reference}-{code}", reference, code, 1, letter.sha256, facts["today"])
        return words(render(letter, facts, stamp).content)

    return write


@pytest.mark.parametrize("case", ERAS)
def test_every_letter_a_case_reaches_is_approved(
    facts_of: Facts, written: Write, case: str
) -> None:
    reached = [code for code in CODES if _reaches(facts_of(case), code)]
    if os.environ.get("APPROVE_LETTERS"):
        for code in reached:
            (APPROVED / f"{case}-{code}.txt").write_text(written(case, code), encoding="utf-8")

    assert [path.stem for path in sorted(APPROVED.glob(f"{case}-*.txt"))] == [
        f"{case}-{code}" for code in reached
    ]


@pytest.mark.parametrize("approved", sorted(APPROVED.glob("*.txt")), ids=lambda path: path.stem)
def test_a_letter_says_what_was_approved(written: Write, approved: Path) -> None:
    case, _, code = approved.stem.rpartition("-")

    assert written(case, code) == approved.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", ERAS)
def test_each_era_uses_its_own_nouns_and_never_another(
    facts_of: Facts, written: Write, case: str
) -> None:
    body, wrong = ERAS[case]
    facts = facts_of(case)
    for code in CODES:
        if _reaches(facts, code):
            said = written(case, code)
            assert body in said, code
            assert not re.search(wrong, said), (code, re.findall(wrong, said))


@pytest.mark.parametrize("case", ERAS)
def test_only_temporary_service_brings_section_97(
    facts_of: Facts, written: Write, case: str
) -> None:
    temporary = facts_of(case)["engagement_mode"] == "temporary_service"
    for code in ("L07", "L10", "L12"):
        said = written(case, code)
        assert ("section 97" in said) == temporary, code
        assert ("a period of temporary service" in said) >= (temporary and code != "L07")


@pytest.mark.parametrize("case", ERAS)
def test_no_letter_has_a_loose_end(facts_of: Facts, written: Write, case: str) -> None:
    for code in CODES:
        if not _reaches(facts_of(case), code):
            continue
        for line in written(case, code).splitlines():
            assert line.strip(), code
            assert not re.search(r"  |\.\.|\{|\}|None$|\bTrue\b| [,.;]|the the\b", line), line


@pytest.mark.parametrize("code", [*CODES, CERTIFICATE])
def test_a_template_names_no_body_force_or_date(code: str, words: Callable[[bytes], str]) -> None:
    said = words((TEMPLATES / f"{code}.docx").read_bytes())

    for known in ("Police Authority", "Commissioner", "Mayor", "Council", "Constable", "Foreign"):
        assert known not in said
    assert set(re.findall(r"\b(?:19|20)\d\d\b", said)) <= {"1996"}


def _reaches(facts: dict[str, Any], code: str) -> bool:
    return code not in ONLY_WHEN or ONLY_WHEN[code](facts)
