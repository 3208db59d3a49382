"""Open a case for a force: the first step of its process waits for whoever logs the request."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from engine.audit.chain import START, entry
from engine.cases import runtime
from engine.cases.facts import Setter, keep_facts
from engine.cases.outcome import Outcome
from engine.cases.tables import case, case_serial
from engine.commands.projections import keep_jobs, keep_tasks, task_uid
from engine.commands.step import digests, state_of, write_entry
from engine.commands.work import KEPT_OF_DERIVED, Work
from engine.definitions.registry import Version, current
from engine.errors import NotAllowed
from engine.people.reference import derived
from engine.store.once import insert_into


@dataclass(frozen=True, slots=True)
class StartCase:
    """Open a case of a definition for a force; the uid of its first task comes back."""

    definition: str
    force: str

    def do(self, work: Work) -> str:
        """Begins the process and keeps the case with its first task."""
        version = current(work.db, self.definition)
        loaded = work.definitions.loaded(work.db, version.key, version.number, version.id)
        row = work.reference.force(self.force, work.today)
        starters = loaded.model.processes[version.key].starters or ("force_lead",)
        mine = [h for h in work.who.holdings if h.role in starters]
        if not any(h.organisation == self.force for h in mine):
            raise NotAllowed(
                f"only the international lead of {row['force_name']} may open its cases"
            )
        facts = derived(work.reference, self.force, work.today)
        outcome = runtime.begin(loaded, facts, work.now)
        prefix = f"{row['code']}-{financial_year(work.today)}"
        with work.writing() as db:
            reference = f"{prefix}-{_next_serial(db, prefix):04d}"
            kept = {key: facts[key] for key in KEPT_OF_DERIVED if key in facts}
            named = kept | {"case_ref": reference}
            case_id = self._open(db, work, version, outcome, named)
            keep_facts(db, case_id, named, Setter(work.now, None, None, None))
            keep_tasks(db, work, case_id, loaded, outcome)
            keep_jobs(db, work, db.execute(select(case).where(case.c.id == case_id)).one(), outcome)
        return task_uid(case_id, outcome.open_tasks[0].uid) if outcome.open_tasks else reference

    def _open(
        self, db: Connection, work: Work, version: Version, outcome: Outcome, facts: dict[str, Any]
    ) -> int:
        reference = facts["case_ref"]
        sealed = entry(1, START, work.entry("start_case", _body(version, outcome, facts)))
        made = db.execute(
            insert(case).values(
                reference=reference,
                key=version.key,
                number=version.number,
                definition=version.id,
                force=self.force,
                title="New request",
                revision=1,
                audit_n=sealed.n,
                audit_seal=sealed.seal,
                started_at=work.now,
                started_by=work.who.id,
                updated_at=work.now,
                **state_of(outcome),
            )
        )
        write_entry(db, reference, sealed)
        return int(made.inserted_primary_key[0])  # type: ignore[index]


def _body(version: Version, outcome: Outcome, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "case": facts["case_ref"],
        "follows": digests(facts),
        "definition": f"{version.key} version {version.number}",
        "bundle": version.id,
        "passed": list(outcome.passed),
        "state": state_of(outcome)["state_sha256"],
    }


def financial_year(on: date) -> str:
    """The financial year of a day, April to March, as its two ends: 1112 for 2011 to 2012."""
    first = on.year if on.month >= 4 else on.year - 1
    return f"{first % 100:02d}{(first + 1) % 100:02d}"


def _next_serial(db: Connection, prefix: str) -> int:
    made = insert_into(db, case_serial).values(prefix=prefix, last=1)
    raised = made.on_conflict_do_update(
        index_elements=["prefix"], set_={"last": case_serial.c.last + 1}
    )
    return int(db.execute(raised.returning(case_serial.c.last)).scalar_one())
