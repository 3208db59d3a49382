"""Which steps, events and ends differ between two diagrams, and who does them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.elements import NOTHING, Model, Node
from engine.definitions.difference.calling import ElementNames
from engine.definitions.difference.change import Change, Names, part_changed, sentence
from engine.definitions.difference.parts import part_changes

_WORK = frozenset({"userTask", "manualTask", "receiveTask"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A step as it was and as it is; one that is new or gone beside a bare one of its name."""

    before: Node
    after: Node
    name: str  # what people call it


@dataclass(frozen=True, slots=True)
class Handover:
    """From which role to which other a step goes, and the file in which it stands."""

    file: str
    role_before: str
    role_after: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A part of a step that refers to another element: by ids, and by what those are called."""

    topic: str
    name: str
    before: str | None
    after: str | None
    called_before: str
    called_after: str


def step_changes(before: Model, after: Model, names: Names) -> Iterator[Change]:
    """Every difference between the steps of two models, in the order of the later one."""
    old, new = ElementNames(before), ElementNames(after)
    pairs = _pairs(old, new)
    for pair in pairs:
        yield from _appearance(pair, old, new, names)
    yield from _role_changes(pairs, names)
    for pair in pairs:
        yield from _separations(pair, old, new)
        yield from _place_changes(pair, old, new)
        yield from part_changes(pair.before, pair.after, pair.name, names)


def _pairs(old: ElementNames, new: ElementNames) -> list[Pair]:
    pairs: list[Pair] = []
    for key, node in new.model.nodes.items():
        before = old.model.nodes.get(key) or _without_content(node)
        pairs.append(Pair(before, node, new.step(key)))
    for key, node in old.model.nodes.items():
        if key not in new.model.nodes:
            pairs.append(Pair(node, _without_content(node), old.step(key)))
    return pairs


def _without_content(node: Node) -> Node:
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


def _appearance(pair: Pair, old: ElementNames, new: ElementNames, names: Names) -> Iterator[Change]:
    """That a step is new, gone, or called something else."""
    node = pair.after
    is_end = node.kind == "endEvent"
    topic = "ends" if is_end else "steps"
    if node.id not in old.model.nodes:
        which = "end" if is_end else "step"
    elif node.id not in new.model.nodes:
        which = "end gone" if is_end else "step gone"
    else:
        if pair.before.name != node.name:
            text = sentence("renamed", before=old.step(node.id), after=pair.name)
            yield Change(topic, node.file, text)
        return
    role = "" if is_end else _done_by(pair, names)
    yield Change(topic, node.file, sentence(which, step=pair.name, role=role))


def _done_by(pair: Pair, names: Names) -> str:
    if not (_is_work(pair.before) or _is_work(pair.after)):
        return ""
    return sentence("done by", role=names.role(pair.after.role))


def _is_work(node: Node) -> bool:
    """Whether it matters whose a step is: for what is automatic, the lane alone is told."""
    return node.kind in _WORK or node.message is not None or bool(node.letters)


def _role_changes(pairs: list[Pair], names: Names) -> Iterator[Change]:
    """One sentence for all the steps that go from one role to the same other."""
    steps_by_handover: dict[Handover, list[str]] = {}
    for pair in pairs:
        before, after = pair.before, pair.after
        if before.role != after.role and (_is_work(before) or _is_work(after)):
            handover = Handover(after.file, names.role(before.role), names.role(after.role))
            steps_by_handover.setdefault(handover, []).append(pair.name)
    for handover, steps in steps_by_handover.items():
        text = sentence(
            "role",
            steps=", ".join(steps),
            before=handover.role_before,
            after=handover.role_after,
        )
        yield Change("roles", handover.file, text)


def _separations(pair: Pair, old: ElementNames, new: ElementNames) -> Iterator[Change]:
    before, after = set(pair.before.separate_from), set(pair.after.separate_from)
    for other in sorted(after - before):
        text = sentence("kept apart", step=pair.name, other=new.step(other))
        yield Change("separations", pair.after.file, text)
    for other in sorted(before - after):
        text = sentence("not kept apart", step=pair.name, other=old.step(other))
        yield Change("separations", pair.after.file, text)


def _place_changes(pair: Pair, old: ElementNames, new: ElementNames) -> Iterator[Change]:
    """Where it stands, what it is attached to, and the way it takes when nothing else holds.

    Compared by ids: that a lane or a step is called something else is told once, of itself.
    """
    before, after = pair.before, pair.after
    for reference in _references(before, after, old, new):
        if reference.before != reference.after:
            text = part_changed(
                pair.name, reference.name, reference.called_before, reference.called_after
            )
            yield Change(reference.topic, after.file, text)
    if before.file != after.file:
        text = part_changed(pair.name, "its file", before.file, after.file)
        yield Change("steps", after.file, text)


def _references(
    before: Node, after: Node, old: ElementNames, new: ElementNames
) -> Iterator[Reference]:
    host, new_host = before.attached_to, after.attached_to
    yield Reference(
        "steps", "the step it is attached to", host, new_host, old.step(host), new.step(new_host)
    )
    target, new_target = old.target(before.default_flow), new.target(after.default_flow)
    yield Reference(
        "conditions",
        "where it leads when no condition holds",
        target,
        new_target,
        old.step(target),
        new.step(new_target),
    )
    if before.id not in old.model.nodes or after.id not in new.model.nodes:
        return  # of one that is new or gone, where it stands is told with it
    lane, new_lane = before.lane, after.lane
    yield Reference("steps", "its lane", lane, new_lane, old.lane(lane), new.lane(new_lane))
    scope, new_scope = before.scope, after.scope
    yield Reference(
        "steps", "what it stands in", scope, new_scope, old.scope(scope), new.scope(new_scope)
    )
