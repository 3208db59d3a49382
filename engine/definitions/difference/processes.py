"""Which processes and lanes differ between two sets of diagrams, and in what. Pure."""

from collections.abc import Iterator

from engine.bpmn.elements import Lane, Model, Process
from engine.definitions.difference.change import (
    Change,
    Names,
    Part,
    changes_of_parts,
    part_changed,
    property_called,
    quoted,
    sentence,
)
from engine.definitions.difference.words import PROCESS_PARTS


def process_changes(before: Model, after: Model, names: Names) -> Iterator[Change]:
    """Every difference between the processes of two models and their lanes."""
    for key in dict.fromkeys([*after.processes, *before.processes]):
        old, new = before.processes.get(key), after.processes.get(key)
        if old is None:
            new = after.processes[key]
            yield Change("process", new.file, sentence("process", process=_name(new)))
            old = _without_content(new)
        elif new is None:
            yield Change("process", old.file, sentence("process gone", process=_name(old)))
            new = _without_content(old)
        yield from _part_changes(old, new)
        yield from _starter_changes(old, new, names)
        yield from _lane_changes(old, new, names)


def _name(element: Process | Lane) -> str:
    return element.name or element.id


def _without_content(process: Process) -> Process:
    """A process of the same name that says nothing else: what is new in one is all of it."""
    return Process(process.id, process.name, process.file, process.executable)


def _part_changes(old: Process, new: Process) -> Iterator[Change]:
    if old.name != new.name:
        text = sentence("renamed", before=quoted(_name(old)), after=quoted(_name(new)))
        yield Change("process", new.file, text)
    yield from changes_of_parts(quoted(_name(new)), _parts(old, new), new.file)


def _parts(old: Process, new: Process) -> Iterator[Part]:
    for attribute, (topic, name) in PROCESS_PARTS.items():
        yield Part(topic, name, getattr(old, attribute), getattr(new, attribute))
    yield Part("process", "its file", old.file, new.file)
    for key in sorted(old.properties.keys() | new.properties.keys()):
        before, after = old.properties.get(key), new.properties.get(key)
        yield Part("process", property_called(key), before, after)


def _starter_changes(old: Process, new: Process, names: Names) -> Iterator[Change]:
    for role in sorted(set(new.starters) - set(old.starters)):
        text = sentence("starter", process=_name(new), role=names.role(role))
        yield Change("roles", new.file, text)
    for role in sorted(set(old.starters) - set(new.starters)):
        text = sentence("starter gone", process=_name(new), role=names.role(role))
        yield Change("roles", new.file, text)


def _lane_changes(old: Process, new: Process, names: Names) -> Iterator[Change]:
    old_lanes = {lane.id: lane for lane in old.lanes}
    new_lanes = {lane.id: lane for lane in new.lanes}
    for key, lane in new_lanes.items():
        if key in old_lanes:
            yield from _changes_of_lane(old_lanes[key], lane, new.file, names)
        else:
            text = sentence("lane", lane=_name(lane), role=names.role(lane.role))
            yield Change("roles", new.file, text)
    for key, lane in old_lanes.items():
        if key not in new_lanes:
            text = sentence("lane gone", lane=_name(lane), role=names.role(lane.role))
            yield Change("roles", new.file, text)


def _changes_of_lane(old: Lane, new: Lane, file: str, names: Names) -> Iterator[Change]:
    if old.role != new.role:
        before, after = names.role(old.role), names.role(new.role)
        text = sentence("role of a lane", lane=_name(new), before=before, after=after)
        yield Change("roles", file, text)
    if old.name != new.name:
        text = sentence("renamed", before=f"The lane {quoted(old.name)}", after=quoted(new.name))
        yield Change("roles", file, text)
    if old.around != new.around:
        before, after = ", ".join(old.around), ", ".join(new.around)
        of = f"Lane {quoted(_name(new))}"
        yield Change("process", file, part_changed(of, "the lane it stands in", before, after))
