"""What a command works with: what a query sees, and one way to keep a change."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, select, update

from engine.audit.log import append, append_to_register, case_chain
from engine.audit.rows import PreparedWrite, Rows
from engine.cases.facts import facts_of
from engine.cases.reach import sees
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import case, task
from engine.cases.unread import Unread
from engine.context import QueryContext
from engine.crash import crash_point
from engine.errors import NotAllowed, NotFound, Stale
from engine.feel.layers import Layers
from engine.feel.values import Facts
from engine.people.may import AuthorisationContext, may
from engine.register.keeper import ID_IN_USE
from engine.section26.deployment import OFFICERS
from engine.section26.derived import KEPT, derived
from engine.store.prepared import PreparedColumn, PreparedPair
from engine.store.session import Database

ALWAYS = frozenset({*KEPT, "title", OFFICERS})  # what every step looks at

_CASE_AND_TASK = PreparedPair(
    select(*case.c, *task.c, ID_IN_USE.scalar_subquery().label("register"))
    .join(task, task.c.case_id == case.c.id)
    .where(task.c.uid == bindparam("uid")),
    CaseRow,
    TaskRow,
    str,
)
_GUARD = PreparedWrite(
    update(case).where(case.c.id == bindparam("case"), case.c.revision == bindparam("seen"))
)
_LOCK = PreparedColumn(
    select(case.c.id).where(case.c.id == bindparam("case")).with_for_update(), int
)


class MovedOn(Exception):
    """Another command changed the case between our look and our keeping: look again."""


@dataclass(slots=True, kw_only=True)
class CommandContext(QueryContext):
    """What a query has, and one way to keep a change."""

    database: Database
    kept_facts: Unread | None = None  # of the case last looked at

    @property
    def person(self) -> int | None:
        """The id of who acts, or None when the clock does."""
        return self.actor.id if self.actor else None

    def case_and_task(self, uid: str) -> tuple[CaseRow, TaskRow]:
        """The case row and its task row, of one moment, so that the guard means something.

        Which register is in use is read with them.
        """
        look = _CASE_AND_TASK.first(self.db, {"uid": uid})
        if look is None:
            raise NotFound("there is no such task")
        case_row, task_row, in_use = look
        self.known_register = self.registers.identified(self.db, in_use)
        return case_row, task_row

    def facts(self, case_row: CaseRow, form: str | None = None) -> Layers:
        """As a query's, but read ahead are only those that a step with that form looks at."""
        keys = self.definitions.looked_at(self.db, case_row, form) | ALWAYS
        self.kept_facts = facts_of(self.db, case_row.id, keys)
        case_facts = {"case_ref": case_row.reference}
        crash_point("after_look")
        return Layers(
            case_facts, derived(self.reference, case_row.force, self.today), self.kept_facts
        )

    def allow(self, case_row: CaseRow, task_row: TaskRow, facts: Facts) -> AuthorisationContext:
        """What bears on who may act here; says no in a sentence unless the actor may."""
        requirement = self.requirement(task_row, self.process_of(case_row).model)
        authorisation = self.authorisation(case_row, facts, requirement)
        why_not = may(self.who, requirement, authorisation)
        if why_not is None:
            return authorisation
        if not sees(self.db, self.who, self.reference, case_row, self.today):
            raise NotFound("there is no such task")
        raise NotAllowed(why_not)

    @contextmanager
    def keeping(
        self, case_row: CaseRow, event: str, body: Mapping[str, object], **changes: object
    ) -> Iterator[Rows]:
        """The one write transaction of a step on a case: the guard first, its entry last.

        What is written through the rows given out is sealed by the entry.
        """
        with self.writing() as db:
            rows = Rows(db)
            guard = {"case": case_row.id, "seen": case_row.revision}
            new_values = {"revision": case_row.revision + 1, "updated_at": self.now, **changes}
            if not rows.run(_GUARD, guard | new_values):
                raise MovedOn
            crash_point("after_guard")
            yield rows
            self.seal(rows, case_row, event, body)

    @contextmanager
    def keeping_beside(
        self, case_row: CaseRow, event: str, body: Mapping[str, object]
    ) -> Iterator[Rows]:
        """A write on a case that no step beside it could make wrong: it waits, and moves nothing.

        Nobody's look is overtaken by it, and it is never done twice for another's step.
        """
        with self.writing() as db:
            _LOCK.first(db, {"case": case_row.id})
            rows = Rows(db)
            yield rows
            self.seal(rows, case_row, event, body)

    @contextmanager
    def keeping_register(self, event: str, **body: object) -> Iterator[Rows]:
        """A write transaction that touches no case, with its entry in the register's log last."""
        with self.writing() as db:
            rows = Rows(db)
            yield rows
            append_to_register(db, {**self.entry(event, body), **rows.sealed(None)})

    def seal(self, rows: Rows, case_row: CaseRow, event: str, body: Mapping[str, object]) -> None:
        """Adds the entry of what was written to the case's chain: the last write there is."""
        entry = self.entry(event, {"case": case_row.reference, **body})
        sealed = rows.sealed(case_row.id)
        append(rows.db, case_chain(case_row.reference), {**entry, **sealed})

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The look is over; now one write transaction, kept whole or not at all."""
        with self.database.writing_on(self.db) as db:
            yield db
            crash_point("before_commit")
        crash_point("after_commit")

    def let_go(self) -> None:
        """Leaves the connection to others, while something slow is done; `afresh` looks again."""
        self.db.close()

    @contextmanager
    def afresh(self) -> Iterator["CommandContext"]:
        """The same work on another look, for a command that let go of its first one."""
        with self.database.reading() as db:
            yield replace(self, db=db, kept_facts=None, known_register=None)

    def entry(self, event: str, body: Mapping[str, object]) -> dict[str, object]:
        """The body of an audit entry: what happened, when, by whom and for which office."""
        actor = self.actor
        offices = sorted({h.organisation_name for h in actor.holdings}) if actor else []
        return {
            "event": event,
            "at": self.now.isoformat(),
            "person": actor.id if actor else None,
            "name": actor.name if actor else "the clock",
            "for": ", ".join(offices),
            "register": self.register.id,
            **body,
        }


def must_be_open(task_row: TaskRow, *statuses: str) -> None:
    """Stale unless the task still waits in one of *statuses*."""
    if task_row.status not in (statuses or ("open",)):
        raise Stale("somebody has already finished this task: go back to the case to see how")


def must_be_version(task_row: TaskRow, version: int | None) -> None:
    """Stale unless the page showed the task as it is now."""
    if version is not None and task_row.version != version:
        raise Stale("this task was changed after your page was opened: open it again")
