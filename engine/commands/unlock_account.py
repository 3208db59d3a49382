"""Let an account that was guessed at be tried again at once."""

from dataclasses import dataclass

from sqlalchemy import select

from engine.commands.context import CommandContext
from engine.commands.tries import forgive
from engine.errors import NotAllowed, NotFound
from engine.people.mail import mail_address
from engine.people.may import may_administer
from engine.people.nearly import did_you_mean
from engine.people.tables import person


@dataclass(frozen=True, slots=True)
class UnlockAccount:
    """Forget the wrong passwords tried on an account, wherever they came from."""

    email: str
    operator: str = ""  # who asks at the command line, where nobody is signed in

    def do(self, context: CommandContext) -> int:
        """Keeps who asked; the number of places that had failed comes back.

        NotFound when there is no such account, with the one that is meant where one is like it.
        """
        if context.actor is not None and (why_not := may_administer(context.actor)):
            raise NotAllowed(why_not)
        email = mail_address(self.email)
        accounts = list(context.db.execute(select(person.c.email)).scalars())
        if email not in accounts:
            raise NotFound(f"there is no account '{email}'{did_you_mean(email, accounts)}")
        with context.keeping_register(
            "unlock_account", subject=email, **self._operator_name()
        ) as rows:
            return forgive(rows.db, email)

    def _operator_name(self) -> dict[str, str]:
        return {"name": f"{self.operator} at the command line"} if self.operator else {}
