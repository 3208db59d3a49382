"""Which steps, events and ends differ between two diagrams, and who does them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.elements import NOTHING, Model, Node
from engine.definitions.difference.calling import Called
from engine.definitions.difference.change import Change, Names, part_changed, sentence
from engine.definitions.difference.parts import part_changes

_WORK = frozenset({"userTask", "manualTask", "receiveTask"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A step as it was and as it is; one that is new or gone beside a bare one of its name."""

    before: Node
    after: Node
    name: str  # what people call it


def step_changes(before: Model, after: Model, names: Names) -> Iterator[Change]:
    """Every difference between the steps of two models, in the order of the later one."""
    old, new = Called(before), Called(after)
    pairs: list[Pair] = []
    for id_ in dict.fromkeys([*after.nodes, *before.nodes]):
        was, now = before.nodes.get(id_), after.nodes.get(id_)
        if was and now:
            pairs.append(Pair(was, now, new.step(id_)))
            yield from _renamed(was, now, old, new)
        elif now:
            pairs.append(Pair(_bare(now), now, new.step(id_)))
            yield _appeared(now, new.step(id_), names, "")
        else:
            gone = before.nodes[id_]
            pairs.append(Pair(gone, _bare(gone), old.step(id_)))
            yield _appeared(gone, old.step(id_), names, " gone")
    yield from _role_changes(pairs, names)
    for pair in pairs:
        yield from _separations(pair, old, new)
        yield from _place(pair, old, new)
        yield from part_changes(pair.before, pair.after, pair.name, names)


def _bare(node: Node) -> Node:
    """A step of the same place and name that says nothing else."""
    return Node(
        id=node.id,
        kind=node.kind,
        name=node.name,
        process=node.process,
        scope=node.scope,
        file=node.file,
        lane=node.lane,
        role=node.role,
        properties=NOTHING,
    )


def _renamed(was: Node, now: Node, old: Called, new: Called) -> Iterator[Change]:
    if was.name != now.name:
        topic = "ends" if now.kind == "endEvent" else "steps"
        text = sentence("renamed", before=old.step(was.id), after=new.step(now.id))
        yield Change(topic, now.file, text)


def _appeared(node: Node, name: str, names: Names, gone: str) -> Change:
    if node.kind == "endEvent":
        return Change("ends", node.file, sentence(f"end{gone}", step=name))
    by = sentence("done by", role=names.role(node.role)) if _is_work(node) else ""
    return Change("steps", node.file, sentence(f"step{gone}", step=name, role=by))


def _is_work(node: Node) -> bool:
    """Whether it matters whose a step is: for what is automatic, the lane alone is told."""
    return node.kind in _WORK or node.message is not None or bool(node.letters)


def _role_changes(pairs: list[Pair], names: Names) -> Iterator[Change]:
    """One sentence for all the steps that go from one role to the same other."""
    moved: dict[tuple[str, str, str], list[str]] = {}
    for pair in pairs:
        before, after = pair.before, pair.after
        if before.role != after.role and (_is_work(before) or _is_work(after)):
            key = (after.file, names.role(before.role), names.role(after.role))
            moved.setdefault(key, []).append(pair.name)
    for (file, was, now), steps in moved.items():
        text = sentence("role", steps=", ".join(steps), before=was, after=now)
        yield Change("roles", file, text)


def _separations(pair: Pair, old: Called, new: Called) -> Iterator[Change]:
    before, after = set(pair.before.separate_from), set(pair.after.separate_from)
    for other in sorted(after - before):
        text = sentence("kept apart", step=pair.name, other=new.step(other))
        yield Change("separations", pair.after.file, text)
    for other in sorted(before - after):
        text = sentence("not kept apart", step=pair.name, other=old.step(other))
        yield Change("separations", pair.after.file, text)


def _place(pair: Pair, old: Called, new: Called) -> Iterator[Change]:
    """Where it stands, what it is attached to, and the way it takes when nothing else holds.

    Compared by ids: that a lane or a step is called something else is told once, of itself.
    """
    before, after = pair.before, pair.after
    places = [
        ("steps", "the step it is attached to", before.attached_to, after.attached_to, Called.step),
        (
            "conditions",
            "where it leads when no condition holds",
            old.target(before.default_flow),
            new.target(after.default_flow),
            Called.step,
        ),
    ]
    if before.id in old.model.nodes and after.id in new.model.nodes:
        places += [
            ("steps", "its lane", before.lane, after.lane, Called.lane),
            ("steps", "what it stands in", before.scope, after.scope, Called.scope),
        ]
    for topic, part, was, now, called in places:
        if was != now:
            text = part_changed(pair.name, part, called(old, was), called(new, now))
            yield Change(topic, after.file, text)
    if before.file != after.file:
        yield Change(
            "steps", after.file, part_changed(pair.name, "its file", before.file, after.file)
        )
