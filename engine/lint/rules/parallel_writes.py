"""No fact is set by two steps that can be open at the same time."""

from collections.abc import Iterator, Mapping

from engine.bpmn.elements import Node
from engine.lint.bundle import Bundle
from engine.lint.drawn import CALL, SCOPES
from engine.lint.finding import Fault
from engine.lint.naming import called, listed

Writers = Mapping[str, tuple[str, ...]]  # fact → the ids of the steps that may set it


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Pairs of steps that can be open together and may set the same fact."""
    told = set[tuple[str, str]]()
    for one, other in _together(bundle):
        for pair, names in _shared(bundle, one, other).items():
            if pair not in told:
                told.add(pair)
                yield _fault(bundle, *pair, names)
    for node in bundle.drawing.kinds(CALL, *SCOPES):
        if node.several is not None and not node.several.sequential:
            yield from _instances(bundle, node)


def _together(bundle: Bundle) -> Iterator[tuple[Node, Node]]:
    for verdict in bundle.verdicts.values():
        for pair in sorted(sorted(pair) for pair in verdict.together):
            yield bundle.model.nodes[pair[0]], bundle.model.nodes[pair[1]]


def _shared(bundle: Bundle, one: Node, other: Node) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    ours, theirs = _writers(bundle, one, ()), _writers(bundle, other, ())
    for name in sorted(ours.keys() & theirs.keys()):
        for here in ours[name]:
            for there in theirs[name]:
                found.setdefault((here, there), []).append(name)
    return found


def _fault(bundle: Bundle, one: str, other: str, names: list[str]) -> Fault:
    here, there = bundle.model.nodes[one], bundle.model.nodes[other]
    if one == other:
        sentence = f"{called(here)} can be open twice at once and sets"
    else:
        sentence = f"{called(here)} and {called(there)} can be open at the same time and both set"
    return Fault(
        here,
        f"{sentence} {listed(names)}, so whoever is last would overwrite the other: ask for it in "
        "one of them only, or draw one after the other.",
    )


def _instances(bundle: Bundle, node: Node) -> Iterator[Fault]:
    names = sorted(_writers(bundle, node, ()).keys() - {node.collect})
    if names:
        yield Fault(
            node,
            f"{called(node)} runs several times at once and each sets {listed(names)}, so they "
            "would overwrite each other: make it one after the other, or gather the answers of a "
            "single step with the property collect.",
        )


def _writers(bundle: Bundle, node: Node, inside: tuple[str, ...]) -> Writers:
    """The steps that may set each fact while *node* is open: itself, or what it calls."""
    found = dict.fromkeys(bundle.given[node.id], (node.id,))
    inner = node.called if node.kind == CALL else node.id if node.kind in SCOPES else None
    if inner is None or inner in inside:
        return found
    for step in bundle.drawing.inside(inner):
        for name, steps in _writers(bundle, step, (*inside, inner)).items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *steps)))
    return found
