"""Whether somebody changed an answer since a page was opened: told with all that was said."""

from sqlalchemy import select

from engine.cases.amending import StepToAmend
from engine.cases.rows import CurrentFact
from engine.cases.tables import fact
from engine.cases.values import from_json
from engine.commands.context import CommandContext
from engine.errors import Stale
from engine.feel.values import Facts


def must_not_be_overtaken(
    context: CommandContext, to_amend: StepToAmend, changes: Facts, seen: int | None
) -> None:
    """Stale when one of the facts to change is newer than the page, which saw those up to *seen*.

    The sentence says what the page said, what is kept now, and what was to be put there.
    """
    if seen is None or context.kept_facts is None:
        return
    for row in context.kept_facts.rows(frozenset(changes)):
        if row.key in changes and row.id > seen:
            now = to_amend.facts.get(row.key)
            before, current, wanted = (
                to_amend.in_words(row.key, value)
                for value in (_value_before(context, row, seen), now, changes[row.key])
            )
            raise Stale(
                f"'{to_amend.definition.readers.label(row.key)}' was changed after your page was "
                f"opened: it said '{before}', now it says '{current}', and you say '{wanted}'. "
                "Open the page again to change it"
            )


def _value_before(context: CommandContext, row: CurrentFact, seen: int) -> object:
    """What a fact was when the page was opened; None when it was not yet there."""
    this = select(fact.c.case_id).where(fact.c.id == row.id).scalar_subquery()
    text = context.db.execute(
        select(fact.c.value)
        .where(fact.c.case_id == this, fact.c.key == row.key, fact.c.id <= seen)
        .order_by(fact.c.id.desc())
        .limit(1)
    ).scalar()
    return None if text is None else from_json(text)
