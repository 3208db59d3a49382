"""What a form's conditions, options and words look at has been set before it is asked."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.lint.finding import Fault
from engine.lint.missing import faults_of_facts_never_set


def faults(definition: Definition) -> Iterator[Fault]:
    """Forms that look at facts never set, or set only later."""
    for node in definition.drawing.nodes:
        form = definition.contents.form_of(node)
        if form is not None:
            item = {node.several.item} if node.several else set()
            what = f"the form {node.form} of {called(node)}"
            yield from faults_of_facts_never_set(
                definition, node, what, form.reads - form.keys.keys() - item
            )
