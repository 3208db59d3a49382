"""Every letter that a step writes has its template in the bundle."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Letters whose template is not there."""
    for node in bundle.drawing.nodes:
        for rule in node.letters:
            if rule.code not in bundle.letters:
                yield Fault(
                    node,
                    f"{called(node)} writes letter {rule.code}, which has no template: add "
                    f"letters/{rule.code}.docx, or correct the code under Letter.",
                )
