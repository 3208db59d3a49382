"""What has been done to a version, what waits for approval, and who may give it."""

from dataclasses import dataclass
from datetime import datetime

from engine.context import QueryContext
from engine.definitions.acts import Act, acts_of, last, makers, must_not_approve
from engine.definitions.registry import versions
from engine.definitions.rows import VersionRow
from engine.people.identity import KnownPerson, to_be_told_apart
from engine.people.may import may_approve, may_model

SHIPPED = "shipped with the service"


@dataclass(frozen=True, slots=True)
class ActLine:
    """One thing done to a version: what, by whom, when, and what they said."""

    event: str
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Approval:
    """How a version came to be proposed and approved, and what this person may do about it."""

    acts: tuple[ActLine, ...]
    makers: tuple[str, ...]
    proposal: ActLine | None  # as long as it waits, and for good once it was approved
    publication: ActLine | None
    rejection: ActLine | None  # why it is a draft again, until it is proposed anew
    alone: bool  # put into use by one person, before a second was asked
    may_propose: bool
    may_withdraw: bool
    may_return: bool
    barred: str | None  # why this person may not approve it
    alike: tuple[KnownPerson, ...]  # whom they must say they are not, as the names are alike


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that waits for approval, in a list."""

    key: str
    number: int
    title: str
    proposal: ActLine
    barred: str | None


def approval_of(context: QueryContext, row: VersionRow) -> Approval:
    """What was done to a version and what comes next."""
    acts = acts_of(context.db, row.process_key, row.version)
    waits, models = row.status == "proposed", may_model(context.who) is None
    is_own_proposal = row.proposed_by == context.who.id
    newest = acts[-1].event if acts else ""
    is_proposed = row.proposed_by is not None
    return Approval(
        acts=tuple(_act_line(act) for act in acts),
        makers=tuple(act.name for act in makers(acts)),
        proposal=_last_line(acts, "proposed") if is_proposed else None,
        publication=_last_line(acts, "approved"),
        rejection=_last_line(acts, "returned") if newest == "returned" else None,
        alone=row.approval == "alone",
        may_propose=models and row.status == "checked",
        may_withdraw=models and waits and is_own_proposal,
        may_return=models and waits and not is_own_proposal,
        barred=_why_not_approve(context, row, acts),
        alike=to_be_told_apart(
            context.who, (), must_not_approve(acts), context.reference.name_titles
        ),
    )


def waiting_for_approval(context: QueryContext) -> tuple[Waiting, ...]:
    """Every proposed version, longest waiting first; none for those who are no process owners."""
    if may_model(context.who) is not None:
        return ()
    proposed = [row for row in versions(context.db) if row.status == "proposed"]
    briefs = [_waiting_version(context, row) for row in proposed]
    return tuple(sorted(briefs, key=lambda brief: (brief.proposal.at, brief.key, brief.number)))


def _waiting_version(context: QueryContext, row: VersionRow) -> Waiting:
    acts = acts_of(context.db, row.process_key, row.version)
    proposal = last(acts, "proposed")
    assert proposal is not None
    return Waiting(
        row.process_key,
        row.version,
        row.title,
        _act_line(proposal),
        _why_not_approve(context, row, acts),
    )


def _why_not_approve(context: QueryContext, row: VersionRow, acts: tuple[Act, ...]) -> str | None:
    proposal = last(acts, "proposed")
    if row.status != "proposed" or proposal is None:
        return may_model(context.who)
    return may_approve(context.who, proposal.who, [act.who for act in makers(acts)])


def _last_line(acts: tuple[Act, ...], event: str) -> ActLine | None:
    act = last(acts, event)
    return _act_line(act) if act else None


def _act_line(act: Act) -> ActLine:
    return ActLine(act.event, act.name or SHIPPED, act.at, act.note)
