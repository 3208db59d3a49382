"""Move a running case to another version of its definition: it stays as far on as it is."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from engine.audit.rows import Rows
from engine.cases.facts import facts_of
from engine.cases.lacking import asked_of
from engine.cases.migrate import Migrated, Reasons, migrate, supplied
from engine.cases.outcome import OpenTask
from engine.cases.tables import case, task
from engine.commands.projections import keep_jobs, keep_tasks, task_uid
from engine.commands.step import state_of
from engine.commands.work import AnyRow, Work
from engine.definitions.registry import Version, been_in_use
from engine.errors import DefinitionRefused, NotAllowed, NotFound, Stale
from engine.execution.loaded import Loaded
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class MigrateCase:
    """Move a case to a version that is or was in use; what changed for it comes back."""

    reference: str
    number: int

    def do(self, work: Work) -> tuple[str, ...]:
        """Keeps the case on the new version; DefinitionRefused with every obstacle."""
        if work.actor is not None and (why_not := may_model(work.actor)):
            raise NotAllowed(why_not)
        case_row = work.db.execute(select(case).where(case.c.reference == self.reference)).first()
        if case_row is None:
            raise NotFound("there is no such case")
        if case_row.number == self.number:
            raise Stale(f"{self.reference} already runs version {self.number}")
        target = been_in_use(work.db, case_row.key, self.number)
        new = work.definitions.loaded(work.db, target.key, target.number, target.id)
        facts = work.facts(case_row)
        found = migrate(case_row.state, work.loaded(case_row), new, facts, work.now)
        if isinstance(found, Migrated):
            seen = work.definitions.bundle(work.db, target.key, target.number, target.id)
            found = supplied(found, seen, asked_of(facts_of(work.db, case_row.id)))
        if isinstance(found, Reasons):
            raise DefinitionRefused(
                f"{self.reference} cannot move to version {self.number}: "
                + "; ".join(found.sentences)
            )
        self._keep(work, case_row, target, new, found)
        return found.changes

    def _keep(
        self, work: Work, case_row: AnyRow, target: Version, new: Loaded, found: Migrated
    ) -> None:
        changes = {
            "number": target.number,
            "definition": target.id,
            **state_of(found.outcome),
        }
        body = _body(work, case_row, target, found)
        with work.keeping(case_row, "migrate_case", body, **changes) as rows:
            keep_tasks(rows, work, case_row.id, new, found.outcome)
            for one in found.outcome.open_tasks:
                _hand_over(rows, case_row.id, one, new.model.nodes[one.element].role or "")
            keep_jobs(rows, work, case_row, found.outcome)


def _body(work: Work, case_row: AnyRow, target: Version, found: Migrated) -> dict[str, Any]:
    state = state_of(found.outcome)
    body: dict[str, Any] = {
        "title": f"version {target.number}",
        "definition": f"{target.key} version {target.number}",
        "bundle": target.id,
        "from_definition": f"{case_row.key} version {case_row.number}",
        "from_bundle": case_row.definition,
        "note": "; ".join(found.changes),
        "state": state["state_sha256"],
    }
    if work.actor is None:
        body["name"] = "the command line"
    return body


def _hand_over(rows: Rows, case_id: int, one: OpenTask, role: str) -> None:
    """Gives an open task to whom the new version says; whoever had taken it on gives it back."""
    theirs = task.c.organisation.is_not_distinct_from(one.organisation)
    rows.write(
        update(task)
        .where(task.c.uid == task_uid(case_id, one.uid), ~((task.c.role == role) & theirs))
        .values(
            role=role,
            organisation=one.organisation,
            claimed_by=None,
            version=task.c.version + 1,
        )
    )
