"""Put the shipped bundle into use where nothing is: at installation, and in rehearsals."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.definitions.bundle import identity
from engine.definitions.registry import keep_version, key_of, next_number, versions
from engine.definitions.rows import VersionRow
from engine.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class PublishShipped:
    """Put the shipped bundle into use where no version of its process is."""

    bundle: Mapping[str, bytes]

    def do(self, context: CommandContext) -> VersionRow:
        """The version now in use: one that was in use stays, whatever a newer release ships."""
        new = shipped_version(context, self.bundle, "published")
        for row in versions(context.db, new.process_key):
            if row.status == "published":
                return row
        subject = f"{new.process_key} version {new.version}"
        with context.keeping_register(
            "publish_shipped", subject=subject, bundle=new.bundle_sha256
        ) as rows:
            keep_version(rows, new, self.bundle)
        return new


def shipped_version(
    context: CommandContext, bundle: Mapping[str, bytes], status: str
) -> VersionRow:
    """The next version of the bundle's process, made by nobody but the release itself."""
    if context.actor is not None:
        raise NotAllowed("a person publishes a draft that was checked, not a shipped bundle")
    key, title = key_of(bundle)
    made_id = identity(bundle)
    in_use = status == "published"
    return VersionRow(
        process_key=key,
        version=next_number(context.db, key),
        bundle_sha256=made_id,
        title=title,
        status=status,
        note="Shipped with the service",
        made_at=context.now,
        made_by=None,
        published_at=context.now if in_use else None,
        findings=None,
        checked_sha256=made_id if in_use else None,
    )
