"""What a day, or a draft of the register, changes for the cases at hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from engine.cases.facts import facts_of
from engine.cases.rows import CaseRow
from engine.cases.tables import case, fact
from engine.context import QueryContext
from engine.errors import NotAllowed
from engine.letters.tables import letter
from engine.people.may import may_read_definitions
from engine.people.reference import Reference
from engine.queries.damage import readable
from engine.register.reference import reference_of
from engine.register.sets import set_numbered, tables_of
from engine.section26.what_changes import CONSENT_ENDS, CaseAtHand, Changes, Needs, changes_between
from engine.store.reading import all_rows

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WhatChanges:
    """What is other on a day than on the day before, or in a draft than in the register in use."""

    day: date
    draft: int | None  # the number of the register that is compared with the one in use
    changes: Changes
    titles: dict[str, str]  # of letters, by their codes


def what_changes(
    context: QueryContext,
    day: date | None = None,
    number: int | None = None,
    other: Reference | None = None,
) -> WhatChanges:
    """What *day*, by itself today, changes: for whoever may read definitions, and for operators.

    Register *number*, or the tables *other*, are compared with those in use on that one day.
    """
    if context.actor is not None and (why_not := may_read_definitions(context.actor)):
        raise NotAllowed(why_not)
    day = day or context.today
    if number is not None:
        set_numbered(context.db, number)
        other = reference_of(context.registers.schema, tables_of(context.db, number))
    before = (context.reference, day if other else day - DAY)
    changes = changes_between(before, (other or context.reference, day), _at_hand(context, day))
    codes = {code for one in changes.cases for code in one.letters}
    titles = {code: context.reference.letter_title(code, day) for code in sorted(codes)}
    return WhatChanges(day, number, changes, titles)


def _at_hand(context: QueryContext, day: date) -> Iterator[CaseAtHand]:
    """Every open case, and every case whose consent stands on that day, oldest first."""
    consented = select(fact.c.case_id).where(
        fact.c.key == CONSENT_ENDS, fact.c.current.is_(True), fact.c.case_id == case.c.id
    )
    which = or_(case.c.status == "open", and_(case.c.status == "ended", consented.exists()))
    for row in all_rows(context.db, select(case).where(which).order_by(case.c.id), CaseRow):
        if row.status == "open":
            yield CaseAtHand(row.reference, row.force, None, _to_come(context, row))
            continue
        last_day = facts_of(context.db, row.id).get(CONSENT_ENDS)
        if isinstance(last_day, date) and last_day >= day:
            yield CaseAtHand(row.reference, row.force, last_day, {})


def _to_come(context: QueryContext, row: CaseRow) -> Needs:
    """What each letter prints that a case may still write: all that its process has not."""
    written = select(letter.c.code).where(
        letter.c.case_id == row.id, letter.c.status != "superseded"
    )
    issued = set(context.db.execute(written).scalars())
    nodes = readable(lambda: list(context.process_of(row).model.nodes.values()), [])
    codes = {rule.code for node in nodes for rule in node.letters} - issued
    return {code: _needs(context, row, code) for code in sorted(codes)}


def _needs(context: QueryContext, row: CaseRow, code: str) -> frozenset[str]:
    nothing: frozenset[str] = frozenset()
    return readable(lambda: context.definitions.letter(context.db, row, code).needs, nothing)
