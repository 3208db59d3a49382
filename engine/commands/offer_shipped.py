"""Offer what a newer release ships as a draft, beside the version that stays in use."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.publish_shipped import shipped_version
from engine.definitions.registry import keep_version, versions
from engine.definitions.rows import VersionRow


@dataclass(frozen=True, slots=True)
class OfferShipped:
    """Keep the shipped bundle as a draft, for process owners to compare and put into use."""

    bundle: Mapping[str, bytes]

    def do(self, context: CommandContext) -> VersionRow:
        """The version that holds the bundle: the draft made now, or one known already."""
        draft = shipped_version(context, self.bundle, "draft")
        for row in versions(context.db, draft.process_key):
            if row.bundle_sha256 == draft.bundle_sha256:
                return row
        subject = f"{draft.process_key} version {draft.version}"
        with context.keeping_register(
            "offer_shipped", subject=subject, bundle=draft.bundle_sha256
        ) as rows:
            keep_version(rows, draft, self.bundle)
        return draft
