"""Every message waited for has a name."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Message events and receive tasks without a message."""
    for node in bundle.drawing.nodes:
        waits = node.kind == "receiveTask" or (node.event == "message" and not node.topic)
        if waits and not node.message:
            yield Fault(
                node,
                f"{called(node)} does not say which message it is about: choose one in the panel "
                "under Message and give it a name.",
            )
