"""A gateway either joins ways or parts them, not both."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import GATEWAYS
from engine.analysis.naming import called
from engine.lint.finding import Fault, Severity

WAITS = frozenset({"parallelGateway", "inclusiveGateway"})


def faults(definition: Definition) -> Iterator[Fault]:
    """Gateways with several flows on both sides."""
    for node in definition.drawing.kinds(*GATEWAYS):
        if definition.drawing.forks(node) and definition.drawing.joins(node):
            severity: Severity = "error" if node.kind in WAITS else "warning"
            yield Fault(
                node,
                f"{called(node)} both joins ways and parts them: draw one gateway that joins, and "
                "after it one that parts.",
                severity,
            )
