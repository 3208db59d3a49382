"""A time limit stands on a step that waits, and is neither nothing nor for ever."""

from collections.abc import Iterator
from datetime import timedelta

from engine.analysis.definition import Definition
from engine.analysis.drawing import AUTOMATIC, BOUNDARY, GATEWAYS
from engine.analysis.naming import called
from engine.bpmn.elements import Node, Timer
from engine.lint.finding import Fault
from engine.times import approximate_length

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=3_650)


def faults(definition: Definition) -> Iterator[Fault]:
    """Boundary events on nothing, and timers that would fire at once, never, or pointlessly."""
    for node in definition.drawing.kinds(BOUNDARY):
        host = definition.drawing.node(node.attached_to or "")
        if host is None or host.kind in GATEWAYS:
            yield Fault(
                node,
                f"{called(node)} is not on the edge of a step: attach it to the step it limits.",
            )
        elif node.timer is not None:
            yield from _faults_of_timer(node, host, node.timer)


def _faults_of_timer(node: Node, host: Node, timer: Timer) -> Iterator[Fault]:
    if host.kind in AUTOMATIC:
        yield Fault(
            node,
            f"{called(node)} limits {called(host)}, which is done at once: put it on a step that "
            "waits for somebody.",
            "warning",
        )
    if timer.kind == "cycle" and node.interrupting:
        yield Fault(
            node,
            f"{called(node)} repeats but also interrupts {called(host)}, so it can happen only "
            "once: make it non-interrupting, or give it a duration.",
            "warning",
        )
    yield from _faults_of_length(node, approximate_length(timer.source))


def _faults_of_length(node: Node, lasts: timedelta | None) -> Iterator[Fault]:
    if lasts == timedelta(0):
        yield Fault(node, f"{called(node)} allows no time at all: write a longer time.")
    elif lasts is not None and lasts < SHORTEST:
        yield Fault(
            node,
            f"{called(node)} allows less than a minute: write a time that a person can keep.",
            "warning",
        )
    elif lasts is not None and lasts > LONGEST:
        yield Fault(node, f"{called(node)} allows more than ten years: check the time.", "warning")
