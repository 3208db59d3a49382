"""How far a person's roles reach: which cases they see, and what bears on a task of one."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select, true

from engine.bpmn.elements import Model
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import case, task
from engine.feel.values import Facts
from engine.people.actor import Actor, Holding
from engine.people.identity import KnownPerson
from engine.people.may import AuthorisationContext, TaskRequirement, may_read_all
from engine.people.reference import Reference
from engine.people.table_rows import TableRow
from engine.people.tables import person
from engine.section26.deployment import officers

LOCAL = {"force", "policing_body"}


def visible(actor: Actor, reference: Reference, day: date) -> ColumnElement[bool]:
    """The condition on `case_` that only the cases this person may see fulfil."""
    if may_read_all(actor):
        return true()
    parts: list[ColumnElement[bool]] = []
    local = [h for h in actor.holdings if _local(h, reference, day)]
    forces = {force for h in local for force in _forces_of(h, reference, day)}
    if forces:
        parts.append(case.c.force.in_(sorted(forces)))
    roles = reference.roles(day)
    national = [h for h in actor.holdings if h.kind not in LOCAL and h.role in roles]
    parts.extend(_had_a_task(holding) for holding in national)
    return or_(*parts) if parts else false()


def sees(db: Connection, actor: Actor, reference: Reference, row: CaseRow, day: date) -> bool:
    """Whether this person may see that case at all."""
    visible_row = select(case.c.id).where(case.c.id == row.id, visible(actor, reference, day))
    return db.execute(visible_row).first() is not None


def tasks_for(actor: Actor, reference: Reference, day: date) -> ColumnElement[bool]:
    """The condition on `task` joined to `case_` for the tasks this person's roles ask for."""
    parts = [_asked_of(holding, reference, day) for holding in actor.holdings]
    return or_(*parts) if parts else false()


def authorisation_context(
    db: Connection,
    reference: Reference,
    row: CaseRow,
    day: date,
    facts: Facts,
    requirement: TaskRequirement | None = None,
) -> AuthorisationContext:
    """What of a case, as of a day, bears on who may act in it, and on one task there."""
    force, body = reference.force(row.force, day), reference.body(row.force, day)
    body_type = reference.body_type(body, day) if body else None
    steps_apart = requirement.separate_from if requirement else {}
    doers = _doers(db, row.id, steps_apart) if steps_apart else ()
    read = {"forces": force, "local_policing_bodies": body, "body_types": body_type}
    return AuthorisationContext(
        force=reference.lives_on(row.force, day),
        force_name=force["force_name"],
        body=body["body_id"] if body else None,
        body_bars_police=body_type is not None and body_type["barred_roles"] == "yes",
        must_differ_from=(*doers, *officers(row.force, facts)),
        rows=tuple(TableRow(table, cells) for table, cells in read.items() if cells is not None),
    )


def _doers(db: Connection, case_id: int, titles: Mapping[str, str]) -> tuple[KnownPerson, ...]:
    """Who did the steps, by id, that somebody else has to do."""
    rows = db.execute(
        select(task.c.element, person)
        .join(person, person.c.id == task.c.closed_by)
        .where(task.c.case_id == case_id, task.c.element.in_(sorted(titles)))
        .distinct()
        .order_by(task.c.element, person.c.id)
    )
    return tuple(
        KnownPerson(
            name=row.name,
            why=f"whoever did '{titles[row.element]}' may not also do this",
            employer=row.employer or "",
            staff_number=row.staff_number or "",
            account=row.id,
        )
        for row in rows
    )


def requirement_of(
    db: Connection, reference: Reference, row: TaskRow, model: Model, day: date
) -> TaskRequirement:
    """What a task asks of whoever does it on that day."""
    claimant = None
    if row.claimed_by is not None:
        claimant = db.execute(select(person.c.name).where(person.c.id == row.claimed_by)).scalar()
    role = reference.roles(day).get(row.role, {})
    node = model.at(row.element)
    other_steps = [model.nodes[step] for step in node.separate_from if step in model.nodes]
    return TaskRequirement(
        title=node.title,
        role=row.role,
        role_title=reference.role_title(row.role, day),
        kind=role.get("kind", "any"),
        organisation=row.organisation,
        separate_from={step.id: step.title for step in other_steps},
        claimed_by=row.claimed_by,
        claimed_by_name=claimant or "",
        overseen_by=role.get("overseen_by", ""),
        barred_kind=role.get("barred_kind", ""),
        rows=(TableRow("roles", role),) if role else (),
    )


def _local(holding: Holding, reference: Reference, day: date) -> bool:
    if holding.kind == "force":
        return reference.lives_on(holding.organisation, day) == holding.organisation
    if holding.kind != "policing_body" or holding.force is None:
        return False
    body = reference.body(holding.force, day)
    return body is not None and body["body_id"] == holding.organisation


def _forces_of(holding: Holding, reference: Reference, day: date) -> list[str]:
    """The forces whose cases a local office has that day: its own and those that it took over."""
    return reference.forebears(str(holding.force), day)


def _had_a_task(holding: Holding) -> ColumnElement[bool]:
    of_organisation = or_(
        task.c.organisation.is_(None), task.c.organisation == holding.organisation
    )
    return (
        select(task.c.uid)
        .where(task.c.case_id == case.c.id, task.c.role == holding.role, of_organisation)
        .exists()
    )


def _asked_of(holding: Holding, reference: Reference, day: date) -> ColumnElement[bool]:
    role = task.c.role == holding.role
    their_organisation = task.c.organisation == holding.organisation
    no_organisation = task.c.organisation.is_(None)
    if holding.kind not in LOCAL:
        return and_(role, or_(their_organisation, no_organisation))
    if not _local(holding, reference, day):
        return and_(role, their_organisation)
    their_case = case.c.force.in_(_forces_of(holding, reference, day))
    return and_(role, or_(their_organisation, and_(no_organisation, their_case)))
