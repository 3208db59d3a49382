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
        last_entry = newest_in_register(context.db, EVENT)
        tables = context.reference.digests
        changed = _tables_changed({} if last_entry is None else last_entry["tables"], tables)
        if changed or last_entry is None:
            entry = {
                "title": ", ".join(changed),
                "tables": dict(tables),
                "name": "the command line",
            }
            with context.keeping_register(EVENT, **entry):
                pass  # the tables stand beside the service: the entry is all there is to keep
        return changed


def _tables_changed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    names = sorted(old.keys() | new.keys())
    return tuple(name for name in names if old.get(name) != new.get(name))
