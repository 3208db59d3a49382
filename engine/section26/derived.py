"""The facts of a case that nobody types: they follow from its force and the day."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from engine.feel.values import Facts, Value
from engine.people.reference import Reference, Row

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
        "force",
        "force_id",
        "force_name",
        "foreign_office",
        "home_office",
        "ipab",
        "ipab_departments",
        "ipab_exists",
        "ipab_members",
        "lpb_name",
        "lpb_type",
        "markings",
        "other_route",
        "today",
    }
)
"""The names of all of them, with the reference of the case, which no force and no day decide."""


@lru_cache(maxsize=500)
def derived(reference: Reference, force: str, day: date) -> Facts:
    """The facts that follow from a force and a day: titles, bodies, offices and lists.

    They are those of its successor once the force has ended. NotFound when there is no such force,
    ForceEnded when nobody has taken over.
    """
    return MappingProxyType(_derived(reference, force, day))


def kept(facts: Facts) -> dict[str, Value]:
    """Those of the facts that are kept although nobody typed them."""
    return {key: facts[key] for key in KEPT if key in facts}


def _derived(reference: Reference, force: str, day: date) -> dict[str, Value]:
    row = reference.force(force, day)
    facts: dict[str, Value] = {
        "today": day,
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
        "markings": _options(reference.rows("markings", day)),
        "ipab_members": [row["organisation_id"] for row in reference.rows("ipab_members", day)],
        "ipab_departments": reference.departments(),
    }
    return facts | _body(reference, force, day) | _offices(reference, day)


def _body(reference: Reference, force: str, day: date) -> dict[str, Value]:
    row = reference.body(force, day)
    if row is None:
        return {"lpb_name": "", "lpb_type": "", "body": None}
    words = reference.body_type(row, day)
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
        "delegations": _delegations(reference, row["body_id"], day),
        "address": _lines(row["address"]),
    }
    return {"lpb_name": name, "lpb_type": row["body_type"], "body": body}


def _delegations(reference: Reference, body: str, day: date) -> list[dict[str, Value]]:
    """What the body lets others approve on that day, each with its limit in pounds, or none."""
    delegations: list[dict[str, Value]] = []
    for row in reference.rows("delegations", day):
        if row["body_id"] == body and row["function"] == APPROVAL:
            limit = Decimal(row["limit_net_cost"]) if row["limit_net_cost"] else None
            delegations.append(
                {
                    "office": row["office"],
                    "limit_net_cost": limit,
                    "excludes": _lines(row["excludes"]),
                    "reference": row["reference"],
                }
            )
    return delegations


def _offices(reference: Reference, day: date) -> dict[str, Value]:
    offices: dict[str, Value] = {}
    for kind in ("home_office", "foreign_office", "ipab"):
        row = reference.office(kind, day)
        offices[kind] = {**row, "address": _lines(row["address"])} if row else None
    return offices | {"ipab_exists": offices["ipab"] is not None}


def _options(rows: list[Row]) -> list[dict[str, str]]:
    return [{"value": row["value"], "label": row["label"]} for row in rows]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split(";") if line.strip()]
