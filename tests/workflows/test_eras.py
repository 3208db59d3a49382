"""Every force on every day on which a row of the law begins or ends, and the days beside it.

What must stand there is written here again, from the statutes and orders, and not read from the
tables: who decides, what their holder is called, the names, the departments and the markings. No
letter of a day may hold a noun of another era.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.feel.values import Facts
from engine.letters.compile import Letter, compile_letter
from engine.letters.groups import context
from engine.people.reference import Reference
from engine.section26.derived import derived
from tests.support.eras import NOUNS, by_law

FIRST = date(1996, 8, 22)  # Police Act 1996 s.104: the power is there
DAY = timedelta(days=1)
CODES = ("L07", "L08", "D01", "L10", "L12")
DATED = (
    *("forces", "local_policing_bodies", "body_types", "organisations", "ipab_members"),
    *("markings", "delegations"),
)


def test_on_every_turning_day_everything_stands_as_the_law_says(
    tables: Reference, law_days: dict[str, list[date]]
) -> None:
    assert len(law_days) == 43
    assert sum(map(len, law_days.values())) > 3000
    wrong = [
        f"{force} on {day}: {what} is {is_!r}, by law {law!r}"
        for force, days in law_days.items()
        for day in days
        for what, (is_, law) in by_law(derived(tables, force, day), force, day).items()
        if is_ != law
    ]

    assert wrong == []


def test_no_letter_holds_a_noun_of_another_era(
    tables: Reference,
    law_days: dict[str, list[date]],
    letters: dict[str, Letter],
    sample: dict[str, Any],
) -> None:
    wrong = []
    for force, days in law_days.items():
        for day, follows in _turns(tables, force, days):
            facts = {**sample, **follows, **_of_era(follows)}
            for code, letter in letters.items():
                text = _text_of(letter, facts, day)
                wrong += [
                    f"{code} of {force} on {day} says '{found[0]}'"
                    for noun in NOUNS
                    if (found := re.search(noun.words, text))
                    and not noun.may(force, day.isoformat())
                ]

    assert wrong == []


def test_the_letters_hold_the_nouns_of_their_era(
    tables: Reference, letters: dict[str, Letter], sample: dict[str, Any]
) -> None:
    """Else the walk above would find nothing because it looks at nothing."""
    day = date(2012, 11, 21)
    follows = derived(tables, "kent", day)
    texts = [
        _text_of(one, {**sample, **follows, **_of_era(follows)}, day) for one in letters.values()
    ]
    held = {noun.words for noun in NOUNS if any(re.search(noun.words, text) for text in texts)}

    assert held >= {r"Police Authority(?! Board)", "RESTRICTED|PROTECT"}
    assert not NOUNS[0].may("kent", "2012-11-22")


@pytest.fixture(scope="module")
def law_days(workflows: Path, tables: Reference) -> dict[str, list[date]]:
    """For each force the days on which any row begins or ends, the day before and the day after."""
    turning: dict[str, set[date]] = {
        row["force_id"]: set() for row in tables.forces(FIRST) if row["kind"] == "section_26_force"
    }
    for table in DATED:
        path = workflows / "reference" / f"{table}.csv"
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            for force in {row.get("force_id")} & turning.keys() or turning.keys():
                turning[str(force)] |= set(_beside(row))
    return {force: sorted(day for day in days if day >= FIRST) for force, days in turning.items()}


def _beside(row: dict[str, str]) -> Iterator[date]:
    for text in (row.get("valid_from"), row.get("valid_to")):
        if text:
            day = date.fromisoformat(text)
            yield from (day - DAY, day, day + DAY)


def _turns(tables: Reference, force: str, days: list[date]) -> Iterator[tuple[date, Facts]]:
    """The first day of each era of the force, and the days beside: on others letters say the same.

    An address is no noun, and what comes in a list a letter of these does not print.
    """
    eras: dict[str, list[tuple[date, Facts]]] = {}
    for day in days:
        follows = derived(tables, force, day)
        nouns = [follows[key] for key in ("lpb_name", "force_name", "chief_officer_title")]
        body = follows["body"]
        assert isinstance(body, dict)
        nouns.append(body["holder"])
        lists = [follows[key] for key in ("markings", "ipab_members")]
        eras.setdefault(repr([*nouns, *lists]), []).append((day, follows))
    for found in eras.values():
        yield from dict([found[0], found[-1]]).items()


@pytest.fixture(scope="module")
def letters() -> dict[str, Letter]:
    folder = Path(__file__).parents[2] / "document_templates"
    clauses = {path.stem: path.read_bytes() for path in (folder / "clauses").glob("*.docx")}
    return {
        code: compile_letter((folder / f"{code}.docx").read_bytes(), clauses, code)
        for code in CODES
    }


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    """A case whose own words name no office."""
    return _sample()


@cache
def _sample() -> dict[str, Any]:
    cases = Path(__file__).parents[1] / "letters" / "cases"
    common = yaml.safe_load((cases / "common.yaml").read_text())
    case = yaml.safe_load((cases / "lancashire_2013.yaml").read_text())
    own = {"cc_signatory_office": "Deputy", "lpb_delegation": "paragraph 4.2 of the scheme"}
    facts: dict[str, Any] = {**common, **case["facts"], **own}
    return facts


def _of_era(follows: Facts) -> dict[str, Any]:
    """What a case of that day would say where the sample speaks of its own."""
    markings, body = follows["markings"], follows["body"]
    assert isinstance(markings, list)
    assert isinstance(body, dict)
    board = follows["ipab_exists"]
    return {
        "protective_marking": markings[-1]["value"],
        "approving_body": body["name"],
        "approving_body_short": body["short"],
        "ipab_outcome": "supported" if board else "not_applicable",
        "ipab_ref": "REF/1",
    }


def _text_of(letter: Letter, facts: dict[str, Any], day: date) -> str:
    """The words of a letter, straight from its compiled template: packing a file takes longer."""
    about = {"id": "X-1", "version": 1, "code": "X", "date": day, "fingerprint": "0"}
    stamp = {"doc_id": "X-1", "version": 1, "template": "", "case": "X", "issued_at": ""}
    both = {"letter": about, "stamp": stamp | {"fingerprint": "0"}}
    return re.sub(r"<[^>]+>", "", letter.template.render(context({**facts, **both})))
