"""What conditions, timers and other expressions look at has been set before they are read."""

import re
from collections.abc import Iterator

from engine.bpmn.elements import Flow
from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.given import names
from engine.lint.missing import missing
from engine.lint.naming import called, flow_called
from engine.lint.times import is_meant
from engine.lint.written import written

NULL = re.compile(r"\bnull\b")  # whoever writes it has thought of facts not set


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Expressions that look at facts never set, set only later, or not set on every way."""
    for one in written(bundle.drawing):
        if is_meant(one.source):
            continue
        if isinstance(one.thing, Flow):
            node = bundle.drawing.node(one.thing.source)
            name = flow_called(one.thing, bundle.model)
        else:
            node, name = one.thing, called(one.thing)
        if node is not None:
            what = f"{one.what} of {name}"
            looked_at = names(one.source) - one.local
            for fault in missing(bundle, one.thing, node, what, looked_at, late=one.late):
                if fault.severity == "error" or not NULL.search(one.source):
                    yield fault
