"""Which running cases could move to a version of their definition, and why the others could not."""

from dataclasses import dataclass

from sqlalchemy import select

from engine.bpmn.load import Loaded
from engine.cases.facts import facts_of
from engine.cases.lacking import asked_of
from engine.cases.migrate import Migrated, Reasons, migrate, supplied
from engine.cases.tables import case
from engine.definitions.registry import been_in_use
from engine.errors import EngineError, NotAllowed
from engine.lint.bundle import Bundle
from engine.people.may import may_model, may_read_definitions
from engine.queries.look import AnyRow, Look


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
    """What a move of every case on an older version would come to."""

    key: str
    number: int
    title: str
    cases: tuple[Prospect, ...]
    may_move: bool

    @property
    def able(self) -> tuple[Prospect, ...]:
        """The cases that can move."""
        return tuple(one for one in self.cases if one.can)


def could_migrate(look: Look, key: str, number: int) -> Prospects:
    """Every running case on an older version, tried and left as it is."""
    if look.actor is not None and (why_not := may_read_definitions(look.actor)):
        raise NotAllowed(why_not)
    target = been_in_use(look.db, key, number)
    new = look.definitions.loaded(look.db, key, number, target.id)
    seen = look.definitions.bundle(look.db, key, number, target.id)
    rows = look.db.execute(
        select(case)
        .where(case.c.key == key, case.c.number < number, case.c.status == "open")
        .order_by(case.c.id)
    ).all()
    may_move = look.actor is None or may_model(look.actor) is None
    cases = tuple(_prospect(look, row, new, seen) for row in rows)
    return Prospects(key, number, target.title, cases, may_move)


def _prospect(look: Look, row: AnyRow, new: Loaded, seen: Bundle) -> Prospect:
    try:
        found = migrate(row.state, look.loaded(row), new, look.facts(row), look.now)
        if isinstance(found, Migrated):
            found = supplied(found, seen, asked_of(facts_of(look.db, row.id)))
    except EngineError as problem:  # one damaged case must not hide what the others could do
        return Prospect(row.reference, row.number, (str(problem),))
    if isinstance(found, Reasons):
        return Prospect(row.reference, row.number, found.sentences)
    return Prospect(row.reference, row.number, (), found.changes)
