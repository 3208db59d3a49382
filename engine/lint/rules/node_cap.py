"""No process, and no name in it, is too large to read, to check or to run."""

from collections import Counter
from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, process_called
from engine.lint.finding import Fault

MOST = 300


def faults(definition: Definition) -> Iterator[Fault]:
    """Names that are too long, processes with too many elements, calls that unfold too far."""
    sizes = Counter(node.process for node in definition.drawing.nodes)
    for oddity in definition.model.oddities:
        if oddity.rule == "too-large" and sizes[oddity.element] <= MOST:
            yield Fault(oddity, oddity.sentence)
    for process in definition.model.processes.values():
        if sizes[process.id] > MOST:
            yield Fault(
                process,
                f"{process_called(process)} has {sizes[process.id]} elements and the most is "
                f"{MOST}: move a part of it into a diagram of its own and call that.",
            )
    yield from _calls_unfolding_too_far(definition)


def _calls_unfolding_too_far(definition: Definition) -> Iterator[Fault]:
    """Calls beyond which the diagrams, each call drawn out, are too large to follow facts in."""
    if len(definition.paths.routes.nodes) > MOST:
        for node_id in sorted(definition.paths.routes.folded):
            node = definition.model.nodes[node_id]
            yield Fault(
                node,
                f"the diagrams unfold too far at {called(node)}, so facts were not followed "
                "beyond it: call fewer diagrams from within called ones.",
                "warning",
            )
