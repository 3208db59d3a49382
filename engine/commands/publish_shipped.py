"""Put a bundle into use without a process owner: at installation, and in rehearsals."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.work import Work
from engine.definitions.bundle import identity
from engine.definitions.registry import Version, keep_version, key_of, next_number, versions
from engine.definitions.tables import definition
from engine.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class PublishShipped:
    """Put the shipped bundle into use where no owner has put one of their own."""

    bundle: Mapping[str, bytes]

    def do(self, work: Work) -> Version:
        """The version now in use; nothing changes when an owner's own or the same one is."""
        if work.actor is not None:
            raise NotAllowed("a person publishes a draft that was checked, not a shipped bundle")
        key, title = key_of(self.bundle)
        made_id = identity(self.bundle)
        in_use = next((v for v in versions(work.db, key) if v.status == "published"), None)
        if in_use is not None and (in_use.made_by is not None or in_use.id == made_id):
            return in_use
        made = self._version(work, key, title)
        subject = f"{key} version {made.number}"
        with work.keeping_register("publish_shipped", subject=subject, bundle=made_id) as db:
            older = (definition.c.key == key, definition.c.status == "published")
            db.execute(update(definition).where(*older).values(status="retired"))
            keep_version(db, made, self.bundle)
        return made

    def _version(self, work: Work, key: str, title: str) -> Version:
        made_id = identity(self.bundle)
        return Version(
            key=key,
            number=next_number(work.db, key),
            id=made_id,
            title=title,
            status="published",
            note="Shipped with the service",
            made_at=work.now,
            made_by=None,
            published_at=work.now,
            findings=None,
            checked_id=made_id,
        )
