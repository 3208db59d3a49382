"""Every force on every day on which a row of the law begins or ends, and the days beside it.

What must stand there is written here again, from the statutes and orders, and not read from the
tables: who decides, what their holder is called, the names, the departments and the markings. No
letter of a day may hold a noun of another era.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from engine.feel.values import Facts
from engine.letters.compile import BODY, Letter, compile_letter
from engine.letters.groups import context
from engine.people.reference import Reference
from engine.section26.derived import derived

T = TypeVar("T")
Era = tuple[str, str]  # its first day, and what then holds until the next

FIRST = date(1996, 8, 22)  # Police Act 1996 s.104: the power is there
DAY = timedelta(days=1)
CODES = ("L07", "L08", "D01", "L10", "L12")
DATED = (
    *("forces", "local_policing_bodies", "body_types", "organisations", "ipab_members"),
    *("markings", "delegations"),
)

# Police Reform and Social Responsibility Act 2011, SI 2012/2892: everywhere but in London
BODIES: list[Era] = [("1996-08-22", "police_authority"), ("2012-11-22", "pcc")]
BODIES_OF: dict[str, list[Era]] = {
    # Police Act 1996 s.26(7); SI 2000/1648; SI 2011/3019
    "metropolitan": [
        ("1996-08-22", "commissioner_pre_mpa"),
        ("2000-07-03", "police_authority"),
        ("2012-01-16", "mopac"),
    ],
    "city-of-london": [("1996-08-22", "common_council")],
    "essex": [*BODIES, ("2017-10-01", "pfcc")],  # SI 2017/864
    "staffordshire": [*BODIES, ("2018-08-01", "pfcc")],  # SI 2018/696
    "northamptonshire": [*BODIES, ("2019-01-01", "pfcc")],  # SI 2018/1072
    "cumbria": [*BODIES, ("2023-04-01", "pfcc")],
    "greater-manchester": [*BODIES, ("2017-05-08", "mayor")],  # SI 2016/448, SI 2017/470
    "west-yorkshire": [*BODIES, ("2021-05-10", "mayor")],  # SI 2021/112
    "south-yorkshire": [*BODIES, ("2024-05-07", "mayor")],  # SI 2024/414
    # SI 2018/970, SI 2023/1432
    "north-yorkshire": [*BODIES, ("2018-11-15", "pfcc"), ("2024-05-07", "mayor")],
}
HOLDERS: dict[str, list[tuple[str, str, str]]] = {  # from, the holder's title, the salutation
    "police_authority": [("", "Chairman of the Police Authority", "Dear Chairman")],
    "commissioner_pre_mpa": [("", "Commissioner of Police of the Metropolis", "Dear Commissioner")],
    "mopac": [("", "Mayor of London", "Dear Mayor")],
    "common_council": [
        ("", "Chairman of the Police Committee", "Dear Chairman"),
        ("2019-04-25", "Chairman of the Police Authority Board", "Dear Chairman"),
        ("2023-04-27", "Chair of the City of London Police Authority Board", "Dear Chair"),
    ],
    "pcc": [("", "Police and Crime Commissioner", "Dear Police and Crime Commissioner")],
    "pfcc": [
        (
            "",
            "Police, Fire and Crime Commissioner",
            "Dear Police, Fire and Crime Commissioner",
        )
    ],
    "mayor": [("", "Mayor", "Dear Mayor")],
}
BARRED = {"pcc", "pfcc", "mayor", "mopac"}  # sections 18(6) and 19(6) of the Act of 2011
AREAS = {
    "avon-somerset": "Avon and Somerset",
    "devon-cornwall": "Devon and Cornwall",
    "dyfed-powys": "Dyfed Powys",  # Police Act 1996 Sch.1 writes no hyphen
}
AREAS_OF_MAYORS = {"north-yorkshire": "York and North Yorkshire"}
NAMES: dict[str, list[Era]] = {  # forces whose name has changed, or is none of the usual two
    "hampshire": [
        ("1996-08-22", "Hampshire Constabulary"),
        ("2022-11-16", "Hampshire and Isle of Wight Constabulary"),
    ],
    "west-mercia": [
        ("1996-08-22", "West Mercia Constabulary"),
        ("2009-05-05", "West Mercia Police"),
    ],
    "metropolitan": [("1996-08-22", "Metropolitan Police Service")],
    "city-of-london": [("1996-08-22", "City of London Police")],
    "dyfed-powys": [("1996-08-22", "Dyfed-Powys Police")],
}
CHIEFS = {
    "metropolitan": ("Commissioner of Police of the Metropolis", "Dear Commissioner"),
    "city-of-london": ("Commissioner of Police for the City of London", "Dear Commissioner"),
}
FOREIGN: list[Era] = [("1996-08-22", "FCO"), ("2020-09-02", "FCDO")]
MEMBERS: list[tuple[str, list[str]]] = [
    ("1996-08-22", []),
    ("2009-01-01", ["home-office", "fco", "mod", "dfid"]),
    ("2020-09-02", ["home-office", "fcdo", "mod"]),
]
MARKINGS: list[tuple[str, list[str]]] = [
    ("1996-08-22", ["NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED"]),
    ("2014-04-02", ["OFFICIAL", "OFFICIAL-SENSITIVE"]),
]
# the Metropolitan Police Authority's resolution of 5 October 2006 and protocol of 1 March 2007
LIMITS: list[tuple[str, list[str | None]]] = [
    ("1996-08-22", []),
    ("2006-10-05", [None]),
    ("2007-03-01", ["4000.00"]),
    ("2012-01-16", []),
]


@dataclass(frozen=True)
class Noun:
    """Words that only letters of some forces and of some days may hold."""

    words: str
    may: Callable[[str, str], bool]  # of a force on a day


def kind_is(*kinds: str) -> Callable[[str, str], bool]:
    return lambda force, day: of_day(BODIES_OF.get(force, BODIES), day) in kinds


def between(first: str, last: str) -> Callable[[str, str], bool]:
    return lambda _, day: first <= day <= last


def of_london(force: str, _: str) -> bool:
    return force == "metropolitan"


NOUNS = [
    Noun(r"Police Authority(?! Board)", kind_is("police_authority")),
    Noun("Police and Crime Commissioner", kind_is("pcc")),
    Noun("Police, Fire and Crime", kind_is("pfcc")),
    Noun(r"Mayor of(?! London)", kind_is("mayor")),
    Noun("Mayor of London|Mayor.s Office", kind_is("mopac")),
    Noun("of the Metropolis|Metropolitan", of_london),
    Noun("Common Council|Police Committee|Authority Board", kind_is("common_council")),
    Noun(r"Foreign and Commonwealth|\bFCO\b", between("1996-08-22", "2020-09-01")),
    Noun(r"Foreign, Commonwealth|\bFCDO\b", between("2020-09-02", "9999-12-31")),
    Noun(r"International Development|\bDFID\b", between("1997-05-03", "2020-09-01")),
    Noun(r"International Police Assistance Board|\bIPAB\b", between("2009-01-01", "9999-12-31")),
    Noun(r"\bACPO\b|Association of Chief", between("1996-08-22", "2015-03-31")),
    Noun(r"\bNPCC\b|National Police Chiefs", between("2015-04-01", "9999-12-31")),
    Noun("RESTRICTED|PROTECT", between("1996-08-22", "2014-04-01")),
    Noun("OFFICIAL", between("2014-04-02", "9999-12-31")),
    Noun("Hampshire Constabulary", between("1996-08-22", "2022-11-15")),
    Noun("West Mercia Constabulary", between("1996-08-22", "2009-05-04")),
]


def of_day(eras: list[tuple[str, T]], day: str) -> T:
    """What holds on that day: of the last era that has begun."""
    return [value for first, value in eras if first <= day][-1]


def test_on_every_turning_day_everything_stands_as_the_law_says(
    tables: Reference, law_days: dict[str, list[date]]
) -> None:
    assert len(law_days) == 43
    assert sum(map(len, law_days.values())) > 3000
    wrong = [
        f"{force} on {day}: {what} is {is_!r}, by law {by_law!r}"
        for force, days in law_days.items()
        for day in days
        for what, (is_, by_law) in both(derived(tables, force, day), force, day).items()
        if is_ != by_law
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


def both(facts: Facts, force: str, day: date) -> dict[str, tuple[object, object]]:
    """Each thing that follows from force and day, as it is and as the law has it."""
    on = day.isoformat()
    kind = of_day(BODIES_OF.get(force, BODIES), on)
    _, holder, salutation = [row for row in HOLDERS[kind] if row[0] <= on][-1]
    chief, dear_chief = CHIEFS.get(force, ("Chief Constable", "Dear Chief Constable"))
    limits = of_day(LIMITS, on) if force == "metropolitan" else []
    body, office = facts["body"], facts["foreign_office"]
    assert isinstance(body, dict)
    assert isinstance(office, dict)
    markings = facts["markings"]
    assert isinstance(markings, list)
    is_ = {
        "kind": (facts["lpb_type"], kind),
        "name": (facts["lpb_name"], body_name(force, kind, on)),
        "holder": (body["holder"], holder),
        "salutation": (body["salutation"], salutation),
        "bar on police": (body["bars_police"], kind in BARRED),
        "capacity": (body["name"] in body["capacity"], True),
        "limits": ([_amount(row) for row in body["delegations"]], limits),
        "chief officer": (facts["chief_officer_title"], chief),
        "chief officer's salutation": (facts["chief_officer_salutation"], dear_chief),
        "foreign office": (office["short_name"], of_day(FOREIGN, on)),
        "members": (facts["ipab_members"], of_day(MEMBERS, on)),
        "Board": (facts["ipab_exists"], on >= "2009-01-01"),
        "markings": ([one["value"] for one in markings], of_day(MARKINGS, on)),
    }
    if force in NAMES:
        is_["force"] = (facts["force_name"], of_day(NAMES[force], on))
    return is_


def body_name(force: str, kind: str, on: str) -> str:
    """The name that statute and order give the body: of a police area, or its own."""
    area = AREAS.get(force, force.replace("-", " ").title())
    if force == "hampshire" and on >= "2022-08-01":  # s.1(3) of 2011: it follows the police area
        area = "Hampshire and Isle of Wight"
    return {
        "police_authority": f"{area} Police Authority",
        "commissioner_pre_mpa": "Commissioner of Police of the Metropolis",
        "mopac": "Mayor's Office for Policing and Crime",
        "common_council": "Common Council of the City of London (as police authority)",
        "pcc": f"Police and Crime Commissioner for {area}",
        "pfcc": f"Police, Fire and Crime Commissioner for {area}",
        "mayor": f"Mayor of {AREAS_OF_MAYORS.get(force, area)}",
    }[kind]


def _amount(row: dict[str, Any]) -> str | None:
    limit = row["limit_net_cost"]
    return None if limit is None else str(limit)


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
    """The days on which something is other than on the day before, with what follows then."""
    before: dict[str, object] = {}
    for day in days:
        follows = derived(tables, force, day)
        now = {key: value for key, value in follows.items() if key != "today"}
        if now != before:
            yield day, follows
        before = now


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
    about = {"id": "X-1", "version": 1, "code": "X", "date": day, "fingerprint": "0"}
    stamp = {
        "doc_id": "X-1",
        "version": 1,
        "template": "",
        "case": "X",
        "issued_at": "",
        "fingerprint": "0",
    }
    values = context({**facts, "letter": about, "stamp": stamp})
    parts = [part.render(values) for name, part in letter.parts.items() if "core" not in name]
    assert BODY in letter.parts
    return re.sub(r"<[^>]+>", "", " ".join(parts))
