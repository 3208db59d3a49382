"""Bring a draft of the register up to the one in use, when that has moved on since it was begun."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.commands.registering import AT_ONCE, draft_of
from engine.errors import Stale
from engine.register.difference import merge
from engine.register.rows import identity_of
from engine.register.sets import Act, change_rows, keep_act, set_in_use, tables_of
from engine.register.tables import register_set


@dataclass(frozen=True, slots=True)
class CatchUpRegister:
    """Take into a draft what was put into use since it was begun; its own changes stay."""

    number: int
    seen: str  # the identity of the draft that the page showed

    def do(self, context: CommandContext) -> tuple[str, ...]:
        """The rows that both have changed, which stay as the draft has them."""
        draft = draft_of(context, self.number, self.seen)
        in_use = set_in_use(context.db)
        if in_use is None or in_use.number == draft.based_on:
            return ()
        base = tables_of(context.db, draft.based_on) if draft.based_on else {}
        ours, theirs = tables_of(context.db, self.number), tables_of(context.db, in_use.number)
        merged = merge(context.registers.schema, base, ours, theirs)
        about = {"subject": f"register {self.number}", "number": self.number}
        about |= {"set": identity_of(merged.tables)}
        note = f"brought up to register {in_use.number}"
        with context.keeping_register("catch_up_register", **about) as rows:
            if not change_rows(rows, draft, merged.tables):
                raise Stale(AT_ONCE)
            of_draft = register_set.c.number == self.number
            rows.write(update(register_set).where(of_draft).values(based_on=in_use.number))
            keep_act(rows, self.number, Act("changed", context.now, context.person, note))
        return tuple(f"{change.table} {change.key}" for change in merged.kept_as_ours)
