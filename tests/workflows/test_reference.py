"""The dated tables: on every day each force has one body, with its words, and every date reads."""

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.bpmn.elements import Model
from engine.feel.compile import compile_expression
from engine.lint.claiming import RoleNames
from engine.people.reference import Reference
from engine.section26.derived import derived

TABLES = sorted((Path(__file__).parents[2] / "workflows" / "reference").glob("*.csv"))
OFFICES = [
    ("body_types", "holder_title"),
    ("forces", "chief_officer_title"),
    ("organisations", "minister"),
    ("organisations", "chair_title"),
    ("local_policing_bodies", "body_name"),
]
FIRST = date(1997, 1, 1)
LAST = date(2026, 12, 31)
DAY = timedelta(days=1)


def test_every_force_has_one_body_on_every_day(workflows: Path, tables: Reference) -> None:
    forces = {row["force_id"] for row in tables.forces(LAST) if row["kind"] == "section_26_force"}
    assert len(forces) == 43

    for day in _turns(workflows / "reference" / "local_policing_bodies.csv"):
        held = Counter(row["force_id"] for row in tables.rows("local_policing_bodies", day))
        assert held == dict.fromkeys(forces, 1), day


def test_every_body_has_its_words_on_every_day(workflows: Path, tables: Reference) -> None:
    for day in _turns(workflows / "reference" / "local_policing_bodies.csv"):
        words = Counter(row["body_type"] for row in tables.rows("body_types", day))
        held = {row["body_type"] for row in tables.rows("local_policing_bodies", day)}
        assert {kind: words[kind] for kind in held} == dict.fromkeys(held, 1), day


@pytest.mark.parametrize(
    ("force", "last", "before", "after"),
    [
        ("lancashire", date(2012, 11, 21), "police_authority", "pcc"),
        ("metropolitan", date(2012, 1, 15), "police_authority", "mopac"),
        ("greater-manchester", date(2017, 5, 7), "pcc", "mayor"),
        ("north-yorkshire", date(2024, 5, 6), "pfcc", "mayor"),
        ("south-yorkshire", date(2024, 5, 6), "pcc", "mayor"),
        ("west-yorkshire", date(2021, 5, 9), "pcc", "mayor"),
        ("city-of-london", date(2012, 11, 21), "common_council", "common_council"),
    ],
)
def test_the_body_changes_on_its_day(
    tables: Reference, force: str, last: date, before: str, after: str
) -> None:
    assert derived(tables, force, last)["lpb_type"] == before
    assert derived(tables, force, last + DAY)["lpb_type"] == after


def test_the_codes_of_case_references_are_unique_and_short(tables: Reference) -> None:
    rows = tables.forces(LAST)

    assert len({row["code"] for row in rows}) == len(rows)
    assert all(2 <= len(row["code"]) <= 4 and row["code"].isupper() for row in rows)


def test_chief_officers_are_called_by_their_titles(tables: Reference) -> None:
    titles = {row["force_id"]: row["chief_officer_title"] for row in tables.forces(LAST)}

    assert titles["metropolitan"] == "Commissioner of Police of the Metropolis"
    assert titles["city-of-london"] == "Commissioner of Police for the City of London"
    assert titles["lancashire"] == "Chief Constable"


def test_a_role_is_overseen_by_one_of_the_same_kind_of_office(tables: Reference) -> None:
    overseen = {role: row["overseen_by"] for role, row in tables.roles(LAST).items() if row["lane"]}

    for role, above in overseen.items():
        if above:
            assert tables.roles(LAST)[above]["kind"] == tables.roles(LAST)[role]["kind"]
    assert overseen["force_lead"] == "chief_officer"


def test_whoever_is_no_section_26_force_is_told_its_own_route(tables: Reference) -> None:
    others = [row for row in tables.forces(LAST) if row["kind"] == "other"]

    assert {row["force_id"] for row in others} >= {"psni", "police-scotland", "college-of-policing"}
    assert all(row["other_route"] for row in others)
    assert derived(tables, "psni", LAST)["lpb_name"] == ""


def test_the_marking_scheme_changes_in_april_2014(tables: Reference) -> None:
    last_day, first_day = date(2014, 4, 1), date(2014, 4, 2)

    assert "RESTRICTED" in _values(tables, last_day)
    assert _values(tables, first_day) == ["OFFICIAL", "OFFICIAL-SENSITIVE"]


def test_departments_sit_on_ipab_while_they_exist(tables: Reference) -> None:
    assert derived(tables, "kent", date(2008, 12, 31))["ipab_exists"] is False
    assert derived(tables, "kent", date(2020, 9, 1))["ipab_members"] == [
        "home-office",
        "fco",
        "mod",
        "dfid",
    ]
    assert derived(tables, "kent", date(2020, 9, 2))["ipab_members"] == [
        "home-office",
        "fcdo",
        "mod",
    ]


