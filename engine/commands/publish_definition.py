"""Approve a proposed version: new cases run it at once, running cases stay on theirs.

Nobody publishes alone. Who approves is another process owner than whoever proposed the version or
put a file into it, and what they approve is exactly what their page showed them.
"""

from dataclasses import dataclass

from sqlalchemy import update

from engine.cases.telling_apart import must_be_told_apart
from engine.commands.context import CommandContext
from engine.commands.proposing import (
    AT_ONCE,
    Proposal,
    in_use_of,
    must_be_owners_still,
    must_have_key,
    names_in,
    proposal_of,
)
from engine.commands.texts import kept_text
from engine.definitions.acts import Act, keep_act, makers, must_not_approve
from engine.definitions.checking import check_bundle
from engine.definitions.registry import files_of, still
from engine.definitions.rows import VersionRow
from engine.definitions.tables import definition
from engine.errors import DefinitionRefused, NotAllowed, Stale
from engine.people.identity import KnownPerson, to_be_told_apart
from engine.people.may import may_approve

MOVED_ON = (
    "another version has been put into use since your page compared this one with it: open the "
    "changes again"
)


@dataclass(frozen=True, slots=True)
class PublishDefinition:
    """Approve a version that another process owner proposed, and put it into use."""

    key: str
    number: int
    seen: str  # the identity of the version that the page showed
    instead_of: str  # the identity of the version in use it was compared with; empty for none
    remark: str = ""
    apart: frozenset[str] = frozenset()  # names of those confirmed to be somebody else

    def do(self, context: CommandContext) -> None:
        """Keeps the version as the one in use; refused while it has errors."""
        proposal = proposal_of(context, self.key, self.number, self.seen)
        alike = _must_be_another(context, proposal, self.apart)
        in_use = in_use_of(context, self.key)
        if (in_use.bundle_sha256 if in_use else "") != self.instead_of:
            raise Stale(MOVED_ON)
        files = files_of(context.db, self.key, self.number)
        must_have_key(files, self.key)
        reference = context.reference
        context.db.rollback()  # the check may take longer than a look may stay open
        findings = check_bundle(files, reference, context.today)
        errors = [finding for finding in findings if finding.severity == "error"]
        if errors:
            raise DefinitionRefused(
                "the check now finds problems in this version: return it, so that they are mended",
                errors,
            )
        context.definitions.loaded(context.db, proposal.draft)
        names = {**names_in(proposal.acts), "approved": context.who.name}
        if alike:
            names["told_apart"] = "; ".join(other.name for other in alike)
        self._put_into_use(context, proposal.draft, in_use, names)

    def _put_into_use(
        self,
        context: CommandContext,
        draft: VersionRow,
        in_use: VersionRow | None,
        names: dict[str, object],
    ) -> None:
        remark = kept_text(self.remark, 500)
        subject = f"{self.key} version {self.number}"
        names |= {"remark": remark, "instead_of": self.instead_of}
        with context.keeping_register(
            "publish_definition", subject=subject, bundle=draft.bundle_sha256, **names
        ) as rows:
            in_use_now = (definition.c.process_key == self.key, definition.c.status == "published")
            older = rows.write(update(definition).where(*in_use_now).values(status="retired"))
            if older != ([f"{in_use.process_key}/{in_use.version}"] if in_use else []):
                raise Stale(MOVED_ON)
            put = update(definition).where(
                still(draft), definition.c.checked_sha256 == draft.bundle_sha256
            )
            published = {"published_at": context.now, "published_by": context.person}
            if not rows.write(put.values(status="published", **published)):
                raise Stale(AT_ONCE)
            act = Act("approved", context.now, context.person, draft.bundle_sha256, remark)
            keep_act(rows, self.key, self.number, act)


def _must_be_another(
    context: CommandContext, proposal: Proposal, confirmed: frozenset[str]
) -> tuple[KnownPerson, ...]:
    """Those of a like name who were confirmed to be somebody else; or why it may not be."""
    made_by = [act.who for act in makers(proposal.acts)]
    if why_not := may_approve(context.who, proposal.proposer.who, made_by):
        raise NotAllowed(why_not)
    must_be_owners_still(context, proposal.proposer)
    others = must_not_approve(proposal.acts)
    alike = to_be_told_apart(context.who, (), others, context.reference.name_titles)
    must_be_told_apart(alike, confirmed)
    return alike
