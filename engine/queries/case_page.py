"""A case as its page shows it: where it is, what is known, its letters, history, drawing."""

from dataclasses import dataclass

from engine.cases.tables import case, task
from engine.definitions.registry import version
from engine.errors import NotFound
from engine.queries.briefs import (
    CaseBrief,
    LetterBrief,
    WorkRow,
    case_brief,
    letters_of,
    task_query,
    work_rows,
)
from engine.queries.diagram import DiagramBrief, diagrams_of
from engine.queries.fact_groups import FactGroup, fact_groups, kept_files
from engine.queries.history import Event, history_of
from engine.queries.incidents import IncidentRow, incidents_of
from engine.queries.look import Look
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


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    name: str
    media_type: str
    content: bytes


def case_page(look: Look, reference: str) -> CasePage:
    """The case; NotFound alike for none and for one that is not theirs."""
    row = look.case(reference)
    facts = look.facts(row)
    mine = task_query(look).where(case.c.id == row.id, task.c.status.in_(["open", "signing"]))
    model = look.loaded(row).model
    pinned = version(look.db, row.key, row.number)
    return CasePage(
        brief=case_brief(look, row, facts),
        status=row.status,
        ended_as=model.nodes[row.ended_as].title if row.ended_as in model.nodes else row.ended_as,
        version_label=f"{pinned.title}, version {pinned.number}",
        my_tasks=work_rows(look, mine.order_by(task.c.opened_at, task.c.uid)),
        steps=progress(look, row),
        facts=fact_groups(look, row, facts),
        letters=letters_of(look, row),
        history=history_of(look, row),
        diagrams=diagrams_of(look, row),
        messages=messages_of(look, row, facts),
        incidents=incidents_of(look, row),
    )


def case_file(look: Look, reference: str, sha256: str) -> File:
    """A file handed in with an answer of this case."""
    row = look.case(reference)
    for found in kept_files(look, row):
        if found["file"] == sha256:
            return File(found["name"], found["media_type"], blobs.read(look.db, sha256))
    raise NotFound("there is no such file in this case")
