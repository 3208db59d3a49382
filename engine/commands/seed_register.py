"""Put the register that comes with the product into use, where none is: at installation."""

from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.errors import NotAllowed
from engine.register.rows import Tables, identity_of
from engine.register.sets import Act, SetRow, keep_act, keep_set, next_number, set_in_use


@dataclass(frozen=True, slots=True)
class SeedRegister:
    """Make these tables the first set of the register, in use."""

    tables: Tables

    def do(self, context: CommandContext) -> bool:
        """Whether they were put into use now: a set that is in use stays."""
        if context.actor is not None:
            raise NotAllowed("whoever installs the service puts its first register into use")
        if set_in_use(context.db):
            return False
        number = next_number(context.db)
        set_id = identity_of(self.tables)
        seed = SetRow(
            number=number,
            id=set_id,
            status="in_use",
            based_on=None,
            seed_id=set_id,
            note="Shipped with the service",
            made_at=context.now,
            made_by=None,
            checked_id=set_id,
            in_use_from=context.now,
        )
        subject = f"register {number}"
        with context.keeping_register(
            "seed_register", subject=subject, number=number, set=set_id
        ) as rows:
            keep_set(rows, seed, self.tables)
            keep_act(rows, number, Act("used", context.now, None))
        return True
