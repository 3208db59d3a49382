"""Note that a part of the service is at work, so that others can see when it no longer is."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.jobs.heartbeat import PAGES, WORKER
from engine.jobs.tables import heartbeat
from engine.store.once import insert_once


@dataclass(frozen=True, slots=True)
class Beat:
    """Note that it is there now. Not in the audit log: it changes nothing."""

    name: str

    def do(self, context: CommandContext) -> None:
        """Keeps the moment; Unavailable while nothing can be written."""
        with context.writing() as db:
            insert_once(db, heartbeat, name=self.name, at=context.now)
            of_this_name = update(heartbeat).where(heartbeat.c.name == self.name)
            db.execute(of_this_name.values(at=context.now))


FROM_THE_PAGES, FROM_A_WORKER = Beat(PAGES), Beat(WORKER)
