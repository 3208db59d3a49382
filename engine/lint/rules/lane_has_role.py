"""Every step for a person says which role may do it, by its lane or itself."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.drawn import PEOPLE
from engine.lint.finding import Fault
from engine.lint.naming import called, tidy


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Lanes that hold steps but name no role, and steps left without one."""
    bare: set[str] = set()
    people = {node.id: node for node in bundle.drawing.kinds(*PEOPLE)}
    for process in bundle.model.processes.values():
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
