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
    for name, clashing in sorted(_clashes(definition, writing).items()):
        facts_by_steps.setdefault(tuple(clashing), []).append(name)
    for steps, names in facts_by_steps.items():
        yield _fault(definition, steps, names)
    for node in definition.drawing.kinds(CALL, *SCOPES):
        if node.several is not None and not node.several.sequential:
            yield from _instances(node, writing)


def _clashes(definition: Definition, writing: "_Writing") -> dict[str, dict[str, None]]:
    """Fact → the steps that may set it while another that may is open."""
    found: dict[str, dict[str, None]] = {}
    for verdict in definition.paths.verdicts.values():
        written = {
            node: writing.by(definition.model.nodes[node]) for node in sorted(verdict.together)
        }
        setters: dict[str, set[str]] = {}
        for node, names in written.items():
            for name in names:
                setters.setdefault(name, set()).add(node)
        for name, nodes in setters.items():
            for node in sorted(n for n in nodes if verdict.together[n] & nodes):
                found.setdefault(name, {}).update(dict.fromkeys(written[node][name]))
    return found


def _fault(definition: Definition, steps: tuple[str, ...], names: list[str]) -> Fault:
    nodes = [definition.model.nodes[step] for step in steps]
    if len(nodes) == 1:
        who = f"{called(nodes[0])} can be open twice at once and sets"
    else:
        words = [called(node) for node in nodes[:MOST_NAMED]]
        more = len(nodes) - MOST_NAMED
        words += [f"{more} more"] if more > 0 else []
        who = f"{listed(words)} can be open at the same time and may set the same facts:"
    return Fault(
        nodes[0],
        f"{who} {listed(names)}. Whoever is last would overwrite the others, so ask in one step "
        "only, or draw one after the other.",
    )


def _instances(node: Node, writing: "_Writing") -> Iterator[Fault]:
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
        inner = node.called if node.kind == CALL else node.id if node.kind in SCOPES else None
        return own if inner is None else _both(own, self._inside(inner))

    def _inside(self, scope: str) -> Writers:
        if scope not in self.scopes:
            self.scopes[scope] = {}  # a process that calls itself adds nothing of its own
            found: Writers = {}
            for step in self.definition.drawing.inside(scope):
                found = _both(found, self.by(step))
            self.scopes[scope] = found
        return self.scopes[scope]


def _both(some: Writers, others: Writers) -> Writers:
    return {
        name: tuple(dict.fromkeys((*some.get(name, ()), *others.get(name, ()))))
        for name in (*some, *(name for name in others if name not in some))
    }
