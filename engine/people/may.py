"""Who may do what: plain questions with plain answers. No database here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from engine.people.actor import Actor, Holding
from engine.people.identity import KnownPerson, is_same_person
from engine.people.powers import Power


@dataclass(frozen=True, slots=True)
class Duty:
    """What a task asks of whoever does it."""

    title: str
    role: str
    role_title: str
    kind: str  # the kind of organisation the role is held in
    organisation: str | None = None  # the one organisation that must do it, when named
    separate_from: Mapping[str, str] = field(default_factory=dict)  # step id → its title
    claimed_by: int | None = None
    claimed_by_name: str = ""
    overseen_by: str = ""  # the role that may give the task to another of its holders
    barred_kind: str = ""  # whoever works for this kind of organisation is barred where law says


@dataclass(frozen=True, slots=True)
class Around:
    """What of the case bears on who may act: its force, its body today, and who did what."""

    force: str
    force_name: str
    body: str | None
    body_bars_police: bool = False
    # those whom whoever acts must not be: the officers who go, and who did the separate steps
    must_differ_from: tuple[KnownPerson, ...] = ()


def answers_for(holding: Holding, duty: Duty, around: Around) -> bool:
    """Whether a role held somewhere is the one that this task of this case asks for."""
    if holding.role != duty.role:
        return False
    if duty.organisation is not None:
        return holding.organisation == duty.organisation
    if duty.kind == "force":
        return holding.organisation == around.force
    if duty.kind == "policing_body":
        return holding.organisation == around.body
    return True


def may(actor: Actor, duty: Duty, around: Around) -> str | None:
    """Why *actor* may not do this task, or None when they may."""
    if not any(answers_for(holding, duty, around) for holding in actor.holdings):
        return f"{duty.title} is for the {duty.role_title} of this case"
    if _barred(actor, duty, around):
        # Police Reform and Social Responsibility Act 2011 ss.18, 19: not a constable or their staff
        return "a constable or a member of the chief officer's staff may not take this decision"
    for other in around.must_differ_from:
        if is_same_person(actor, other):
            return other.why
    if duty.claimed_by not in {None, actor.id}:
        return (
            f"{duty.claimed_by_name or 'a colleague'} has taken this on: ask them to give it back"
        )
    return None


def may_hand_over(actor: Actor, duty: Duty, around: Around) -> str | None:
    """Why *actor* may not give this task to somebody else, or None when they may."""
    if may(actor, duty, around) is None or duty.claimed_by == actor.id:
        return None
    if any(_oversees(holding, duty, around) for holding in actor.holdings):
        return None
    return (
        "only whoever has this task, whoever oversees them, or an administrator of their "
        "organisation may give it to somebody else"
    )


def _oversees(holding: Holding, duty: Duty, around: Around) -> bool:
    if holding.role != duty.overseen_by and Power.HAND_OVER_TASKS not in holding.powers:
        return False
    if duty.organisation is None and holding.kind != duty.kind:
        return False
    return answers_for(replace(holding, role=duty.role), duty, around)


def _barred(actor: Actor, duty: Duty, around: Around) -> bool:
    return around.body_bars_police and any(
        duty.barred_kind and holding.kind == duty.barred_kind for holding in actor.holdings
    )


def may_read_all(actor: Actor) -> bool:
    """Whether they read every case and change none."""
    return actor.has(Power.READ_CASES)


def may_model(actor: Actor) -> str | None:
    """Why *actor* may not change definitions, or None when they may."""
    if actor.has(Power.CHANGE_DEFINITIONS):
        return None
    return "only a process owner may change definitions"


def may_approve(actor: Actor, proposer: KnownPerson, makers: Iterable[KnownPerson]) -> str | None:
    """Why *actor* may not approve a proposed version, or None when they may.

    Whoever made or proposed it has looked already; nobody puts a version into use alone.
    """
    if why_not := may_model(actor):
        return why_not
    if is_same_person(actor, proposer):
        return "you proposed this version: another process owner approves it"
    if any(is_same_person(actor, maker) for maker in makers):
        return (
            "you put files into this version: a process owner who did not, and who did not "
            "propose it, approves it"
        )
    return None


def may_read_definitions(actor: Actor) -> str | None:
    """Why *actor* may not read definitions, or None when they may."""
    if actor.has(Power.READ_DEFINITIONS):
        return None
    return "definitions are for process owners, auditors and administrators"


def may_administer(actor: Actor) -> str | None:
    """Why *actor* may not manage people, or None when they may."""
    if actor.has(Power.MANAGE_PEOPLE):
        return None
    return "only an administrator may manage people"


def may_read_people(actor: Actor) -> str | None:
    """Why *actor* may not read who may sign in, or None when they may."""
    if actor.has(Power.READ_PEOPLE):
        return None
    return "people are for administrators and auditors"


def may_mend(actor: Actor) -> str | None:
    """Why *actor* may not retry or resolve an incident, or None when they may."""
    if actor.has(Power.MEND_INCIDENTS):
        return None
    return "incidents are for process owners and administrators to deal with"


def may_read_incidents(actor: Actor) -> str | None:
    """Why *actor* may not read the incidents of every case, or None when they may."""
    if actor.has(Power.READ_INCIDENTS):
        return None
    return "incidents are for process owners, administrators and auditors to read"
