"""The facts of a case that nobody types: they follow from its force and the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from engine.feel.values import Facts, Value
from engine.people.reference import Reference, Row
from engine.people.table_rows import TableRow
from engine.times import ANY_URGENCY

APPROVAL = "section_26_approval"  # the function of a body that its delegations are about

KEPT = ("case_ref", "force_name", "chief_officer_title", "lpb_name", "lpb_type")
"""Those kept with a case as they were when it last took a step."""

DERIVED = frozenset(
    {
        "assisting_force_type",
        "body",
        "case_ref",
        "chief_officer_salutation",
        "chief_officer_title",
        "cost_heads",
        "countries",
        "force",
        "force_id",
        "force_name",
        "foreign_office",
        "funders",
        "funders_of_other_days",
        "home_office",
        "ipab",
        "ipab_departments",
        "ipab_exists",
        "ipab_members",
        "lpb_name",
        "lpb_type",
        "markings",
        "other_route",
        "ranks",
        "requester_kinds",
        "service_levels",
        "statute",
        "today",
    }
)
"""The names of all of them, with the reference of the case, which no force and no day decide."""

OFFERED = frozenset(
    {"cost_heads", "countries", "funders", "funders_of_other_days", "ranks", "requester_kinds"}
    | {"service_levels"}
)
"""Those of them that are lists to choose from or to count by, and so in no letter."""

_OFFICES = ("home_office", "foreign_office", "ipab")
_OF_FORCE = frozenset(
    {"id", "name", "code", "chief_officer_title", "chief_officer_salutation", "address", "country"}
)
_OF_BODY = frozenset(
    {"id", "name", "type", "short", "salutation", "holder", "capacity", "bars_police"}
    | {"delegations", "address"}
)


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from a force and a day, and the rows of the tables that each fact rests on."""

    facts: Facts
    rows: Mapping[str, tuple[TableRow, ...]]  # by fact


@dataclass(frozen=True, slots=True)
class _Read:
    """Some of these facts, and the rows that they were read from."""

    facts: Mapping[str, Value]
    rows: tuple[TableRow, ...]


def derived(reference: Reference, force: str, day: date) -> Facts:
    """The facts that follow from a force and a day: titles, bodies, offices and lists.

    They are those of its successor once the force has ended. NotFound when there is no such force,
    ForceEnded when nobody has taken over.
    """
    return follows(reference, force, day).facts


def groups(reference: Reference, day: date) -> dict[str, frozenset[str]]:
    """The names of the values that stand together under one fact, as in `force.name`."""
    rows = {kind: reference.office(kind, day) for kind in _OFFICES}
    offices = {kind: frozenset(row) | {"address"} for kind, row in rows.items() if row}
    return {"force": _OF_FORCE, "body": _OF_BODY} | offices


@lru_cache(maxsize=500)
def follows(reference: Reference, force: str, day: date) -> Follows:
    """The same, with the rows of the reference tables that each of them rests on."""
    facts: dict[str, Value] = {"today": day}
    rows: dict[str, tuple[TableRow, ...]] = {}
    for read in _everything_read(reference, force, day):
        facts |= read.facts
        rows |= dict.fromkeys(read.facts, read.rows)
    return Follows(MappingProxyType(facts), MappingProxyType(rows))


def kept(facts: Facts) -> dict[str, Value]:
    """Those of the facts that are kept although nobody typed them."""
    return {key: facts[key] for key in KEPT if key in facts}


def _everything_read(reference: Reference, force: str, day: date) -> Iterator[_Read]:
    yield _force(reference, force, day)
    yield _body(reference, force, day)
    yield from _offices(reference, day)
    yield from _lists(reference, day)
    yield _offered(reference, reference.lives_on(force, day), day)


def _force(reference: Reference, force: str, day: date) -> _Read:
    row = reference.force(force, day)
    facts: dict[str, Value] = {
        "force_id": row["force_id"],
        "force_name": row["force_name"],
        "chief_officer_title": row["chief_officer_title"],
        "chief_officer_salutation": row["chief_officer_salutation"],
        "assisting_force_type": row["kind"],
        "other_route": row["other_route"],
        "force": {
            "id": row["force_id"],
            "name": row["force_name"],
            "code": row["code"],
            "chief_officer_title": row["chief_officer_title"],
            "chief_officer_salutation": row["chief_officer_salutation"],
            "address": _lines(row["address"]),
            "country": row["country"],
        },
    }
    return _Read(facts, (TableRow("forces", row),))


