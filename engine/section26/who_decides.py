"""Who decides for a force on a day, with the row that each answer stands in. No database here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from engine.forms.numbers import in_pounds
from engine.people.reference import Reference, Row
from engine.section26.derived import APPROVAL

DECISIONS = ("decide_approval", "decide_consent")  # the steps of the law that this is about


@dataclass(frozen=True, slots=True)
class Basis:
    """The row of a table in which an answer stands, and how sure it is."""

    table: str
    first_day: str  # as ISO 8601; empty when the row names none
    last_day: str
    provision: str
    source: str
    link: str
    sureness: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing about who decides: what is asked, the answer line by line, what it rests on."""

    about: str
    lines: tuple[str, ...]
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class WhoDecides:
    """Who decides for a force on a day."""

    force: str
    force_name: str
    day: date
    answers: tuple[Answer, ...]


def who_decides(reference: Reference, force: str, day: date) -> WhoDecides:
    """Everything about who decides for a force, or for its successor, on that day.

    NotFound when there is no such force then, ForceEnded when nobody has taken over.
    """
    row = reference.force(force, day)
    answers = (*_of_force(reference, force, row), *_of_body(reference, row, day))
    return WhoDecides(row["force_id"], row["force_name"], day, answers)


def _of_force(reference: Reference, force: str, row: Row) -> Iterator[Answer]:
    basis = _basis("forces", row)
    yield Answer("Force", (row["force_name"],), basis)
    if row["force_id"] != force:
        yield Answer("Has the work of", (reference.ever[force].name,), basis)
    yield Answer("Chief officer", (row["chief_officer_title"],), basis)


def _of_body(reference: Reference, force_row: Row, day: date) -> Iterator[Answer]:
    row = reference.body(force_row["force_id"], day)
    if row is None:
        route = force_row["other_route"] or "the register names no body and no route for that day"
        yield Answer("Policing body", ("None under section 26",), _basis("forces", force_row))
        yield Answer("Route", (route,), _basis("forces", force_row))
        return
    kind = reference.body_type(row, day)
    yield Answer("Policing body", (row["body_name"],), _basis("local_policing_bodies", row))
    of_kind = _basis("body_types", kind)
    yield Answer("Held by", (kind["holder_title"],), of_kind)
    yield Answer("For short", (kind["short"],), of_kind)
    yield Answer("A letter begins", (kind["salutation"],), of_kind)
    yield _address(row)
    yield from _delegates(reference, row["body_id"], day)
    yield _bar(reference, day, kind)
    yield from _consent(reference, day)
    yield from _provisions(reference, day)


def _address(row: Row) -> Answer:
    lines = _lines(row["address"])
    if not lines:
        return Answer("Address", ("The register has none for that day",))
    basis = _basis("local_policing_bodies", row)
    source, sureness = row["address_source"], row["address_sureness"]
    return Answer("Address", lines, replace(basis, source=source, sureness=sureness))


def _delegates(reference: Reference, body: str, day: date) -> Iterator[Answer]:
    rows = [
        row
        for row in reference.rows("delegations", day)
        if row["body_id"] == body and row["function"] == APPROVAL
    ]
    for row in rows:
        limit, excludes = row["limit_net_cost"], _lines(row["excludes"])
        lines = [row["office"], row["reference"]]
        if limit:
            lines.append(f"Up to {in_pounds(Decimal(limit))} of net cost")
        lines += [f"Never {excluded}" for excluded in excludes]
        yield Answer("May be its delegate", tuple(lines), _basis("delegations", row))
    if not rows:
        yield Answer("May be its delegate", ("The register has no delegation for that day",))


def _bar(reference: Reference, day: date, kind: Row) -> Answer:
    of_kind = _basis("body_types", kind)
    if kind["barred_roles"] != "yes":
        return Answer("May police decide for it?", ("Nothing in the register bars them",), of_kind)
    rows = [row for row in reference.rows("statutes", day) if row["bars_police"] == "yes"]
    lines = ["No"]
    for row in rows:
        lines += [_cited(row), row["effect"]]
    basis = _basis("statutes", rows[0]) if rows else of_kind
    return Answer("May police decide for it?", tuple(lines), basis)


def _consent(reference: Reference, day: date) -> Iterator[Answer]:
    row = reference.office("home_office", day)
    if row is not None:
        lines = (row["minister"], row["name"])
        yield Answer("Consents", lines, _basis("organisations", row))


def _provisions(reference: Reference, day: date) -> Iterator[Answer]:
    """The provisions of the two decisions as they stood on that day."""
    steps = [row for row in reference.rows("statutory_steps", day) if row["step"] in DECISIONS]
    named = {one.strip() for row in steps for one in row["statutes"].split(";")}
    for row in reference.rows("statutes", day):
        if row["statute_id"] in named:
            yield Answer("Under", (_cited(row), row["effect"]), _basis("statutes", row))


def _cited(row: Row) -> str:
    return f"{row['cited']} of the {row['instrument']}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split(";") if line.strip())


def _basis(table: str, row: Row) -> Basis:
    return Basis(
        table=table,
        first_day=row.get("valid_from", ""),
        last_day=row.get("valid_to", ""),
        provision=row.get("provision", ""),
        source=row.get("source", ""),
        link=row.get("link", ""),
        sureness=row.get("sureness") or row.get("verification", ""),
    )
