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
from engine.commands.context import AnyRow, CommandContext
from engine.commands.projections import keep_jobs, keep_tasks, task_uid
from engine.commands.step import state_of
from engine.definitions.registry import Version, been_in_use
from engine.errors import DefinitionRefused, NotAllowed, NotFound, Stale
from engine.execution.loaded import Loaded
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class MigrateCase:
    """Move a case to a version that is or was in use; what changed for it comes back."""

    reference: str
    number: int

    def do(self, context: CommandContext) -> tuple[str, ...]:
        """Keeps the case on the new version; DefinitionRefused with every obstacle."""
        if context.actor is not None and (why_not := may_model(context.actor)):
            raise NotAllowed(why_not)
        case_row = context.db.execute(
            select(case).where(case.c.reference == self.reference)
        ).first()
        if case_row is None:
            raise NotFound("there is no such case")
        if case_row.number == self.number:
            raise Stale(f"{self.reference} already runs version {self.number}")
        target = been_in_use(context.db, case_row.key, self.number)
        new = context.definitions.loaded(context.db, target.key, target.number, target.id)
        facts = context.facts(case_row)
        old = context.intact_process_of(case_row)
        found = migrate(case_row.state, old, new, facts, context.now)
        if isinstance(found, Migrated):
            seen = context.definitions.bundle(context.db, target.key, target.number, target.id)
            found = supplied(found, seen, asked_of(facts_of(context.db, case_row.id)))
        if isinstance(found, Reasons):
            raise DefinitionRefused(
                f"{self.reference} cannot move to version {self.number}: "
                + "; ".join(found.sentences)
            )
        self._keep(context, case_row, target, new, found)
        return found.changes

    def _keep(
        self,
        context: CommandContext,
        case_row: AnyRow,
        target: Version,
        new: Loaded,
        found: Migrated,
    ) -> None:
        changes = {
            "number": target.number,
            "definition": target.id,
            **state_of(found.outcome),
        }
        body = _body(context, case_row, target, found)
        with context.keeping(case_row, "migrate_case", body, **changes) as rows:
            keep_tasks(rows, context, case_row.id, new, found.outcome)
            for one in found.outcome.open_tasks:
                _hand_over(rows, case_row.id, one, new.model.nodes[one.element].role or "")
            keep_jobs(rows, context, case_row, found.outcome)


def _body(
    context: CommandContext, case_row: AnyRow, target: Version, found: Migrated
) -> dict[str, Any]:
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
    if context.actor is None:
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
