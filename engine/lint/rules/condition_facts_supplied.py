"""What conditions, timers and other expressions look at has been set before they are read."""

import re
from collections.abc import Iterator

from engine.bpmn.elements import Flow
from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.given import names
from engine.lint.missing import missing, never_set
from engine.lint.naming import called, flow_called
from engine.lint.written import Written, written
from engine.times import is_mistyped_time

NULL = re.compile(r"\bnull\b")  # whoever writes it has thought of facts not set


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Expressions that look at facts never set, set only later, or not set on every way."""
    unknown: dict[str, list[Written]] = {}
    for one in written(bundle.drawing):
        if is_mistyped_time(one.source):
            continue
        looked_at = names(one.source) - one.local - bundle.setting.derived
        for name in sorted(looked_at):
            if bundle.never_given(name):
                unknown.setdefault(name, []).append(one)
            else:
                yield from _missing(bundle, one, name)
    for name, those in unknown.items():
        yield _unknown(bundle, name, those)


def _missing(bundle: Bundle, one: Written, name: str) -> Iterator[Fault]:
    node = bundle.drawing.node(one.thing.source) if isinstance(one.thing, Flow) else one.thing
    if node is not None:
        what = _called(one, bundle)
        for fault in missing(bundle, one.thing, node, what, [name], late=one.late):
            if fault.severity == "error" or not NULL.search(one.source):
                yield fault


def _unknown(bundle: Bundle, name: str, those: list[Written]) -> Fault:
    """One fault for all that look at a fact that nothing sets: it has one cause."""
    more = len(those) - 1
    also = f" (as {more} more {'expression does' if more == 1 else 'expressions do'})"
    return never_set(those[0].thing, f"{_called(those[0], bundle)} looks", name, also * (more > 0))


def _called(one: Written, bundle: Bundle) -> str:
    thing = one.thing
    name = flow_called(thing, bundle.model) if isinstance(thing, Flow) else called(thing)
    return f"{one.what} of {name}"
