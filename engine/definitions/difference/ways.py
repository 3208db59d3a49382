"""Which ways between steps differ between two diagrams, and on which conditions. Pure."""

from collections.abc import Iterable, Iterator

from engine.bpmn.elements import Flow, Model
from engine.definitions.difference.calling import Called
from engine.definitions.difference.change import Change, part_changed, sentence


def way_changes(before: Model, after: Model) -> Iterator[Change]:
    """Every difference between the flows of two models."""
    old, new = Called(before), Called(after)
    pairs, gone, added = _paired(before.flows.values(), after.flows.values())
    for was, now in pairs:
        yield from _changed(was, now, old, new)
    for flow in added:
        yield Change("conditions", _file(new.model, flow), _appeared(flow, new, ""))
    for flow in gone:
        yield Change("conditions", _file(old.model, flow), _appeared(flow, old, " gone"))


def _paired(
    before: Iterable[Flow], after: Iterable[Flow]
) -> tuple[list[tuple[Flow, Flow]], list[Flow], list[Flow]]:
    """The flows that are one and the same: by id, else drawn anew between the same two steps."""
    old, new = {flow.id: flow for flow in before}, {flow.id: flow for flow in after}
    pairs = [(old[id_], flow) for id_, flow in new.items() if id_ in old]
    left: dict[tuple[str, str], list[Flow]] = {}
    for id_, flow in old.items():
        if id_ not in new:
            left.setdefault((flow.source, flow.target), []).append(flow)
    added: list[Flow] = []
    for flow in new.values():
        again = left.get((flow.source, flow.target)) if flow.id not in old else None
        if again:
            pairs.append((again.pop(0), flow))
        elif flow.id not in old:
            added.append(flow)
    return pairs, [flow for flows in left.values() for flow in flows], added


def _changed(was: Flow, now: Flow, old: Called, new: Called) -> Iterator[Change]:
    file = _file(new.model, now)
    if (was.source, was.target) != (now.source, now.target):
        text = sentence(
            "way elsewhere",
            old_source=old.step(was.source),
            old_target=old.step(was.target),
            source=new.step(now.source),
            target=new.step(now.target),
        )
        yield Change("conditions", file, text)
    way = f"The way from {new.step(now.source)} to {new.step(now.target)}"
    if was.condition != now.condition:
        text = part_changed(way, "the condition", was.condition, now.condition)
        yield Change("conditions", file, text)
    if was.name != now.name:
        yield Change("guidance", file, part_changed(way, "its wording", was.name, now.name))


def _appeared(flow: Flow, called: Called, gone: str) -> str:
    when = sentence("when", condition=flow.condition) if flow.condition else ""
    source, target = called.step(flow.source), called.step(flow.target)
    return sentence(f"way{gone}", source=source, target=target, when=when)


def _file(model: Model, flow: Flow) -> str:
    holder = model.nodes.get(flow.source) or model.nodes.get(flow.target)
    return holder.file if holder else ""
