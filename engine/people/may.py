"""Who may do what: plain questions with plain answers. No database here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from engine.people.actor import Actor, Holding
from engine.people.identity import KnownPerson, is_same_person
from engine.people.powers import Power
from engine.people.table_rows import TableRow


@dataclass(frozen=True, slots=True)
class TaskRequirement:
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
    rows: tuple[TableRow, ...] = ()  # of the reference tables that say so


@dataclass(frozen=True, slots=True)
class AuthorisationContext:
    """What of the case bears on who may act: its force, its body today, and who did what."""

    force: str
    force_name: str
    body: str | None
    body_bars_police: bool = False
    # those whom whoever acts must not be: the officers who go, and who did the separate steps
    must_differ_from: tuple[KnownPerson, ...] = ()
    rows: tuple[TableRow, ...] = ()  # of the reference tables that say so


def answers_for(
    holding: Holding, requirement: TaskRequirement, context: AuthorisationContext
) -> bool:
    """Whether a role held somewhere is the one that this task of this case asks for."""
    if holding.role != requirement.role:
        return False
    if requirement.organisation is not None:
        return holding.organisation == requirement.organisation
    if requirement.kind == "force":
        return holding.organisation == context.force
    if requirement.kind == "policing_body":
        return holding.organisation == context.body
    return True


def may(actor: Actor, requirement: TaskRequirement, context: AuthorisationContext) -> str | None:
    """Why *actor* may not do this task, or None when they may."""
    if not any(answers_for(holding, requirement, context) for holding in actor.holdings):
        return f"{requirement.title} is for the {requirement.role_title} of this case"
    if _is_barred(actor, requirement, context):
        # Police Reform and Social Responsibility Act 2011 ss.18, 19: not a constable or their staff
        return "a constable or a member of the chief officer's staff may not take this decision"
    for other in context.must_differ_from:
        if is_same_person(actor, other):
            return other.why
    if requirement.claimed_by not in {None, actor.id}:
        colleague = requirement.claimed_by_name or "a colleague"
        return f"{colleague} has taken this on: ask them to give it back"
    return None


def may_hand_over(
    actor: Actor, requirement: TaskRequirement, context: AuthorisationContext
) -> str | None:
    """Why *actor* may not give this task to somebody else, or None when they may."""
    if may(actor, requirement, context) is None or requirement.claimed_by == actor.id:
        return None
    if any(_oversees(holding, requirement, context) for holding in actor.holdings):
        return None
    return (
        "only whoever has this task, whoever oversees them, or an administrator of their "
        "organisation may give it to somebody else"
    )


def _oversees(
    holding: Holding, requirement: TaskRequirement, context: AuthorisationContext
) -> bool:
    if holding.role != requirement.overseen_by and Power.HAND_OVER_TASKS not in holding.powers:
        return False
    if requirement.organisation is None and holding.kind != requirement.kind:
        return False
    return answers_for(replace(holding, role=requirement.role), requirement, context)


def _is_barred(actor: Actor, requirement: TaskRequirement, context: AuthorisationContext) -> bool:
    return context.body_bars_police and any(
        requirement.barred_kind and holding.kind == requirement.barred_kind
        for holding in actor.holdings
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


def may_put_into_use(actor: Actor, makers: Iterable[KnownPerson]) -> str | None:
    """Why *actor* may not put a draft of the register into use, or None when they may."""
    if why_not := may_model(actor):
        return why_not
    for maker in makers:
        if is_same_person(actor, maker):
            did = maker.why.removeprefix("they ")
            return f"you {did}: another process owner puts it into use"
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
