"""Every letter that a step writes has its template in the bundle."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.panel import under
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Letters whose template is not there."""
    for node in definition.drawing.nodes:
        for rule in node.letters:
            if rule.code not in definition.contents.letters:
                yield Fault(
                    node,
                    f"{called(node)} writes letter {rule.code}, which has no template: add "
                    f"letters/{rule.code}.docx, or take it away {under('letter.template')}.",
                )
