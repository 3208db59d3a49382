"""No process, and no name in it, is too large to read, to check or to run."""

from collections import Counter
from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called

MOST = 300


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Names that are too long, processes with too many elements, calls that unfold too far."""
    sizes = Counter(node.process for node in bundle.drawing.nodes)
    for oddity in bundle.model.oddities:
        if oddity.rule == "too-large" and sizes[oddity.element] <= MOST:
            yield Fault(oddity, oddity.sentence)
    for process in bundle.model.processes.values():
        if sizes[process.id] > MOST:
            yield Fault(
                process,
                f"the process {process.id} has {sizes[process.id]} elements and the most is "
                f"{MOST}: move a part of it into a diagram of its own and call that.",
            )
    if len(bundle.routes.nodes) > MOST:
        for node_id in sorted(bundle.routes.folded):
            node = bundle.model.nodes[node_id]
            yield Fault(
                node,
                f"the diagrams unfold too far at {called(node)}, so facts were not followed "
                "beyond it: call fewer diagrams from within called ones.",
                "warning",
            )
