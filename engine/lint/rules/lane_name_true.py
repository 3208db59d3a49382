"""A lane that bears somebody's name is worked by them, and so is a step that says so."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import CALL, PEOPLE, SCOPES
from engine.analysis.naming import called, listed, quoted
from engine.bpmn.elements import Lane, Node, Process
from engine.bpmn.panel import under
from engine.lint.claiming import RoleNames
from engine.lint.finding import Fault
from engine.people.law import RoleName


def faults(definition: Definition) -> Iterator[Fault]:
    """Names of lanes, pools, steps and states that claim another role than does the work."""
    names = RoleNames(definition.setting.law.role_names)
    for process in definition.model.processes.values():
        yield from (fault for lane in process.lanes for fault in _lane(definition, names, lane))
        yield from _pool(definition, names, process)
    for scope in definition.drawing.kinds(*SCOPES, CALL):
        yield from _whole(definition, names, scope, scope.name)
    lanes = {
        lane.id: lane for process in definition.model.processes.values() for lane in process.lanes
    }
    for node in definition.drawing.kinds(*PEOPLE):
        yield from _step(definition, names, node, lanes.get(node.lane or ""))


def _lane(definition: Definition, names: RoleNames, lane: Lane) -> Iterator[Fault]:
    for name in names.within(lane.name):
        if lane.role is not None and lane.role not in name.roles:
            yield Fault(
                lane,
                f"the lane {quoted(lane.name)} bears the name of {_whose(definition, name)}, but "
                f"its role is {definition.setting.role_called(lane.role)}: give it that role "
                f"{under('role')}, or a name that says who works it.",
            )


def _pool(definition: Definition, names: RoleNames, process: Process) -> Iterator[Fault]:
    for text in dict.fromkeys((process.pool, process.name)):
        yield from _whole(definition, names, process, text)


def _whole(
    definition: Definition, names: RoleNames, holder: Process | Node, text: str
) -> Iterator[Fault]:
    """What is called nothing but somebody's name, although others work in it too."""
    for name in names.alone(text):
        others = [
            node
            for node in definition.drawing.kinds(*PEOPLE)
            if node.role not in name.roles and _inside(definition, holder, node)
        ]
        if others:
            yield Fault(
                holder,
                f"{holder.id} is called {quoted(text)} as if it were the work of "
                f"{_whose(definition, name)}, but {called(others[0])} is for "
                f"{definition.setting.role_called(others[0].role)}: give it a name that says what "
                "is done.",
            )


def _inside(definition: Definition, holder: Process | Node, node: Node) -> bool:
    around = definition.drawing.around(node)
    return holder in around if isinstance(holder, Node) else node.process == holder.id


def _step(
    definition: Definition, names: RoleNames, node: Node, lane: Lane | None
) -> Iterator[Fault]:
    state = node.properties.get("state", "")
    said = [(name, f"is called {quoted(node.name)}") for name in names.alone(node.name)]
    said += [(name, f"shows {quoted(state)}") for name in names.within(state)]
    for text in (lane.name, *lane.around) if lane is not None else ():
        own = lane is not None and lane.name == text and lane.role == node.role
        claims = () if own else names.within(text)  # of such a lane the sentence is above
        said += [(name, f"stands in the lane {quoted(text)}") for name in claims]
    for name, what in said:
        if node.role is not None and node.role not in name.roles:
            yield Fault(
                node,
                f"{called(node)} {what}, which is {_whose(definition, name)}, but it is for "
                f"{definition.setting.role_called(node.role)}: let that role do it, or say who "
                "does.",
            )


def _whose(definition: Definition, name: RoleName) -> str:
    return listed([definition.setting.role_called(role) for role in sorted(name.roles)], "or")
