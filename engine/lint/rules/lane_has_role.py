"""Every step for a person says which role may do it, by its lane or itself."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import PEOPLE
from engine.analysis.naming import called, tidy
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Lanes that hold steps but name no role, and steps left without one."""
    bare: set[str] = set()
    people = {node.id: node for node in definition.drawing.kinds(*PEOPLE)}
    for process in definition.model.processes.values():
        for lane in process.lanes:
            without = {m for m in lane.members if m in people and not people[m].role}
            if lane.role is None and without:
                bare |= without
                name = f"{tidy(lane.name)} ({lane.id})" if lane.name else lane.id
                yield Fault(
                    lane,
                    f"the lane {name} has no role: select the lane and choose one in the panel "
                    "under Role.",
                )
    for node in people.values():
        if not node.role and node.id not in bare:
            yield Fault(
                node,
                f"{called(node)} has no role, so nobody may do it: move it into a lane that has "
                "one, or choose one in the panel under Role.",
            )
