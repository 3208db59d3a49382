"""Return a proposed version with a reason: it is a draft again, and has to be checked again."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.commands.context import CommandContext
from engine.commands.proposing import AT_ONCE, Proposal, names_in, proposal_of, reason_in
from engine.definitions.acts import Act, keep_act
from engine.definitions.registry import NOT_PROPOSED, still
from engine.definitions.tables import definition
from engine.errors import NotAllowed, Stale


@dataclass(frozen=True, slots=True)
class ReturnProposal:
    """Return a proposal to whoever made it, saying what has to change."""

    key: str
    number: int
    reason: str
    seen: str | None = None  # the identity of the draft that the page showed

    def do(self, context: CommandContext) -> None:
        """Makes the version a draft again, with the reason."""
        proposal = proposal_of(context, self.key, self.number, self.seen)
        if proposal.draft.proposed_by == context.person:
            raise NotAllowed("you proposed this version: take the proposal back instead")
        reason = reason_in(self.reason, "reason", "Enter what has to change, and why")
        self._keep(context, proposal, reason)

    def _keep(self, context: CommandContext, proposal: Proposal, reason: str) -> None:
        draft = proposal.draft
        names = {**names_in(proposal.acts), "returned": context.who.name, "reason": reason}
        subject = f"{self.key} version {self.number}"
        with context.keeping_register(
            "return_proposal", subject=subject, bundle=draft.bundle_sha256, **names
        ) as rows:
            if not rows.write(update(definition).where(still(draft)).values(**NOT_PROPOSED)):
                raise Stale(AT_ONCE)
            act = Act("returned", context.now, context.person, draft.bundle_sha256, reason)
            keep_act(rows, self.key, self.number, act)