def _body(reference: Reference, force: str, day: date) -> _Read:
    row = reference.body(force, day)
    if row is None:
        return _Read({"lpb_name": "", "lpb_type": "", "body": None}, ())
    words = reference.body_type(row, day)
    delegations = _delegations(reference, row["body_id"], day)
    name = row["body_name"]
    body = {
        "id": row["body_id"],
        "name": name,
        "type": row["body_type"],
        "short": words["short"],
        "salutation": words["salutation"],
        "holder": words["holder_title"],
        "capacity": words["capacity"].replace("{name}", name),
        "bars_police": words["barred_roles"] == "yes",
        "delegations": [_delegation(row) for row in delegations],
        "address": _lines(row["address"]),
    }
    read = [TableRow("local_policing_bodies", row), TableRow("body_types", words)]
    read += [TableRow("delegations", row) for row in delegations]
    return _Read({"lpb_name": name, "lpb_type": row["body_type"], "body": body}, tuple(read))


def _delegations(reference: Reference, body: str, day: date) -> list[Row]:
    """What the body lets others approve on that day."""
    rows = reference.rows("delegations", day)
    return [row for row in rows if row["body_id"] == body and row["function"] == APPROVAL]


def _delegation(row: Row) -> dict[str, Value]:
    """A delegation with its limit in pounds, or none."""
    return {
        "office": row["office"],
        "limit_net_cost": Decimal(row["limit_net_cost"]) if row["limit_net_cost"] else None,
        "excludes": _lines(row["excludes"]),
        "reference": row["reference"],
    }


def _offices(reference: Reference, day: date) -> Iterator[_Read]:
    for kind in _OFFICES:
        row = reference.office(kind, day)
        office: Value = {**row, "address": _lines(row["address"])} if row else None
        facts = {kind: office} | ({"ipab_exists": row is not None} if kind == "ipab" else {})
        yield _Read(facts, (TableRow("organisations", row),) if row else ())


def _lists(reference: Reference, day: date) -> Iterator[_Read]:
    markings, members = reference.rows("markings", day), reference.rows("ipab_members", day)
    of_markings = tuple(TableRow("markings", row) for row in markings)
    of_members = tuple(TableRow("ipab_members", row) for row in members)
    yield _Read({"markings": _options(markings)}, of_markings)
    yield _Read({"ipab_members": [row["organisation_id"] for row in members]}, of_members)
    yield _Read({"ipab_departments": reference.departments()}, ())
    yield _statutes(reference.rows("statutes", day))


def _statutes(provisions: list[Row]) -> _Read:
    """The provisions that stand on that day by their ids: how each is cited, and its effect."""
    statute: dict[str, Value] = {
        row["statute_id"]: {
            "cite": f"{row['cited']} of the {row['instrument']}",
            "effect": row["effect"],
        }
        for row in provisions
    }
    return _Read({"statute": statute}, tuple(TableRow("statutes", row) for row in provisions))


def _offered(reference: Reference, force: str, day: date) -> _Read:
    """What questions offer on that day: a decision rests on what was chosen, not on the lists."""
    funders = [row["name"] for row in reference.rows("funders", day)]
    others = [name for name in reference.values_ever("funders", "name") if name not in funders]
    facts: dict[str, Value] = {
        "cost_heads": [_cost_head(row) for row in reference.rows("cost_heads", day)],
        "countries": [row["name"] for row in reference.rows("countries", day)],
        "funders": funders,
        "funders_of_other_days": others,
        "ranks": _ranks(reference, force, day),
        "requester_kinds": [_requester(row) for row in reference.rows("requester_kinds", day)],
        "service_levels": _service_levels(reference, day),
    }
    return _Read(facts, ())


def _ranks(reference: Reference, force: str, day: date) -> list[str]:
    """The ranks of that force where the table has its own, else those of the others; and any's."""
    rows = reference.rows("ranks", day)
    whose = force if any(row["force"] == force for row in rows) else "others"
    return [row["label"] for row in rows if row["force"] in {whose, "any"}]


def _cost_head(row: Row) -> dict[str, Value]:
    """A head as an option, and whether it may be said not to arise."""
    return {
        "value": row["head"],
        "label": row["head"],
        "group": row["group"],
        "may_not_arise": row["may_not_arise"] == "yes",
    }


def _requester(row: Row) -> dict[str, Value]:
    """A kind of body that asks as an option, and whether help may be for itself."""
    helped = row["may_be_helped"] == "yes"
    return {"value": row["value"], "label": row["label"], "may_be_helped": helped}


def _service_levels(reference: Reference, day: date) -> dict[str, Value]:
    """By step and urgency, the working days until a step is due and until its reminder."""
    return {
        step: {row.get("urgency") or ANY_URGENCY: _service_level(row) for row in rows}
        for step, rows in reference.service_levels(day).items()
    }


def _service_level(row: Row) -> dict[str, Value]:
    """A level, with the facts that hold the days which it is never due after."""
    reminder = row.get("reminder")
    return {
        "working_days": Decimal(row["working_days"]),
        "reminder": Decimal(reminder) if reminder else None,
        "not_after": _lines(row.get("not_after", "")),
    }


def _options(rows: list[Row]) -> list[dict[str, str]]:
    return [{"value": row["value"], "label": row["label"]} for row in rows]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split(";") if line.strip()]
