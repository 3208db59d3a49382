"""The messages that a case waits for: what each asks, and who may send it. No database here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.bpmn.elements import Node
from engine.bpmn.nodes import ALSO_FROM, parts_of
from engine.cases import runtime
from engine.errors import DiagramFailed, NotAllowed, NotFound, Stale
from engine.execution.loaded import Loaded
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts
from engine.people.actor import Actor
from engine.people.may import AuthorisationContext, TaskRequirement, answers_for, may
from engine.people.reference import Row

Roles = Mapping[str, Row]  # the roles of the day, by id
Near = Callable[[TaskRequirement], AuthorisationContext]  # what of the case bears on a requirement


@dataclass(frozen=True, slots=True)
class Awaited:
    """A message that a case waits for at an element, and what it asks of each who may send it."""

    message: str
    node: Node
    senders: tuple[TaskRequirement, ...]  # that of its own role first

    def why_not(self, actor: Actor, near: Near) -> str | None:
        """Why *actor* may not send it, as any of its senders, or None when they may."""
        reasons = [may(actor, sender, near(sender)) for sender in self.senders]
        return None if None in reasons else self._reason(actor, near, reasons)

    def _reason(self, actor: Actor, near: Near, reasons: list[str | None]) -> str | None:
        """What keeps the sender that they are, else for whom the message is."""
        for sender, reason in zip(self.senders, reasons, strict=True):
            if any(answers_for(holding, sender, near(sender)) for holding in actor.holdings):
                return reason
        titles = " or the ".join(sender.role_title for sender in self.senders)
        return f"{self.node.title} is for the {titles} of this case"


def awaited(loaded: Loaded, saved: bytes, roles: Roles, facts: Facts) -> tuple[Awaited, ...]:
    """Every place at which a saved case waits for a message, the oldest first."""
    nodes = [loaded.model.nodes[element] for element in runtime.listening(loaded, saved)]
    return tuple(
        Awaited(str(node.message), node, _senders(loaded, roles, node, facts)) for node in nodes
    )


def places(
    loaded: Loaded, saved: bytes, message: str, roles: Roles, facts: Facts
) -> tuple[Awaited, ...]:
    """Where a case waits for that message; Stale or NotFound in a sentence when nowhere."""
    places_waiting = tuple(
        place for place in awaited(loaded, saved, roles, facts) if place.message == message
    )
    if places_waiting:
        return places_waiting
    if any(node.message == message for node in loaded.model.nodes.values()):
        ended = runtime.ended_at(loaded, saved)
        if ended is not None:
            raise Stale(f"this case has ended ({ended}): nothing more can be told to it")
        raise Stale(
            f"this case is not waiting for '{message}' now: look at the case to see where it is"
        )
    raise NotFound(f"this case knows no message '{message}'")


def why_not(actor: Actor, places_waiting: tuple[Awaited, ...], near: Near) -> str | None:
    """Why *actor* may not send a message that wakes all these places, or None when they may."""
    reasons = (place.why_not(actor, near) for place in places_waiting)
    return next((reason for reason in reasons if reason), None)


def must_allow(actor: Actor, places_waiting: tuple[Awaited, ...], near: Near) -> None:
    """NotAllowed unless every place that the message would wake is this person's to wake."""
    reason = why_not(actor, places_waiting, near)
    if reason:
        raise NotAllowed(reason)


def _senders(loaded: Loaded, roles: Roles, node: Node, facts: Facts) -> tuple[TaskRequirement, ...]:
    """The role of the event itself (on an edge in no lane, that of its task), then the others."""
    host = loaded.model.nodes.get(node.attached_to or "")
    role = node.role or (host.role if host else None) or ""
    names = (role, *parts_of(node, ALSO_FROM))
    return tuple(_requirement(loaded, roles, node, facts, name) for name in names)


def _requirement(
    loaded: Loaded, roles: Roles, node: Node, facts: Facts, role: str
) -> TaskRequirement:
    nodes = loaded.model.nodes
    other_steps = [nodes[step] for step in node.separate_from if step in nodes]
    role_row = roles.get(role, {})
    return TaskRequirement(
        title=node.title,
        role=role,
        role_title=role_row.get("title", role),
        kind=role_row.get("kind", "any"),
        organisation=_organisation(node, facts),
        separate_from={step.id: step.title for step in other_steps},
        barred_kind=role_row.get("barred_kind", ""),
    )


def _organisation(node: Node, facts: Facts) -> str | None:
    if node.organisation is None:
        return None
    try:
        organisation = compile_expression(node.organisation)(facts)
    except FeelError as problem:
        raise DiagramFailed(
            f"'{node.title}' cannot tell whose message it waits for: {problem}"
        ) from problem
    return str(organisation) if organisation is not None else None
