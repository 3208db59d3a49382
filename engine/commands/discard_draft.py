"""Discard a draft that will not be used."""

from dataclasses import dataclass

from sqlalchemy import delete

from engine.commands.context import CommandContext
from engine.definitions.registry import still, version
from engine.definitions.tables import definition, definition_act, definition_file
from engine.errors import DefinitionRefused, NotAllowed, Stale
from engine.people.may import may_model


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """Discard a draft."""

    key: str
    number: int

    def do(self, context: CommandContext) -> None:
        """Removes a draft; a version that was ever in use stays for good."""
        if why_not := may_model(context.who):
            raise NotAllowed(why_not)
        draft = version(context.db, self.key, self.number)
        if not draft.may_change:
            raise Stale("a version that was put into use cannot be discarded")
        if draft.status == "proposed":
            raise DefinitionRefused(
                "this draft waits for approval: it has to be returned or taken back first"
            )
        subject = f"{self.key} version {self.number}"
        with context.keeping_register(
            "discard_draft", subject=subject, bundle=draft.bundle_sha256
        ) as rows:
            if not rows.write(delete(definition).where(still(draft))):
                raise Stale("somebody else has changed this draft at the same moment")
            for table in (definition_file, definition_act):
                of_draft = (table.c.process_key == self.key, table.c.version == self.number)
                rows.write(delete(table).where(*of_draft))
