"""No fact is set by two steps that can be open at the same time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.analysis.definition import Definition
from engine.analysis.drawing import CALL, SCOPES
from engine.analysis.naming import called, listed
from engine.bpmn.elements import Node
from engine.bpmn.panel import under
from engine.lint.finding import Fault

MOST_NAMED = 4
Writers = Mapping[str, tuple[str, ...]]  # fact → the ids of the steps that may set it


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps that can be open together and may set the same fact."""
    writing = _Writing(definition)
    facts_by_steps: dict[tuple[str, ...], list[str]] = {}
    for name, clashing in sorted(_clashing_writers(definition, writing).items()):
        facts_by_steps.setdefault(tuple(clashing), []).append(name)
    for steps, names in facts_by_steps.items():
        yield _clash_fault(definition, steps, names)
    for node in definition.drawing.kinds(CALL, *SCOPES):
        if node.several is not None and not node.several.sequential:
            yield from _instance_faults(node, writing)


def _clashing_writers(definition: Definition, writing: "_Writing") -> dict[str, dict[str, None]]:
    """Fact → the steps that may set it while another that may is open."""
    clashing: dict[str, dict[str, None]] = {}
    for verdict in definition.paths.verdicts.values():
        writers: dict[str, Writers] = {}
        for node in sorted(verdict.together):
            writers[node] = writing.by(definition.model.nodes[node])
        for name, nodes in _nodes_by_fact(writers).items():
            for node in sorted(nodes):
                if verdict.together[node] & nodes:
                    clashing.setdefault(name, {}).update(dict.fromkeys(writers[node][name]))
    return clashing


def _nodes_by_fact(writers: Mapping[str, Writers]) -> Mapping[str, set[str]]:
    by_fact: dict[str, set[str]] = {}
    for node, names in writers.items():
        for name in names:
            by_fact.setdefault(name, set()).add(node)
    return by_fact


def _clash_fault(definition: Definition, steps: tuple[str, ...], names: list[str]) -> Fault:
    nodes = [definition.model.nodes[step] for step in steps]
    if len(nodes) == 1:
        who = f"{called(nodes[0])} can be open twice at once and sets"
    else:
        words = [called(node) for node in nodes[:MOST_NAMED]]
        more = len(nodes) - MOST_NAMED
        words = [*words, f"{more} more"] if more > 0 else words
        who = f"{listed(words)} can be open at the same time and may set the same facts:"
    return Fault(
        nodes[0],
        f"{who} {listed(names)}. Whoever is last would overwrite the others, so ask in one step "
        "only, or draw one after the other.",
    )


def _instance_faults(node: Node, writing: "_Writing") -> Iterator[Fault]:
    names = sorted(writing.by(node).keys() - {node.collect})
    if names:
        yield Fault(
            node,
            f"{called(node)} runs several times at once and each sets {listed(names)}, so they "
            "would overwrite each other: make it one after the other, or gather the answers of a "
            f"single step {under('collect')}.",
        )


@dataclass(slots=True)
class _Writing:
    """What may be set while a step is open: by itself, or by what it calls."""

    definition: Definition
    scopes: dict[str, Writers] = field(default_factory=dict)

    def by(self, node: Node) -> Writers:
        """The steps that may set each fact while *node* is open."""
        own: Writers = dict.fromkeys(self.definition.facts.supplied[node.id], (node.id,))
        scope = node.id if node.kind in SCOPES else node.called
        return own if scope is None else _merged(own, self._inside(scope))

    def _inside(self, scope: str) -> Writers:
        if scope not in self.scopes:
            self.scopes[scope] = {}  # a process that calls itself adds nothing of its own
            inside: Writers = {}
            for step in self.definition.drawing.inside(scope):
                inside = _merged(inside, self.by(step))
            self.scopes[scope] = inside
        return self.scopes[scope]


def _merged(some: Writers, others: Writers) -> Writers:
    merged = dict(some)
    for name, steps in others.items():
        merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *steps)))
    return merged
