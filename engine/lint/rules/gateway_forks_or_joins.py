"""A gateway either joins ways or parts them, not both."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.drawn import GATEWAYS
from engine.lint.finding import Fault, Severity
from engine.lint.naming import called

WAITS = frozenset({"parallelGateway", "inclusiveGateway"})


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Gateways with several flows on both sides."""
    for node in bundle.drawing.kinds(*GATEWAYS):
        if bundle.drawing.forks(node) and bundle.drawing.joins(node):
            severity: Severity = "error" if node.kind in WAITS else "warning"
            yield Fault(
                node,
                f"{called(node)} both joins ways and parts them: draw one gateway that joins, and "
                "after it one that parts.",
                severity,
            )
