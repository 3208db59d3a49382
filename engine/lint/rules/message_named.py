"""Every message waited for has a name."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Message events and receive tasks without a message."""
    for node in definition.drawing.nodes:
        waits = node.kind == "receiveTask" or (node.event == "message" and not node.topic)
        if waits and not node.message:
            yield Fault(
                node,
                f"{called(node)} does not say which message it is about: choose one in the panel "
                "under Message and give it a name.",
            )
