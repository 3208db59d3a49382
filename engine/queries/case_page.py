"""A case as its page shows it: where it is, what is known, its letters, history, drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cases.facts import facts_of
from engine.cases.rows import CaseRow
from engine.cases.runtime import listening
from engine.cases.tables import case, task
from engine.context import QueryContext
from engine.definitions.registry import version
from engine.errors import NotFound
from engine.queries.briefs import (
    CaseBrief,
    LetterBrief,
    WorkRow,
    case_brief,
    letters_of,
    listed_tasks,
)
from engine.queries.certificate_page import certificate_briefs
from engine.queries.certificate_parts import CertificateBrief
from engine.queries.damage import DAMAGED, Damage, readable
from engine.queries.decided import Told, decided_in
from engine.queries.diagram import DiagramBrief, diagrams_of
from engine.queries.fact_groups import FactGroup, fact_groups, kept_files
from engine.queries.handing_over import Overseen, overseen
from engine.queries.history import Event, Log, history_of, log_of
from engine.queries.incidents import IncidentLine, incidents_of
from engine.queries.message_page import MessageBrief, messages_of
from engine.queries.progress import StepLine, progress
from engine.section26.derived import derived, kept
from engine.store import blobs


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case, whole."""

    brief: CaseBrief
    status: str
    ended_as: str | None
    version_label: str
    my_tasks: tuple[WorkRow, ...]
    steps: tuple[StepLine, ...]
    facts: tuple[FactGroup, ...]
    letters: tuple[LetterBrief, ...]
    history: tuple[Event, ...]
    diagrams: tuple[DiagramBrief, ...]
    messages: tuple[MessageBrief, ...]
    incidents: tuple[IncidentLine, ...]
    damage: tuple[str, ...]
    overseen: tuple[Overseen, ...]
    certificates: tuple[CertificateBrief, ...]
    force: str  # its id when the case was opened


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    name: str
    media_type: str
    content: bytes


def case_page(context: QueryContext, reference: str) -> CasePage:
    """The case; NotFound alike for none and for one that is not theirs."""
    row = context.case(reference)
    damage = Damage()
    part, facts, log = damage.part, _facts(context, row, damage), log_of(context, row)
    if log.fault:
        damage.add(f"its history was changed after it was written: {log.fault}")
    open_in_case = (case.c.id == row.id, task.c.status.in_(["open", "signing"]))
    decided = readable(lambda: decided_in(context, row, log.bodies), ())
    part("how it goes on", lambda: _check_saved_state(context, row), None)
    return CasePage(
        brief=part("where it is", lambda: case_brief(context, row, facts), _damaged_brief(row)),
        status=row.status,
        ended_as=part("how it ended", lambda: _ended_as(context, row), row.ended_as),
        version_label=part(
            "its process", lambda: _version_label(context, row), f"version {row.version}"
        ),
        my_tasks=listed_tasks(context, *open_in_case, order=(task.c.opened_at, task.c.uid)),
        steps=part(
            "its steps", lambda: progress(context, row, _outcomes_by_task(log, decided)), ()
        ),
        facts=part("its facts", lambda: fact_groups(context, row, facts), ()),
        letters=letters_of(context, row),
        history=history_of(context, log, decided),
        diagrams=part("its diagram", lambda: diagrams_of(context, row, log), ()),
        messages=part("its messages", lambda: messages_of(context, row, facts), ()),
        incidents=incidents_of(context, row),
        overseen=part("its tasks", lambda: overseen(context, row, facts), ()),
        certificates=() if log.fault else certificate_briefs(log.bodies, decided),
        damage=damage.sentences,
        force=row.force,
    )


def _outcomes_by_task(log: Log, decided: tuple[Told, ...]) -> dict[str, str]:
    """For each task by its uid what was decided there, in a line."""
    both = zip(log.bodies, decided, strict=False)
    return {str(body.get("task")): decision.brief for body, decision in both if decision.brief}


def _facts(context: QueryContext, row: CaseRow, damage: Damage) -> dict[str, object]:
    """The facts that can be read, with those that follow from the force where it is known."""
    facts = damage.sound(facts_of(context.db, row.id))
    follows: Mapping[str, object] = damage.part(
        "its force", lambda: derived(context.reference, row.force, context.day_of(row)), {}
    )
    as_it_ended = kept(facts) if row.status == "ended" else {}
    return {**facts, **follows, **as_it_ended, "case_ref": row.reference}


def _check_saved_state(context: QueryContext, row: CaseRow) -> None:
    """CaseDamaged when the saved state is not what the last step left, or makes no sense."""
    process = context.intact_process_of(row)
    if row.status == "open":
        listening(process, row.state)


def _damaged_brief(row: CaseRow) -> CaseBrief:
    return CaseBrief(row.reference, row.title, row.force, None, DAMAGED, ())


def _ended_as(context: QueryContext, row: CaseRow) -> str | None:
    end = context.process_of(row).model.nodes.get(row.ended_as or "")
    return end.title if end else row.ended_as


def _version_label(context: QueryContext, row: CaseRow) -> str:
    pinned = version(context.db, row.process_key, row.version)
    return f"{pinned.title}, version {pinned.version}"


def case_file(context: QueryContext, reference: str, sha256: str) -> File:
    """A file handed in with an answer of this case."""
    row = context.case(reference)
    for file in kept_files(context, row):
        if file.sha256 == sha256:
            return File(file.name, file.media_type, blobs.read(context.db, sha256))
    raise NotFound("there is no such file in this case")
