"""Sign out: the token is worth nothing from then on."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.people.passwords import token_hash
from engine.people.tables import sign_in


@dataclass(frozen=True, slots=True)
class SignOut:
    """Sign out."""

    token: str

    def do(self, context: CommandContext) -> None:
        """Ends the sign-in that the token stands for."""
        ended = (
            update(sign_in)
            .where(sign_in.c.token_hash == token_hash(self.token), sign_in.c.ended_at.is_(None))
            .values(ended_at=context.now)
        )
        with context.keeping_register("sign_out") as rows:
            rows.write(ended)
