"""Open a case for a force: the first step of its process waits for whoever logs the request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert

from engine.audit.log import begin, case_chain
from engine.audit.rows import Rows
from engine.cases import runtime
from engine.cases.facts import Setter, keep_facts
from engine.cases.outcome import Outcome
from engine.cases.rows import CaseRow
from engine.cases.tables import case, case_serial
from engine.cases.values import texts_of
from engine.commands.context import CommandContext
from engine.commands.projections import keep_jobs, keep_tasks, task_uid
from engine.commands.step import digests, keep_decided, state_of, told_of
from engine.commands.writing import Writer, Written, keep_letters, write_letter
from engine.definitions.registry import current
from engine.errors import DefinitionRefused, NotAllowed
from engine.execution.loaded import Loaded
from engine.people.powers import Power
from engine.section26.derived import derived, kept
from engine.store.once import insert_into


@dataclass(frozen=True, slots=True)
class Made:
    """A case about to have a row: what its letters and its log say of it."""

    reference: str
    process_key: str
    version: int
    bundle_sha256: str
    force: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class StartCase:
    """Open a case of a definition for a force; the uid of its first task comes back.

    Where the case waits before anybody has a task it is the reference of the case instead.
    DefinitionRefused when the process would be over at once, or is too deep.
    """

    definition: str
    force: str

    def do(self, context: CommandContext) -> str:
        """Begins the process and keeps the case with its first task."""
        in_use = current(context.db, self.definition)
        loaded = context.definitions.loaded(context.db, in_use)
        row = context.reference.force(self.force, context.today)
        force = context.reference.lives_on(self.force, context.today)
        process_starters = loaded.model.processes[in_use.process_key].starters
        starters = process_starters or context.reference.roles_with(Power.OPEN_CASES, context.today)
        holdings = [h for h in context.who.holdings if h.role in starters]
        if not any(h.organisation == force for h in holdings):
            raise NotAllowed(
                f"only the international lead of {row['force_name']} may open its cases"
            )
        _must_begin(loaded, in_use.title)
        prefix = f"{row['code']}-{financial_year(context.today)}"
        with context.writing() as db:
            reference = f"{prefix}-{_next_serial(db, prefix):04d}"
            new_case = Made(
                reference=reference,
                process_key=in_use.process_key,
                version=in_use.version,
                bundle_sha256=in_use.bundle_sha256,
                force=force,
            )
            begin(db, case_chain(reference))
            return _keep(Rows(db), context, new_case, loaded)


def _must_begin(loaded: Loaded, title: str) -> None:
    """Refuses what was put into use before the check asked how deep it is."""
    for oddity in loaded.model.oddities:
        if oddity.rule == "nesting":
            raise DefinitionRefused(f"no case of '{title}' was opened: {oddity.sentence}")


def _keep(rows: Rows, context: CommandContext, new_case: Made, loaded: Loaded) -> str:
    """Begins the process and keeps what came of it; only here is the reference known."""
    facts = {
        **derived(context.reference, new_case.force, context.today),
        "case_ref": new_case.reference,
    }
    outcome = runtime.begin(loaded, facts, context.now)
    if outcome.ended is not None:
        title = loaded.model.processes[new_case.process_key].name or new_case.process_key
        raise DefinitionRefused(
            f"no case of '{title}' was opened, because it has no first task and would be over: a "
            "process owner must draw one after its start"
        )
    letters: list[Written] = []
    for due in outcome.letters:
        writer = Writer(due.element)
        letter = write_letter(context, new_case, due.rule, outcome.facts, writer, letters)
        letters = [*letters, letter]
    follows = texts_of(kept(facts))
    case_row = _insert(rows, context, new_case, outcome)
    keep_facts(rows.db, case_row.id, follows, Setter(context.now, None, None, None))
    keep_decided(rows.db, case_row.id, outcome, context.now)
    keep_letters(rows, case_row.id, letters, context)
    keep_tasks(rows, context, case_row.id, loaded, outcome)
    keep_jobs(rows, context, case_row, outcome)
    context.seal(rows, case_row, "start_case", _body(new_case, outcome, follows, letters))
    if not outcome.open_tasks:
        return new_case.reference
    return task_uid(case_row.id, outcome.open_tasks[0].uid)


def _insert(rows: Rows, context: CommandContext, new_case: Made, outcome: Outcome) -> CaseRow:
    state = state_of(outcome)
    new = CaseRow(
        id=new_case.id,
        reference=new_case.reference,
        process_key=new_case.process_key,
        version=new_case.version,
        bundle_sha256=new_case.bundle_sha256,
        force=new_case.force,
        title=str(outcome.facts.get("title") or "New request")[:200],
        status=state["status"],
        ended_as=state["ended_as"],
        revision=1,
        state=state["state"],
        state_sha256=state["state_sha256"],
        started_at=context.now,
        started_by=context.who.id,
        updated_at=context.now,
        incidents=0,
    )
    values = new._asdict()
    del values["id"]  # the database gives it
    (key,) = rows.write(insert(case).values(**values))
    return new._replace(id=int(key))


def _body(
    new_case: Made, outcome: Outcome, follows: Mapping[str, str], letters: list[Written]
) -> dict[str, object]:
    return {
        "follows": digests(follows),
        "letters": [letter.brief for letter in letters],
        "definition": f"{new_case.process_key} version {new_case.version}",
        "bundle": new_case.bundle_sha256,
        **told_of(outcome),
    }


def financial_year(day: date) -> str:
    """The financial year of a day, April to March, as its two ends: 1112 for 2011 to 2012."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first % 100:02d}{(first + 1) % 100:02d}"


def _next_serial(db: Connection, prefix: str) -> int:
    first_serial = insert_into(db, case_serial).values(prefix=prefix, last=1)
    raised = first_serial.on_conflict_do_update(
        index_elements=["prefix"], set_={"last": case_serial.c.last + 1}
    )
    return int(db.execute(raised.returning(case_serial.c.last)).scalar_one())
