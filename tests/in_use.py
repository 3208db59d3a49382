"""Puts a bundle into use in a test at once, as two process owners would after a check."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.commands.offer_shipped import OfferShipped
from engine.commands.publish_shipped import PublishShipped
from engine.definitions.bundle import identity
from engine.definitions.rows import VersionRow
from engine.definitions.tables import definition


@dataclass(frozen=True, slots=True)
class PutIntoUse:
    """Put a bundle into use, whatever of its key is in use already."""

    bundle: Mapping[str, bytes]

    def do(self, context: CommandContext) -> VersionRow:
        """The version now in use."""
        in_use = PublishShipped(self.bundle).do(context)
        if in_use.bundle_sha256 == identity(self.bundle):
            return in_use
        made = OfferShipped(self.bundle).do(context)
        here = definition.c.process_key == made.process_key
        with context.keeping_register(
            "publish_definition", subject=made.process_key, bundle=made.bundle_sha256
        ) as rows:
            older = (here, definition.c.status == "published")
            rows.write(update(definition).where(*older).values(status="retired"))
            now_in_use = {
                "status": "published",
                "published_at": context.now,
                "checked_sha256": made.bundle_sha256,
            }
            this = (here, definition.c.version == made.version)
            rows.write(update(definition).where(*this).values(**now_in_use))
        return made._replace(status="published")
