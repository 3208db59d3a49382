"""Every timer and due date is a time we can work out."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, quoted
from engine.bpmn.elements import Node
from engine.bpmn.node_structure import may_repeat
from engine.lint.finding import Fault
from engine.times import (
    SERVICE_LEVEL,
    is_cycle,
    is_date,
    is_duration,
    is_mistyped_time,
    is_service_level,
    is_time,
    service_level_in,
)


def _is_length(text: str) -> bool:
    return is_duration(text) or is_service_level(text)


READS = {"date": is_date, "duration": _is_length, "cycle": is_cycle}
LIKE = {"date": "YYYY-MM-DD", "duration": "P5D or 10 working days", "cycle": "R/P7D or R3/PT24H"}


def faults(definition: Definition) -> Iterator[Fault]:
    """Timers without a time, with a mistyped one, or with one of another kind."""
    for node in definition.drawing.nodes:
        yield from _faults_of_timer(node)
        yield from _faults_of_levels(definition, node)
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


def _faults_of_levels(definition: Definition, node: Node) -> Iterator[Fault]:
    """Times left to service levels that the reference tables do not have."""
    levels = definition.setting.levels
    if levels is None:
        return
    step = node.attached_to or node.id
    for text in (node.due, node.timer.source if node.timer else None):
        if text is None or not is_service_level(text):
            continue
        level = service_level_in(text)
        if level not in levels.get(step, ()):
            column = "working days" if level == SERVICE_LEVEL else "a reminder"
            yield Fault(
                node,
                f"{called(node)} takes its time from the service levels, which do not have "
                f"{column} for {quoted(step)} at every urgency: add a row to the table "
                "service_levels, without an urgency, or write a time such as 5 working days.",
            )
