"""An automatic step does something we know, about a step that is drawn."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called, listed


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Topics that nothing answers, and reminders about steps that are not there."""
    topics = bundle.setting.topics
    for node in bundle.drawing.nodes:
        if node.topic and topics is not None and node.topic not in topics:
            yield Fault(
                node,
                f"{called(node)} has the topic '{node.topic}', which nothing answers: choose "
                f"{listed(sorted(topics), 'or')} in the panel under Topic.",
            )
        about = node.properties.get("about")
        if about and bundle.drawing.node(about) is None:
            yield Fault(
                node,
                f"{called(node)} is about the step '{about}', which is not drawn: correct the id "
                "under about.",
            )
