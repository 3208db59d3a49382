"""Which ways between steps differ between two diagrams, and on which conditions. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.bpmn.elements import Flow, Model
from engine.definitions.difference.calling import ElementNames
from engine.definitions.difference.change import Change, Part, changes_of_parts, sentence


@dataclass(frozen=True, slots=True)
class FlowPair:
    """One and the same flow as it was and as it is."""

    before: Flow
    after: Flow


@dataclass(frozen=True, slots=True)
class Matching:
    """The flows that are in both models, and those that are in one of them only."""

    pairs: list[FlowPair] = field(default_factory=list)
    removed: list[Flow] = field(default_factory=list)
    added: list[Flow] = field(default_factory=list)


def way_changes(before: Model, after: Model) -> Iterator[Change]:
    """Every difference between the flows of two models."""
    old, new = ElementNames(before), ElementNames(after)
    matching = _match(before.flows, after.flows)
    for pair in matching.pairs:
        yield from _changes_of_flow(pair, old, new)
    for flow in matching.added:
        text = sentence("way", **_ends_of(flow, new))
        yield Change("conditions", _file_of(new.model, flow), text)
    for flow in matching.removed:
        text = sentence("way gone", **_ends_of(flow, old))
        yield Change("conditions", _file_of(old.model, flow), text)


def _match(before: Mapping[str, Flow], after: Mapping[str, Flow]) -> Matching:
    """The flows that are one and the same: by id, else drawn anew between the same two steps."""
    same_ids = [FlowPair(before[key], flow) for key, flow in after.items() if key in before]
    matching = Matching(pairs=same_ids)
    unmatched = _by_ends(flow for key, flow in before.items() if key not in after)
    for flow in (flow for key, flow in after.items() if key not in before):
        redrawn = unmatched.get((flow.source, flow.target))
        if redrawn:
            matching.pairs.append(FlowPair(redrawn.pop(0), flow))
        else:
            matching.added.append(flow)
    for flows in unmatched.values():
        matching.removed.extend(flows)
    return matching


def _by_ends(flows: Iterator[Flow]) -> dict[tuple[str, str], list[Flow]]:
    by_ends: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        by_ends.setdefault((flow.source, flow.target), []).append(flow)
    return by_ends


def _changes_of_flow(pair: FlowPair, old: ElementNames, new: ElementNames) -> Iterator[Change]:
    before, after = pair.before, pair.after
    file = _file_of(new.model, after)
    source, target = new.step(after.source), new.step(after.target)
    if (before.source, before.target) != (after.source, after.target):
        text = sentence(
            "way elsewhere",
            old_source=old.step(before.source),
            old_target=old.step(before.target),
            source=source,
            target=target,
        )
        yield Change("conditions", file, text)
    parts = (
        Part("conditions", "the condition", before.condition, after.condition),
        Part("guidance", "its wording", before.name, after.name),
    )
    yield from changes_of_parts(f"The way from {source} to {target}", parts, file)


def _ends_of(flow: Flow, names: ElementNames) -> dict[str, str]:
    """What the sentence of a whole flow speaks of: where from, where to, and when."""
    when = sentence("when", condition=flow.condition) if flow.condition else ""
    return {"source": names.step(flow.source), "target": names.step(flow.target), "when": when}


def _file_of(model: Model, flow: Flow) -> str:
    holder = model.nodes.get(flow.source) or model.nodes.get(flow.target)
    return holder.file if holder else ""
