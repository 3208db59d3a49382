"""What the law says of forces by their days, written once more from statutes and orders.

Nothing here reads the tables: the walk of `tests/workflows/test_eras.py` holds them to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from engine.feel.values import Facts

T = TypeVar("T")
Era = tuple[str, str]  # its first day, and what then holds until the next

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
    Noun("Overseas Security|OSJA", between("2011-12-15", "9999-12-31")),
    Noun("RESTRICTED|PROTECT", between("1996-08-22", "2014-04-01")),
    Noun("OFFICIAL", between("2014-04-02", "9999-12-31")),
    Noun("Hampshire Constabulary", between("1996-08-22", "2022-11-15")),
    Noun("West Mercia Constabulary", between("1996-08-22", "2009-05-04")),
]


def of_day(eras: list[tuple[str, T]], day: str) -> T:
    """What holds on that day: of the last era that has begun."""
    return [value for first, value in eras if first <= day][-1]


def by_law(facts: Facts, force: str, day: date) -> dict[str, tuple[object, object]]:
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
