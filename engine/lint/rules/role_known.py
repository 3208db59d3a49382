"""Every role named is one that does the work of cases."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from engine.analysis.definition import Definition
from engine.analysis.drawing import PEOPLE
from engine.analysis.naming import called, lane_called, process_called
from engine.bpmn.elements import Lane, Node, Process
from engine.bpmn.nodes import ALSO_FROM, parts_of
from engine.bpmn.panel import under
from engine.lint.finding import Fault


class Named(NamedTuple):
    """A role that something names, and where it is chosen."""

    thing: Node | Lane | Process
    name: str
    role: str
    where: str


def faults(definition: Definition) -> Iterator[Fault]:
    """Roles of lanes, steps, signatories and starters that are not for the work of cases."""
    for oddity in definition.model.oddities:
        if oddity.rule == "role":
            yield Fault(oddity, oddity.sentence)
    roles = definition.setting.roles
    if roles is None:
        return
    for thing, name, role, where in _roles_named(definition):
        if role not in roles:
            hint = _suggestion(definition, get_close_matches(role, list(roles), 1))
            opening = f"{name} names the role '{role}', which no step can be for: {hint}"
            yield Fault(thing, f"{opening} one{where}.")


def _suggestion(definition: Definition, near: list[str]) -> str:
    if not near:
        return "choose"
    return f"did you mean {definition.setting.role_called(near[0])}? Choose"


def _roles_named(definition: Definition) -> Iterator[Named]:
    answered_by_lane = set[tuple[str, str]]()  # the step and role that a lane already answers for
    for process in definition.model.processes.values():
        name = process_called(process)
        yield from (Named(process, name, role, "") for role in process.starters)
        for lane in process.lanes:
            if lane.role is not None:
                answered_by_lane |= {(member, lane.role) for member in lane.members}
                yield Named(lane, lane_called(lane), lane.role, f" {under('role')}")
    for node in definition.drawing.nodes:
        yield from _roles_named_at(node, answered_by_lane)


def _roles_named_at(node: Node, answered_by_lane: set[tuple[str, str]]) -> Iterator[Named]:
    if node.kind in PEOPLE and node.role and (node.id, node.role) not in answered_by_lane:
        yield Named(node, called(node), node.role, f" {under('candidateGroups')}")
    for role in parts_of(node, ALSO_FROM):
        yield Named(node, called(node), role, f" {under(ALSO_FROM)}")
    for rule in node.letters:
        if rule.signatory:
            name = f"letter {rule.code} of {called(node)}"
            yield Named(node, name, rule.signatory, f" {under('letter.signatory')}")
