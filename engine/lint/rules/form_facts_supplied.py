"""What a form's conditions, options and words look at has been set before it is asked."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.missing import never
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Forms that look at facts never set, or set only later."""
    for node in bundle.drawing.nodes:
        form = bundle.form_of(node)
        if form is not None:
            own = {node.several.item} if node.several else set()
            what = f"the form {node.form} of {called(node)}"
            yield from never(bundle, node, what, form.reads - form.keys.keys() - own)
