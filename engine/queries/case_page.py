"""A case as its page shows it: where it is, what is known, its letters, history, drawing."""

import hashlib
from dataclasses import dataclass
from typing import Any

from engine.cases.facts import facts_of
from engine.cases.runtime import listening
from engine.cases.tables import case, task
from engine.definitions.registry import version
from engine.errors import RESTORE, CaseDamaged, NotFound
from engine.people.reference import derived
from engine.queries.briefs import (
    CaseBrief,
    LetterBrief,
    WorkRow,
    case_brief,
    letters_of,
    task_query,
    work_rows,
)
from engine.queries.damage import DAMAGED, Damage
from engine.queries.diagram import DiagramBrief, diagrams_of
from engine.queries.fact_groups import FactGroup, fact_groups, kept_files
from engine.queries.handing_over import Overseen, overseen
from engine.queries.history import Event, history_of, log_of
from engine.queries.incidents import IncidentRow, incidents_of
from engine.queries.look import AnyRow, Look
from engine.queries.message_page import MessageBrief, messages_of
from engine.queries.progress import StepLine, progress
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
    incidents: tuple[IncidentRow, ...]
    damage: tuple[str, ...]
    overseen: tuple[Overseen, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    name: str
    media_type: str
    content: bytes


def case_page(look: Look, reference: str) -> CasePage:
    """The case; NotFound alike for none and for one that is not theirs."""
    row = look.case(reference)
    damage = Damage()
    part, facts, log = damage.part, _facts(look, row, damage), log_of(look, row)
    if log.fault:
        damage.add(f"its history was changed after it was written: {log.fault}")
    mine = task_query(look).where(case.c.id == row.id, task.c.status.in_(["open", "signing"]))
    part("how it goes on", lambda: _sound(look, row), None)
    return CasePage(
        brief=part("where it is", lambda: case_brief(look, row, facts), _brief(row)),
        status=row.status,
        ended_as=part("how it ended", lambda: _ended_as(look, row), row.ended_as),
        version_label=part("its process", lambda: _label(look, row), f"version {row.number}"),
        my_tasks=work_rows(look, mine.order_by(task.c.opened_at, task.c.uid)),
        steps=part("its steps", lambda: progress(look, row), ()),
        facts=part("its facts", lambda: fact_groups(look, row, facts), ()),
        letters=letters_of(look, row),
        history=history_of(look, log),
        diagrams=part("its diagram", lambda: diagrams_of(look, row, log), ()),
        messages=part("its messages", lambda: messages_of(look, row, facts), ()),
        incidents=incidents_of(look, row),
        overseen=part("its tasks", lambda: overseen(look, row, facts), ()),
        damage=damage.sentences,
    )


def _facts(look: Look, row: AnyRow, damage: Damage) -> dict[str, Any]:
    """The facts that can be read, with those that follow from the force where it is known."""
    kept = damage.sound(facts_of(look.db, row.id))
    follows = damage.part("its force", lambda: derived(look.reference, row.force, look.today), {})
    return kept | follows | {"case_ref": row.reference}


def _sound(look: Look, row: AnyRow) -> None:
    """CaseDamaged when the saved state is not what the last step left, or makes no sense."""
    if hashlib.sha256(row.state).hexdigest() != row.state_sha256:
        raise CaseDamaged(f"the saved state of this case was changed: {RESTORE}")
    if row.status == "open":
        listening(look.loaded(row), row.state)


def _brief(row: AnyRow) -> CaseBrief:
    return CaseBrief(row.reference, row.title, row.force, None, DAMAGED, ())


def _ended_as(look: Look, row: AnyRow) -> str | None:
    nodes = look.loaded(row).model.nodes
    return nodes[row.ended_as].title if row.ended_as in nodes else row.ended_as


def _label(look: Look, row: AnyRow) -> str:
    pinned = version(look.db, row.key, row.number)
    return f"{pinned.title}, version {pinned.number}"


def case_file(look: Look, reference: str, sha256: str) -> File:
    """A file handed in with an answer of this case."""
    row = look.case(reference)
    for found in kept_files(look, row):
        if found["file"] == sha256:
            return File(found["name"], found["media_type"], blobs.read(look.db, sha256))
    raise NotFound("there is no such file in this case")
