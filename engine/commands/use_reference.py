"""Put the reference tables that came with the installation into use, and seal which they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.audit.log import newest_in_register
from engine.commands.context import CommandContext
from engine.errors import NotAllowed

EVENT = "use_reference"


@dataclass(frozen=True, slots=True)
class UseReference:
    """Say in the register which reference tables are in use, when they are others than before."""

    def do(self, context: CommandContext) -> tuple[str, ...]:
        """The names of the tables that are new, changed or gone since the last were put in use."""
        if context.actor is not None:
            raise NotAllowed("reference tables are put into use by whoever installs the service")
        before = newest_in_register(context.db, EVENT)
        tables = context.reference.digests
        changed = _changed({} if before is None else before["tables"], tables)
        if changed or before is None:
            said = {"title": ", ".join(changed), "tables": dict(tables), "name": "the command line"}
            with context.keeping_register(EVENT, **said):
                pass  # the tables stand beside the service: the entry is all there is to keep
        return changed


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    names = sorted(before.keys() | after.keys())
    return tuple(name for name in names if before.get(name) != after.get(name))
