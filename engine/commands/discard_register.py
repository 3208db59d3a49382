"""Discard a draft of the register that will not be used."""

from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.registering import AT_ONCE, draft_of
from engine.errors import Stale
from engine.register.sets import discard


@dataclass(frozen=True, slots=True)
class DiscardRegister:
    """Discard a draft; a register that was ever in use stays for good."""

    number: int

    def do(self, context: CommandContext) -> None:
        """Removes the draft with what was done to it; the log keeps that it was there."""
        draft = draft_of(context, self.number, None)
        about = {"subject": f"register {self.number}", "number": self.number, "set": draft.id}
        with context.keeping_register("discard_register", **about) as rows:
            if not discard(rows, draft):
                raise Stale(AT_ONCE)