def test_there_is_one_home_office_and_one_foreign_office_on_every_day(
    workflows: Path, tables: Reference
) -> None:
    for day in _turns(workflows / "reference" / "organisations.csv"):
        kinds = Counter(row["kind"] for row in tables.rows("organisations", day))
        assert (kinds["home_office"], kinds["foreign_office"]) == (1, 1), day
        assert kinds["ipab"] <= 1


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_date_reads_and_no_period_ends_before_it_begins(path: Path) -> None:
    for row in _rows(path):
        begins = date.fromisoformat(row.get("valid_from") or "0001-01-01")
        ends = date.fromisoformat(row.get("valid_to") or "9999-12-31")
        assert begins <= ends, row


def test_service_levels_are_for_tasks_that_exist(model: Model, workflows: Path) -> None:
    tasks = {node.id for node in model.nodes.values() if node.kind == "userTask"}
    levels = {row["step"] for row in _rows(workflows / "reference" / "service_levels.csv")}

    assert levels == tasks


def test_no_task_has_a_time_of_its_own_beside_the_service_levels(model: Model) -> None:
    tasks = [node for node in model.nodes.values() if node.kind == "userTask"]
    timers = {node.timer.source for node in model.nodes.values() if node.timer}

    assert {task.due for task in tasks} == {"service level"}
    assert timers == {"service level", "service level reminder"}


def test_the_more_urgent_a_case_is_the_sooner_its_tasks_are_due(tables: Reference) -> None:
    for step, rows in tables.service_levels(LAST).items():
        days = {row["urgency"]: int(row["working_days"]) for row in rows}
        usual = days[""]
        assert days.get("emergency", usual) <= days.get("urgent", usual) <= usual, step
        assert all(int(row["reminder"] or 0) <= int(row["working_days"]) for row in rows), step


def test_what_the_law_protects_is_drawn_asked_and_written(model: Model, tables: Reference) -> None:
    law = tables.law(LAST)
    steps = law.steps.keys() | {row.step for row in law.facts}
    steps |= {step for letter in law.letters.values() for step in letter.steps}

    assert steps <= model.nodes.keys()
    assert {other for step in law.steps.values() for other in step.separate_from} <= (
        model.nodes.keys()
    )
    assert {role for step in law.steps.values() for role in step.roles} <= tables.lane_roles(LAST)
    assert all(letter.title != letter.code for letter in law.letters.values())


def test_what_the_law_asks_for_can_be_followed(tables: Reference) -> None:
    """Its conditions look only at facts that it protects, and whose answers it knows."""
    law = tables.law(LAST)
    answered = {row.fact for row in law.facts if row.answers}
    protected = {row.fact for row in law.facts}
    needs = {need for step in law.steps.values() for need in step.needs}
    conditions = [step.only_when for step in law.steps.values()]
    conditions += [letter.only_when for letter in law.letters.values()]
    for end in law.ends:
        needs.update(end.needs)
        conditions.append(end.only_when)

    assert needs <= protected
    for condition in filter(None, conditions):
        assert compile_expression(condition).names <= answered


@pytest.mark.parametrize("name", ["steps", "facts", "letters", "ends"])
def test_what_the_law_protects_says_on_what_basis(workflows: Path, name: str) -> None:
    rows = _rows(workflows / "reference" / f"statutory_{name}.csv")

    assert [row for row in rows if not row["basis"]] == []


def test_every_office_holder_has_a_name_that_only_their_role_may_bear(
    workflows: Path, tables: Reference
) -> None:
    names = RoleNames(tables.law(LAST).role_names)
    titles = {
        row[column]
        for table, column in OFFICES
        for row in _rows(workflows / "reference" / f"{table}.csv")
        if row.get("kind") != "other"
    }

    assert {title for title in titles if title and not names.names_in(title)} == set()
    assert {
        role for name in tables.law(LAST).role_names for role in name.roles
    } <= tables.lane_roles(LAST)


def _turns(path: Path) -> list[date]:
    """The days on which something begins or ends, and the day after, within our years."""
    named = {row[end] for row in _rows(path) for end in ("valid_from", "valid_to")} - {""}
    days = {date.fromisoformat(day) for day in named}
    return sorted(d for d in days | {d + DAY for d in days} | {FIRST, LAST} if FIRST <= d <= LAST)


def _values(tables: Reference, day: date) -> list[str]:
    return [row["value"] for row in tables.rows("markings", day)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
