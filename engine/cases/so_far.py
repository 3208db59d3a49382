"""What a case has behind it: the steps done, all that it passed, the letters that stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from engine.analysis.amendment import CaseSoFar, Issued
from engine.audit.body import Body, body_in
from engine.audit.log import case_chain, entries
from engine.cases.rows import CaseRow
from engine.cases.tables import task
from engine.clock import london_date
from engine.feel.values import Facts
from engine.letters.tables import letter
from engine.people.reference import Reference
from engine.section26.derived import derived
from engine.store.reading import all_rows

ANSWERED = ("done", "signing")  # a task whose letters wait for a signature has been answered
STEPS = frozenset({"complete_task", "sign_letter", "confirm_scan", "send_message"})


class _Step(NamedTuple):
    """A task that somebody answered."""

    element: str


class _Letter(NamedTuple):
    """As much of a letter as an amendment looks at."""

    code: str
    version: int
    element: str
    task: str | None
    for_signature: bool


def so_far(db: Connection, reference: Reference, case_row: CaseRow) -> CaseSoFar:
    """What a case has behind it, as its tasks, its letters and its log say."""
    bodies = [body_in(entry.body) for entry in entries(db, case_chain(case_row.reference))]
    return CaseSoFar(
        done=_steps_done(db, case_row.id),
        passed=_passed(reference, case_row.force, bodies),
        letters=_letters_that_stand(db, case_row.id),
    )


def _steps_done(db: Connection, case_id: int) -> tuple[str, ...]:
    query = select(task.c.element).where(task.c.case_id == case_id, task.c.status.in_(ANSWERED))
    rows = all_rows(db, query.order_by(task.c.closed_at, task.c.uid), _Step)
    return tuple(dict.fromkeys(row.element for row in rows))


def _passed(reference: Reference, force: str, bodies: Iterable[Body]) -> dict[str, Facts]:
    """Each element passed, in the order of the last time, with what followed from that day."""
    passed: dict[str, Facts] = {}
    for body in bodies:
        day = london_date(datetime.fromisoformat(body["at"]))
        own = [str(body["element"])] if body["event"] in STEPS and body.get("element") else []
        for element in [*own, *body.get("passed", ())]:
            passed.pop(element, None)
            passed[element] = derived(reference, force, day)
    return passed


def _letters_that_stand(db: Connection, case_id: int) -> tuple[Issued, ...]:
    """The newest of each code, unless it is superseded."""
    query = (
        select(
            letter.c.code, letter.c.version, letter.c.element, letter.c.task, letter.c.for_signature
        )
        .where(
            letter.c.case_id == case_id,
            letter.c.status != "superseded",
            letter.c.superseded_at.is_(None),
        )
        .order_by(letter.c.id)
    )
    newest = {row.code: Issued(*row) for row in all_rows(db, query, _Letter)}
    return tuple(newest.values())
