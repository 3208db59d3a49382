"""Which processes and lanes differ between two sets of diagrams, and in what. Pure."""

from collections.abc import Iterator

from engine.bpmn.elements import Lane, Model, Process
from engine.definitions.difference.change import (
    Change,
    Names,
    part_changed,
    property_called,
    sentence,
)
from engine.definitions.difference.words import PROCESS_PARTS


def process_changes(before: Model, after: Model, names: Names) -> Iterator[Change]:
    """Every difference between the processes of two models and their lanes."""
    for id_ in dict.fromkeys([*after.processes, *before.processes]):
        was, now = before.processes.get(id_), after.processes.get(id_)
        shown = now or was
        assert shown is not None
        name = f"\u2018{shown.name or id_}\u2019"
        if not was or not now:
            which = "process gone" if was else "process"
            yield Change("process", shown.file, sentence(which, process=shown.name or id_))
        bare = Process(id_, shown.name, shown.file, shown.executable)
        yield from _parts(was or bare, now or bare, name)
        yield from _starters(was or bare, now or bare, names)
        yield from _lanes((was or bare).lanes, (now or bare).lanes, shown.file, names)


def _parts(was: Process, now: Process, name: str) -> Iterator[Change]:
    if was.name != now.name:
        before, after = f"\u2018{was.name or was.id}\u2019", f"\u2018{now.name or now.id}\u2019"
        text = sentence("renamed", before=before, after=after)
        yield Change("process", now.file, text)
    for attribute, (topic, part) in PROCESS_PARTS.items():
        old, new = getattr(was, attribute), getattr(now, attribute)
        if old != new:
            yield Change(topic, now.file, part_changed(name, part, old, new))
    if was.file != now.file:
        yield Change("process", now.file, part_changed(name, "its file", was.file, now.file))
    yield from _properties(was, now, name)


def _properties(was: Process, now: Process, name: str) -> Iterator[Change]:
    for key in sorted(was.properties.keys() | now.properties.keys()):
        old, new = was.properties.get(key), now.properties.get(key)
        if old != new:
            yield Change("process", now.file, part_changed(name, property_called(key), old, new))


def _starters(was: Process, now: Process, names: Names) -> Iterator[Change]:
    before, after = set(was.starters), set(now.starters)
    for which, roles in (("starter", after - before), ("starter gone", before - after)):
        for role in sorted(roles):
            text = sentence(which, process=now.name or now.id, role=names.role(role))
            yield Change("roles", now.file, text)


def _lanes(
    was: tuple[Lane, ...], now: tuple[Lane, ...], file: str, names: Names
) -> Iterator[Change]:
    before, after = {lane.id: lane for lane in was}, {lane.id: lane for lane in now}
    for id_ in dict.fromkeys([*after, *before]):
        old, new = before.get(id_), after.get(id_)
        if old and new:
            yield from _lane(old, new, file, names)
            continue
        lane = new or old
        assert lane is not None
        which = "lane" if new else "lane gone"
        text = sentence(which, lane=lane.name or lane.id, role=names.role(lane.role))
        yield Change("roles", file, text)


def _lane(old: Lane, new: Lane, file: str, names: Names) -> Iterator[Change]:
    name = new.name or new.id
    if old.role != new.role:
        before, after = names.role(old.role), names.role(new.role)
        text = sentence("role of a lane", lane=name, before=before, after=after)
        yield Change("roles", file, text)
    if old.name != new.name:
        before, after = f"The lane \u2018{old.name}\u2019", f"\u2018{new.name}\u2019"
        yield Change("roles", file, sentence("renamed", before=before, after=after))
    if old.around != new.around:
        of = f"Lane \u2018{name}\u2019"
        was, now = ", ".join(old.around), ", ".join(new.around)
        yield Change("process", file, part_changed(of, "the lane it stands in", was, now))
