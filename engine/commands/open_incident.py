"""Keep that a step of a case could not be done, with its cause, until somebody deals with it."""

from dataclasses import dataclass
from logging import WARNING
from typing import Protocol, runtime_checkable

import orjson
from sqlalchemy import Connection, insert, select, update

from engine.cases.rows import CaseRow, IncidentRow, TaskRow
from engine.cases.tables import case, incident, task
from engine.commands.context import CommandContext
from engine.commands.mending import noting
from engine.errors import DiagramFailed, EngineError, LetterLacks, TemplateRefused
from engine.jobs.rows import JobRow
from engine.jobs.tables import job
from engine.journal import note
from engine.letters.tables import letter
from engine.store.reading import first_row, only_row

# Refusals that no other answer would have avoided: the definition or the case itself is at fault.
FAILURES = (DiagramFailed, LetterLacks, TemplateRefused)


@dataclass(frozen=True, slots=True)
class Place:
    """The step that failed."""

    case_row: CaseRow
    element: str
    task: str | None = None
    job: str | None = None


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """Open an incident for a step: *kind* says what *of* names, and *cause* why it failed."""

    kind: str  # task, letter, message, timer or mail
    of: str  # a task's uid, a letter's or a job's id, or a case's reference and a message's name
    cause: str
    attempts: int = 1

    def do(self, context: CommandContext) -> str | None:
        """The reference of its case; None when the step is no longer there."""
        place = self._place(context)
        if place is None:
            return None
        title = _title(context, place)
        incident_row = self._same_open_incident(context, place)
        entry = {"element": place.element, "title": title, "task": place.task, "cause": self.cause}
        with noting(context, place.case_row, "open_incident", kind=self.kind, **entry) as rows:
            if incident_row is None:
                rows.write(insert(incident).values(**self._row(context, place, title)))
            else:
                again = {
                    "attempts": incident_row.attempts + self.attempts,
                    "cause": self.cause[:2000],
                }
                rows.write(update(incident).where(incident.c.id == incident_row.id).values(**again))
            if place.job is not None:
                _stop_job(rows.db, place.job, self.cause)
        reference = str(place.case_row.reference)
        step = {"case": reference, "kind": self.kind, "element": place.element}
        note("incident", level=WARNING, **step)
        return reference

    def _place(self, context: CommandContext) -> Place | None:
        if self.kind in {"timer", "mail"}:
            return _at_job(context, int(self.of))
        if self.kind == "message":
            return _at_message(context, *self.of.split(" ", 1))
        uid: str | None = self.of
        if self.kind == "letter":
            uid = context.db.execute(
                select(letter.c.task).where(letter.c.id == int(self.of))
            ).scalar()
        return _at_task(context, uid or "")

    def _same_open_incident(self, context: CommandContext, place: Place) -> IncidentRow | None:
        same = select(incident).where(
            incident.c.case_id == place.case_row.id,
            incident.c.status == "open",
            incident.c.kind == self.kind,
            incident.c.element == place.element,
            incident.c.task.is_not_distinct_from(place.task),
            incident.c.job.is_not_distinct_from(place.job),
        )
        return first_row(context.db, same, IncidentRow)

    def _row(self, context: CommandContext, place: Place, title: str) -> dict[str, object]:
        return {
            "case_id": place.case_row.id,
            "kind": self.kind,
            "element": place.element,
            "title": title,
            "task": place.task,
            "job": place.job,
            "cause": self.cause[:2000],
            "attempts": self.attempts,
            "opened_at": context.now,
            "opened_by": context.person,
            "status": "open",
        }


@runtime_checkable
class CaseStep(Protocol):
    """A command that moves a case, and knows what its failing would be called."""

    def failed(self, cause: str) -> OpenIncident:
        """What to open when it fails."""


def _at_job(context: CommandContext, number: int) -> Place | None:
    job_row = first_row(context.db, select(job).where(job.c.id == number), JobRow)
    if job_row is None or job_row.case_id is None:
        return None
    case_row = only_row(context.db, select(case).where(case.c.id == job_row.case_id), CaseRow)
    return Place(case_row, _element(job_row.payload, job_row.kind), job=job_row.dedupe_key)


def _at_message(context: CommandContext, reference: str, name: str) -> Place | None:
    case_row = first_row(context.db, select(case).where(case.c.reference == reference), CaseRow)
    if case_row is None:
        return None
    return Place(case_row, _element_for_message(context, case_row, name))


def _element_for_message(context: CommandContext, case_row: CaseRow, name: str) -> str:
    try:
        nodes = context.intact_process_of(case_row).model.nodes.values()
    except EngineError:  # what is kept of the case may be what is at fault
        return name[:200]
    return next((node.id for node in nodes if node.message == name), name[:200])


def _element(payload: str, kind: str) -> str:
    """Where a job belongs; its kind when what is kept of it makes no sense."""
    try:
        content = orjson.loads(payload)
        return str(content.get("about") or content["element"])[:200]
    except (ValueError, LookupError, AttributeError):
        return kind


def _at_task(context: CommandContext, uid: str) -> Place | None:
    case_ids = select(task.c.case_id).where(task.c.uid == uid)
    case_row = first_row(context.db, select(case).where(case.c.id.in_(case_ids)), CaseRow)
    if case_row is None:
        return None
    row = only_row(context.db, select(task).where(task.c.uid == uid), TaskRow)
    return Place(case_row, row.element, uid) if row.status in {"open", "signing"} else None


def _title(context: CommandContext, place: Place) -> str:
    try:
        node = context.intact_process_of(place.case_row).model.nodes.get(place.element)
    except EngineError:  # the definition itself may be what is at fault
        return place.element
    return node.title[:200] if node else place.element


def _stop_job(db: Connection, key: str, cause: str) -> None:
    stopped = {"attempts_left": 0, "lease_until": None, "last_error": cause[:2000]}
    db.execute(update(job).where(job.c.dedupe_key == key).values(**stopped))
