"""What the commands between a draft and its use share: the draft, who did what, what is in use."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.texts import kept_text
from engine.definitions.acts import Act, acts_of, last, makers
from engine.definitions.registry import key_of, version, versions
from engine.definitions.rows import VersionRow
from engine.errors import AnswersRejected, DefinitionRefused, NotAllowed, Stale
from engine.people.held import holders
from engine.people.may import may_model
from engine.people.powers import Power

CHANGED = (
    "the files of this draft are no longer those that your page showed: open it again and look "
    "at what is changed now"
)
AT_ONCE = "somebody else has changed this draft at the same moment: open it again"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed version, and what was done to it until now."""

    draft: VersionRow
    acts: tuple[Act, ...]

    @property
    def proposer(self) -> Act:
        """Who proposed it, when, and why."""
        act = last(self.acts, "proposed")
        assert act is not None
        return act


def draft_of(
    context: CommandContext, key: str, number: int, shown_bundle: str | None
) -> VersionRow:
    """A draft that a process owner works on, with the files that the page showed, if it said."""
    if why_not := may_model(context.who):
        raise NotAllowed(why_not)
    draft = version(context.db, key, number)
    if not draft.may_change:
        raise Stale("this version has already been published")
    if shown_bundle is not None and shown_bundle != draft.bundle_sha256:
        raise Stale(CHANGED)
    return draft


def proposal_of(
    context: CommandContext, key: str, number: int, shown_bundle: str | None
) -> Proposal:
    """A version that waits for approval."""
    draft = draft_of(context, key, number, shown_bundle)
    if draft.status != "proposed":
        raise DefinitionRefused(
            "nobody has proposed this draft: check it, then ask another process owner to approve it"
        )
    return Proposal(draft, acts_of(context.db, key, number))


def in_use_of(context: CommandContext, key: str) -> VersionRow | None:
    """The version that new cases run, if there is one."""
    return next((row for row in versions(context.db, key) if row.status == "published"), None)


def must_be_owners_still(context: CommandContext, proposer: Act) -> None:
    """Raises NotAllowed unless both who proposed and who acts are process owners today."""
    reference = context.reference
    roles = reference.roles_with(Power.CHANGE_DEFINITIONS, context.today)
    owners = {owner.id for owner in holders(context.db, reference, context.today, *roles)}
    if context.person not in owners:
        raise NotAllowed("only a process owner may change definitions")
    if proposer.person not in owners:
        raise NotAllowed(
            f"{proposer.name}, who proposed this version, is no longer a process owner: return "
            "it, so that somebody who is proposes it"
        )


def reason_in(text: str, path: str, ask: str) -> str:
    """What somebody wrote as their reason; AnswersRejected where it says nothing to a reader."""
    reason = kept_text(text, 500)
    if not any(character.isalnum() for character in reason):
        raise AnswersRejected({path: ask})
    return reason


def must_have_key(files: Mapping[str, bytes], key: str) -> None:
    """Raises DefinitionRefused unless the main process of *files* is that of the draft."""
    main, _ = key_of(files)
    if main != key:
        raise DefinitionRefused(
            f"the main process of these diagrams is '{main}', and this is a draft of '{key}': "
            "hand the files in as a draft of their own"
        )


def names_in(acts: tuple[Act, ...]) -> dict[str, object]:
    """Who made, checked and proposed a version, and why: for the entry of the log."""
    check, proposal = last(acts, "checked"), last(acts, "proposed")
    return {
        "made": sorted(act.name for act in makers(acts)) or ["shipped with the service"],
        "checked": check.name if check else "",
        "proposed": proposal.name if proposal else "",
        "why": proposal.note if proposal else "",
    }
