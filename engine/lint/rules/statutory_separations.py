"""Whoever the law keeps apart stays apart."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, listed
from engine.lint.finding import Fault
from engine.lint.protected import steps_drawn


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps that the law keeps separate from others that are drawn, and that no longer say so."""
    for node, step in steps_drawn(definition):
        drawn = [other for other in step.separate_from if definition.drawing.node(other)]
        missing = [other for other in drawn if other not in node.separate_from]
        if missing:
            yield Fault(
                node,
                f"{called(node)} must be done by somebody else than {listed(missing, 'or')} "
                f"({step.basis}): write {', '.join(drawn)} under separate.from.",
            )
