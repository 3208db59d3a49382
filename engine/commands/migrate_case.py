"""Move a running case to another version of its definition: it stays as far on as it is."""

from dataclasses import dataclass

from sqlalchemy import select, update

from engine.audit.rows import Rows
from engine.cases.facts import facts_of
from engine.cases.lacking import asked_of
from engine.cases.migrate import Migrated, Reasons, migrate, supplied
from engine.cases.outcome import OpenTask
from engine.cases.rows import CaseRow
from engine.cases.tables import case, task
from engine.commands.context import CommandContext
from engine.commands.projections import keep_jobs, keep_tasks, task_uid
from engine.commands.step import state_of
from engine.definitions.registry import been_in_use
from engine.definitions.rows import VersionRow
from engine.errors import DefinitionRefused, NotAllowed, NotFound, Stale
from engine.execution.loaded import Loaded
from engine.people.may import may_model
from engine.store.reading import first_row


@dataclass(frozen=True, slots=True)
class MigrateCase:
    """Move a case to a version that is or was in use; what changed for it comes back."""

    reference: str
    number: int

    def do(self, context: CommandContext) -> tuple[str, ...]:
        """Keeps the case on the new version; DefinitionRefused with every obstacle."""
        if context.actor is not None and (why_not := may_model(context.actor)):
            raise NotAllowed(why_not)
        this = select(case).where(case.c.reference == self.reference)
        case_row = first_row(context.db, this, CaseRow)
        if case_row is None:
            raise NotFound("there is no such case")
        if case_row.version == self.number:
            raise Stale(f"{self.reference} already runs version {self.number}")
        target = been_in_use(context.db, case_row.process_key, self.number)
        new = context.definitions.loaded(context.db, target)
        facts = context.facts(case_row)
        old = context.intact_process_of(case_row)
        outcome = migrate(case_row.state, old, new, facts, context.now)
        if isinstance(outcome, Migrated):
            bundle = context.definitions.bundle(context.db, target)
            outcome = supplied(outcome, bundle, asked_of(facts_of(context.db, case_row.id)))
        if isinstance(outcome, Reasons):
            raise DefinitionRefused(
                f"{self.reference} cannot move to version {self.number}: "
                + "; ".join(outcome.sentences)
            )
        self._keep(context, case_row, target, new, outcome)
        return outcome.changes

    def _keep(
        self,
        context: CommandContext,
        case_row: CaseRow,
        target: VersionRow,
        new: Loaded,
        migrated: Migrated,
    ) -> None:
        changes = {
            "version": target.version,
            "bundle_sha256": target.bundle_sha256,
            **state_of(migrated.outcome),
        }
        body = _body(context, case_row, target, migrated)
        with context.keeping(case_row, "migrate_case", body, **changes) as rows:
            keep_tasks(rows, context, case_row.id, new, migrated.outcome)
            for open_task in migrated.outcome.open_tasks:
                role = new.model.nodes[open_task.element].role or ""
                _hand_over(rows, case_row.id, open_task, role)
            keep_jobs(rows, context, case_row, migrated.outcome)


def _body(
    context: CommandContext, case_row: CaseRow, target: VersionRow, migrated: Migrated
) -> dict[str, object]:
    state = state_of(migrated.outcome)
    body: dict[str, object] = {
        "title": f"version {target.version}",
        "definition": f"{target.process_key} version {target.version}",
        "bundle": target.bundle_sha256,
        "from_definition": f"{case_row.process_key} version {case_row.version}",
        "from_bundle": case_row.bundle_sha256,
        "note": "; ".join(migrated.changes),
        "state": state["state_sha256"],
    }
    if context.actor is None:
        body["name"] = "the command line"
    return body


def _hand_over(rows: Rows, case_id: int, open_task: OpenTask, role: str) -> None:
    """Gives an open task to whom the new version says; whoever had taken it on gives it back."""
    theirs = task.c.organisation.is_not_distinct_from(open_task.organisation)
    rows.write(
        update(task)
        .where(task.c.uid == task_uid(case_id, open_task.uid), ~((task.c.role == role) & theirs))
        .values(
            role=role,
            organisation=open_task.organisation,
            claimed_by=None,
            version=task.c.version + 1,
        )
    )
