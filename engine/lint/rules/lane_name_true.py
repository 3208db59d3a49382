"""A lane that bears somebody's name is worked by them, and so is a step that says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.analysis.drawing import CALL, PEOPLE, SCOPES
from engine.analysis.naming import called, listed, quoted
from engine.bpmn.elements import Lane, Node, Process
from engine.bpmn.panel import under
from engine.lint.claiming import RoleNames
from engine.lint.finding import Fault
from engine.people.law import RoleName


@dataclass(frozen=True, slots=True)
class _Claim:
    """A name of somebody that a step bears or stands under, and how a sentence says so."""

    name: RoleName
    words: str


def faults(definition: Definition) -> Iterator[Fault]:
    """Names of lanes, pools, steps and states that claim another role than does the work."""
    names = RoleNames(definition.setting.law.role_names)
    lanes: dict[str, Lane] = {}
    for process in definition.model.processes.values():
        for lane in process.lanes:
            lanes[lane.id] = lane
            yield from _lane_of_another(definition, names, lane)
        for text in dict.fromkeys((process.pool, process.name)):
            yield from _whole_of_another(definition, names, process, text)
    for scope in definition.drawing.kinds(*SCOPES, CALL):
        yield from _whole_of_another(definition, names, scope, scope.name)
    for node in definition.drawing.kinds(*PEOPLE):
        yield from _step_of_another(definition, names, node, lanes.get(node.lane or ""))


def _lane_of_another(definition: Definition, names: RoleNames, lane: Lane) -> Iterator[Fault]:
    for name in names.names_in(lane.name):
        if lane.role is not None and lane.role not in name.roles:
            yield Fault(
                lane,
                f"the lane {quoted(lane.name)} bears the name of {_roles_of(definition, name)}, "
                f"but its role is {definition.setting.role_called(lane.role)}: give it that role "
                f"{under('role')}, or a name that says who works it.",
            )


def _whole_of_another(
    definition: Definition, names: RoleNames, holder: Process | Node, text: str
) -> Iterator[Fault]:
    """What is called nothing but somebody's name, although others work in it too."""
    for name in names.names_equal_to(text):
        step = _step_of_others(definition, holder, name)
        if step is not None:
            yield Fault(
                holder,
                f"{holder.id} is called {quoted(text)} as if it were the work of "
                f"{_roles_of(definition, name)}, but {called(step)} is for "
                f"{definition.setting.role_called(step.role)}: give it a name that says what "
                "is done.",
            )


def _step_of_others(definition: Definition, holder: Process | Node, name: RoleName) -> Node | None:
    """The first step inside *holder* that whoever bears *name* does not do."""
    for node in definition.drawing.kinds(*PEOPLE):
        if node.role not in name.roles and _is_inside(definition, holder, node):
            return node
    return None


def _is_inside(definition: Definition, holder: Process | Node, node: Node) -> bool:
    if isinstance(holder, Process):
        return node.process == holder.id
    return holder in definition.drawing.around(node)


def _step_of_another(
    definition: Definition, names: RoleNames, node: Node, lane: Lane | None
) -> Iterator[Fault]:
    for claim in _claims(names, node, lane):
        if node.role is not None and node.role not in claim.name.roles:
            yield Fault(
                node,
                f"{called(node)} {claim.words}, which is {_roles_of(definition, claim.name)}, but "
                f"it is for {definition.setting.role_called(node.role)}: let that role do it, or "
                "say who does.",
            )


def _claims(names: RoleNames, node: Node, lane: Lane | None) -> Iterator[_Claim]:
    for name in names.names_equal_to(node.name):
        yield _Claim(name, f"is called {quoted(node.name)}")
    state = node.properties.get("state", "")
    for name in names.names_in(state):
        yield _Claim(name, f"shows {quoted(state)}")
    for text in _lane_names(node, lane):
        for name in names.names_in(text):
            yield _Claim(name, f"stands in the lane {quoted(text)}")


def _lane_names(node: Node, lane: Lane | None) -> list[str]:
    """The names of the lanes around a step; of one with its own role the lane's fault tells."""
    if lane is None:
        return []
    texts = [lane.name, *lane.around]
    if lane.role == node.role:
        return [text for text in texts if text != lane.name]
    return texts


def _roles_of(definition: Definition, name: RoleName) -> str:
    return listed([definition.setting.role_called(role) for role in sorted(name.roles)], "or")
