"""Every role named is one that does the work of cases."""

from collections.abc import Iterator
from difflib import get_close_matches

from engine.analysis.definition import Definition
from engine.analysis.drawing import PEOPLE
from engine.analysis.naming import called, tidy
from engine.bpmn.elements import Lane, Node, Process
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Roles of lanes, steps, signatories and starters that are not for the work of cases."""
    for oddity in definition.model.oddities:
        if oddity.rule == "role":
            yield Fault(oddity, oddity.sentence)
    roles = definition.setting.roles
    if roles is None:
        return
    for thing, name, role in _named(definition):
        if role not in roles:
            near = get_close_matches(role, list(roles), 1)
            hint = f"did you mean '{near[0]}'?" if near else "choose one in the panel under Role."
            yield Fault(thing, f"{name} names the role '{role}', which no step can be for: {hint}")


def _named(definition: Definition) -> Iterator[tuple[Node | Lane | Process, str, str]]:
    lent = set[tuple[str, str]]()  # the step and role that a lane already answers for
    for process in definition.model.processes.values():
        name = f"the process {tidy(process.name) or process.id}"
        yield from ((process, name, role) for role in process.starters)
        for lane in process.lanes:
            if lane.role is not None:
                lent |= {(member, lane.role) for member in lane.members}
                yield lane, f"the lane {tidy(lane.name) or lane.id}", lane.role
    for node in definition.drawing.nodes:
        yield from _of_step(node, lent)


def _of_step(node: Node, lent: set[tuple[str, str]]) -> Iterator[tuple[Node, str, str]]:
    if node.kind in PEOPLE and node.role and (node.id, node.role) not in lent:
        yield node, called(node), node.role
    for rule in node.letters:
        if rule.signatory:
            yield node, f"letter {rule.code} of {called(node)}", rule.signatory
