"""Which running cases could move to a version of their definition, and why the others could not."""

from dataclasses import dataclass

from sqlalchemy import func, select

from engine.analysis.definition import Definition
from engine.cases.facts import facts_of
from engine.cases.lacking import asked_of
from engine.cases.migrate import Migrated, Reasons, migrate, supplied
from engine.cases.rows import CaseRow
from engine.cases.tables import case
from engine.context import QueryContext
from engine.definitions.registry import been_in_use
from engine.errors import EngineError, NotAllowed
from engine.execution.loaded import Loaded
from engine.people.may import may_model, may_read_definitions
from engine.store.reading import all_rows

AT_ONCE = 100  # cases tried in one look: each takes a moment


@dataclass(frozen=True, slots=True)
class Prospect:
    """A case on an older version: the reasons it stays there, or what a move would change."""

    reference: str
    number: int
    reasons: tuple[str, ...]
    changes: tuple[str, ...] = ()

    @property
    def can(self) -> bool:
        """Whether the case can move."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Prospects:
    """What a move of the cases on older versions would come to, so many of them at once."""

    key: str
    number: int
    title: str
    cases: tuple[Prospect, ...]
    may_move: bool
    running: int = 0  # how many cases run on older versions, those on other pages among them
    after: int | None = None  # where the next cases begin; None when these are the last

    @property
    def able(self) -> tuple[Prospect, ...]:
        """The cases that can move."""
        return tuple(prospect for prospect in self.cases if prospect.can)


def could_migrate(context: QueryContext, key: str, number: int, after: int = 0) -> Prospects:
    """The running cases on older versions, tried and left as they are: 100 from *after* on."""
    if context.actor is not None and (why_not := may_read_definitions(context.actor)):
        raise NotAllowed(why_not)
    target = been_in_use(context.db, key, number)
    new = context.definitions.loaded(context.db, target)
    bundle = context.definitions.bundle(context.db, target)
    older = (case.c.process_key == key, case.c.version < number, case.c.status == "open")
    running = int(context.db.execute(select(func.count(case.c.id)).where(*older)).scalar_one())
    few = select(case).where(*older, case.c.id > after).order_by(case.c.id).limit(AT_ONCE + 1)
    rows = all_rows(context.db, few, CaseRow)
    following = rows[AT_ONCE - 1].id if len(rows) > AT_ONCE else None
    may_move = context.actor is None or may_model(context.actor) is None
    cases = tuple(_prospect(context, row, new, bundle) for row in rows[:AT_ONCE])
    return Prospects(key, number, target.title, cases, may_move, running, following)


def _prospect(context: QueryContext, row: CaseRow, new: Loaded, bundle: Definition) -> Prospect:
    try:
        old, facts = context.intact_process_of(row), context.facts(row)
        outcome = migrate(row.state, old, new, facts, context.now)
        if isinstance(outcome, Migrated):
            outcome = supplied(outcome, bundle, asked_of(facts_of(context.db, row.id)))
    except EngineError as problem:  # one damaged case must not hide what the others could do
        return Prospect(row.reference, row.version, (str(problem),))
    if isinstance(outcome, Reasons):
        return Prospect(row.reference, row.version, outcome.sentences)
    return Prospect(row.reference, row.version, (), outcome.changes)
