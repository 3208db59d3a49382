"""An automatic step does something we know, about a step that is drawn."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, listed
from engine.bpmn.panel import under
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Topics that nothing answers, and reminders about steps that are not there."""
    topics = definition.setting.topics
    for node in definition.drawing.nodes:
        if node.topic and topics is not None and node.topic not in topics:
            yield Fault(
                node,
                f"{called(node)} has the topic '{node.topic}', which nothing answers: choose "
                f"{listed(sorted(topics), 'or')} {under('topic')}.",
            )
        about = node.properties.get("about")
        if about and definition.drawing.node(about) is None:
            yield Fault(
                node,
                f"{called(node)} is about the step '{about}', which is not drawn: correct the id "
                f"{under('about')}.",
            )
