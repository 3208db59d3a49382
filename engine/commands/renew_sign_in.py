"""Give a signed-in person a new token, because what they may do is not what it was."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from engine.commands.context import CommandContext
from engine.people.passwords import new_token, token_hash
from engine.people.rights import rights_of
from engine.people.tables import sign_in


@dataclass(frozen=True, slots=True)
class RenewSignIn:
    """End a token and open another in its place, which lasts no longer than the first would."""

    token: str

    def do(self, context: CommandContext) -> str:
        """The new token; empty where the old one has ended meanwhile."""
        token = new_token()
        ending = (
            update(sign_in)
            .where(
                sign_in.c.token_hash == token_hash(self.token),
                sign_in.c.person_id == context.person,
                sign_in.c.ended_at.is_(None),
            )
            .values(ended_at=context.now)
        )
        began = select(sign_in.c.started_at).where(sign_in.c.token_hash == token_hash(self.token))
        with context.keeping_register("renew_sign_in", subject=context.who.email) as rows:
            if not rows.write(ending):
                return ""
            rows.write(
                insert(sign_in).values(
                    token_hash=token_hash(token),
                    person_id=context.who.id,
                    started_at=rows.db.execute(began).scalar_one(),
                    seen_at=context.now,
                    rights=rights_of(context.who),
                )
            )
        return token
