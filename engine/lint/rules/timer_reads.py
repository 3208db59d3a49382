"""Every timer and due date is a time we can work out."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, quoted
from engine.bpmn.elements import Node
from engine.bpmn.node_structure import may_repeat
from engine.lint.finding import Fault
from engine.times import is_cycle, is_date, is_duration, is_mistyped_time, is_time

READS = {"date": is_date, "duration": is_duration, "cycle": is_cycle}
LIKE = {"date": "YYYY-MM-DD", "duration": "P5D or 10 working days", "cycle": "R/P7D or R3/PT24H"}


def faults(definition: Definition) -> Iterator[Fault]:
    """Timers without a time, with a mistyped one, or with one of another kind."""
    for node in definition.drawing.nodes:
        yield from _faults_of_timer(node)
        if node.due is not None and (is_mistyped_time(node.due) or is_cycle(node.due)):
            yield Fault(
                node,
                f"the due date {quoted(node.due)} of {called(node)} cannot be read: write "
                f"{LIKE['date']}, {LIKE['duration']}, or an expression.",
            )


def _faults_of_timer(node: Node) -> Iterator[Fault]:
    timer = node.timer
    if timer is None:
        if node.event == "timer":
            yield Fault(
                node,
                f"{called(node)} is a timer without a time: write one in the panel under Timer.",
            )
    elif timer.kind == "cycle" and not may_repeat(node):
        yield Fault(
            node,
            f"{called(node)} repeats, which only a timer on the edge of a step or at the start of "
            f"an event sub-process can: give it a duration such as {LIKE['duration']}.",
        )
    elif is_mistyped_time(timer.source):
        yield Fault(
            node,
            f"the time {quoted(timer.source)} of {called(node)} cannot be read: write a "
            f"{timer.kind} such as {LIKE[timer.kind]}.",
        )
    elif is_time(timer.source) and not READS[timer.kind](timer.source):
        yield Fault(
            node,
            f"{called(node)} says it is a {timer.kind}, but {quoted(timer.source)} is not: choose "
            f"the right kind in the panel under Timer, or write one such as {LIKE[timer.kind]}.",
        )
