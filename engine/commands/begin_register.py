"""Begin a draft of the register, as a copy of the one in use."""

from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.registering import begin_draft, must_be_owner
from engine.register.sets import set_in_use, tables_of


@dataclass(frozen=True, slots=True)
class BeginRegister:
    """Begin a draft of the register in use, with a note of what it is for."""

    note: str = ""

    def do(self, context: CommandContext) -> int:
        """The number of the draft."""
        must_be_owner(context)
        in_use = set_in_use(context.db)
        tables = tables_of(context.db, in_use.number) if in_use else {}
        return begin_draft(context, "begin_register", tables, self.note)
