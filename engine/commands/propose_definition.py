"""Ask for a checked draft to be put into use: another process owner looks at it and decides."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.commands.proposing import AT_ONCE, draft_of, must_have_key, names_in, reason_in
from engine.definitions.acts import Act, acts_of, keep_act
from engine.definitions.registry import files_of, still
from engine.definitions.rows import VersionRow
from engine.definitions.tables import definition
from engine.errors import DefinitionRefused, Stale


@dataclass(frozen=True, slots=True)
class ProposeDefinition:
    """Propose a checked draft, saying what is changed and why."""

    key: str
    number: int
    why: str
    seen: str | None = None  # the identity of the draft that the page showed

    def do(self, context: CommandContext) -> None:
        """Keeps the proposal; refused while the draft is unchecked or has problems."""
        draft = draft_of(context, self.key, self.number, self.seen)
        if draft.status == "proposed":
            raise Stale("this draft waits for approval already")
        if draft.checked_sha256 != draft.bundle_sha256:
            raise DefinitionRefused("check this draft for problems before you propose it")
        if draft.status != "checked":
            raise DefinitionRefused("this draft has problems: mend them and check it again")
        why = reason_in(self.why, "why", "Enter what is changed, and why")
        must_have_key(files_of(context.db, self.key, self.number), self.key)
        self._keep(context, draft, why)

    def _keep(self, context: CommandContext, draft: VersionRow, why: str) -> None:
        act = Act(
            "proposed", context.now, context.person, draft.bundle_sha256, why, context.who.name
        )
        names = names_in((*acts_of(context.db, self.key, self.number), act))
        subject = f"{self.key} version {self.number}"
        proposed = {"status": "proposed", "proposed_at": context.now, "proposed_by": context.person}
        checked = definition.c.checked_sha256 == draft.bundle_sha256
        put = update(definition).where(still(draft), checked)
        with context.keeping_register(
            "propose_definition", subject=subject, bundle=draft.bundle_sha256, **names
        ) as rows:
            if not rows.write(put.values(**proposed)):
                raise Stale(AT_ONCE)
            keep_act(rows, self.key, self.number, act)
