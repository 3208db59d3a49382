"""Note that a signed-in person is at work, so that only idle sign-ins end."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.people.passwords import token_hash
from engine.people.tables import sign_in


@dataclass(frozen=True, slots=True)
class StaySignedIn:
    """Note that the holder of a token is at work now. Not in the audit log: it changes nothing."""

    token: str

    def do(self, context: CommandContext) -> None:
        """Keeps the moment."""
        with context.writing() as db:
            db.execute(
                update(sign_in)
                .where(sign_in.c.token_hash == token_hash(self.token))
                .values(seen_at=context.now)
            )
