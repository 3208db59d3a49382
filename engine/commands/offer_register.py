"""Offer the register of a newer release as a draft, beside the one that stays in use."""

from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.errors import NotAllowed
from engine.register.difference import Merge, merge
from engine.register.rows import Row, Tables, identity_of
from engine.register.sets import (
    Act,
    SetRow,
    keep_act,
    keep_set,
    next_number,
    set_in_use,
    set_shipped,
    tables_of,
)

NOTE = "What this release of the service ships, with your own changes kept"


@dataclass(frozen=True, slots=True)
class OfferRegister:
    """Make a draft of what a release changes in the register, once for each release."""

    tables: Tables

    def do(self, context: CommandContext) -> int | None:
        """The number of the draft; None when this release brings nothing new.

        Rows that both the release and the register in use have changed stay as in use.
        """
        if context.actor is not None:
            raise NotAllowed("whoever installs the service offers what it ships")
        release = {name: list(rows) for name, rows in self.tables.items()}
        release_id = identity_of(release)
        in_use = set_in_use(context.db)
        if in_use is None or set_shipped(context.db, release_id):
            return None
        merged = self._merged(context, in_use, release)
        merged_id = identity_of(merged.tables)
        shipped = self._row(context, next_number(context.db), release_id, release_id, "shipped")
        draft = self._row(context, shipped.number + 1, merged_id, release_id, "draft")
        draft = draft._replace(based_on=in_use.number, note=_note(merged))
        subject = f"register {draft.number}"
        with context.keeping_register(
            "offer_register", subject=subject, number=draft.number, set=merged_id
        ) as rows:
            keep_set(rows, shipped, release)
            keep_set(rows, draft, merged.tables)
            keep_act(rows, draft.number, Act("begun", context.now, None))
        return draft.number

    def _merged(self, context: CommandContext, in_use: SetRow, release: Tables) -> Merge:
        seed = set_shipped(context.db, in_use.seed_id)
        ours = tables_of(context.db, in_use.number)
        base = tables_of(context.db, seed.number) if seed else ours
        return merge(context.registers.schema, base, ours, _without_blanks(release))

    def _row(
        self, context: CommandContext, number: int, set_id: str, seed_id: str, status: str
    ) -> SetRow:
        return SetRow(
            number=number,
            id=set_id,
            status=status,
            based_on=None,
            seed_id=seed_id,
            note="Shipped with the service",
            made_at=context.now,
            made_by=None,
        )


def _without_blanks(tables: Tables) -> dict[str, list[Row]]:
    """The rows as they are kept: an empty cell is not there."""
    return {
        name: [{column: cell for column, cell in row.items() if cell} for row in rows]
        for name, rows in tables.items()
    }


def _note(merged: Merge) -> str:
    """What the page of the draft says: rows in which both differ from what was shipped before."""
    if not merged.kept_as_ours:
        return NOTE
    rows = "; ".join(f"{change.table} {change.key}" for change in merged.kept_as_ours)
    return f"{NOTE}. Changed by both, and kept as yours: {rows}"[:500]
