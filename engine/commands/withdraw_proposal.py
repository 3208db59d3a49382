"""Take one's own proposal back: the version is a draft again, and has to be checked again."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.commands.proposing import AT_ONCE, names_in, proposal_of
from engine.definitions.acts import Act, keep_act
from engine.definitions.registry import NOT_PROPOSED, still
from engine.definitions.tables import definition
from engine.errors import NotAllowed, Stale


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """Withdraw a proposal that one has made."""

    key: str
    number: int

    def do(self, context: CommandContext) -> None:
        """Makes the version a draft again."""
        proposal = proposal_of(context, self.key, self.number, None)
        draft = proposal.draft
        if draft.proposed_by != context.person:
            raise NotAllowed(
                f"only {proposal.proposer.name}, who proposed this version, may take it back: "
                "return it to them with a reason"
            )
        subject = f"{self.key} version {self.number}"
        names = names_in(proposal.acts)
        with context.keeping_register(
            "withdraw_proposal", subject=subject, bundle=draft.bundle_sha256, **names
        ) as rows:
            if not rows.write(update(definition).where(still(draft)).values(**NOT_PROPOSED)):
                raise Stale(AT_ONCE)
            act = Act("withdrawn", context.now, context.person, draft.bundle_sha256)
            keep_act(rows, self.key, self.number, act)
