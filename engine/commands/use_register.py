"""Put a checked draft of the register into use: every next look at a case is under it.

Nobody does so alone. Who does is another process owner than whoever made the draft, and what is
put into use is exactly what their page showed them.
"""

from dataclasses import dataclass

from sqlalchemy import update

from engine.cases.telling_apart import must_be_told_apart
from engine.commands.context import CommandContext
from engine.commands.registering import AT_ONCE, draft_of
from engine.errors import DefinitionRefused, NotAllowed, Stale
from engine.people.identity import to_be_told_apart
from engine.people.may import may_put_into_use
from engine.register.makers import makers_of
from engine.register.sets import Act, SetRow, keep_act, set_in_use, still
from engine.register.tables import register_set

MOVED_ON = (
    "another register was put into use since this draft was begun: bring the draft up to it, and "
    "check it again"
)


@dataclass(frozen=True, slots=True)
class UseRegister:
    """Put a checked draft into use, by a second person."""

    number: int
    seen: str  # the identity of the draft that the page showed
    apart: frozenset[str] = frozenset()  # names of those confirmed to be somebody else

    def do(self, context: CommandContext) -> None:
        """Keeps the draft as the register in use; the one before is retired."""
        draft = draft_of(context, self.number, self.seen)
        if draft.checked_id != draft.id or draft.status != "checked":
            raise DefinitionRefused("check this draft first: only what has no errors is put to use")
        makers = makers_of(context.db, draft)
        if why_not := may_put_into_use(context.who, makers):
            raise NotAllowed(why_not)
        alike = to_be_told_apart(context.who, (), makers, context.reference.name_titles)
        must_be_told_apart(alike, self.apart)
        in_use = set_in_use(context.db)
        if in_use is None or in_use.number != draft.based_on:
            raise Stale(MOVED_ON)
        told_apart = "; ".join(other.name for other in alike)
        self._keep(context, draft, in_use, [maker.name for maker in makers], told_apart)

    def _keep(
        self,
        context: CommandContext,
        draft: SetRow,
        in_use: SetRow,
        makers: list[str],
        told_apart: str,
    ) -> None:
        about: dict[str, object] = {"subject": f"register {self.number}", "number": self.number}
        about |= {"set": draft.id, "made": sorted(makers), "instead_of": in_use.id}
        if told_apart:
            about["told_apart"] = told_apart
        with context.keeping_register("use_register", **about) as rows:
            if not rows.write(update(register_set).where(still(in_use)).values(status="retired")):
                raise Stale(MOVED_ON)
            used = {"published_by": context.person, "in_use_from": context.now}
            put = update(register_set).where(
                still(draft), register_set.c.checked_id == draft.checked_id
            )
            if not rows.write(put.values(status="in_use", **used)):
                raise Stale(AT_ONCE)
            keep_act(rows, self.number, Act("used", context.now, context.person))
