"""Every step for a person says which role may do it, by its lane or itself."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import PEOPLE
from engine.analysis.naming import called, lane_called
from engine.bpmn.panel import under
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Lanes that hold steps but name no role, and steps left without one."""
    without_role: set[str] = set()
    people = {node.id: node for node in definition.drawing.kinds(*PEOPLE)}
    for process in definition.model.processes.values():
        for lane in process.lanes:
            steps = people.keys() & lane.members
            members_without_role = {step for step in steps if not people[step].role}
            if lane.role is None and members_without_role:
                without_role |= members_without_role
                yield Fault(
                    lane,
                    f"{lane_called(lane)} has no role: select the lane and choose one "
                    f"{under('role')}.",
                )
    for node in people.values():
        if not node.role and node.id not in without_role:
            yield Fault(
                node,
                f"{called(node)} has no role, so nobody may do it: move it into a lane that has "
                f"one, or choose one {under('candidateGroups')}.",
            )
