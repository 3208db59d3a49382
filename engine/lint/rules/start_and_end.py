"""Every process and sub-process begins once and can end."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import SCOPES
from engine.analysis.naming import called, tidy
from engine.bpmn.elements import Node, Process
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Processes and sub-processes without a start, without an end, or with two starts."""
    for process in definition.model.processes.values():
        name = f"{tidy(process.name)} ({process.id})" if process.name else process.id
        yield from _faults_of_scope(definition, process, process.id, f"the process {name}")
    for node in definition.drawing.kinds(*SCOPES):
        yield from _faults_of_scope(definition, node, node.id, called(node))


def _faults_of_scope(
    definition: Definition, thing: Process | Node, scope: str, name: str
) -> Iterator[Fault]:
    starts = definition.drawing.starts(scope)
    if not starts:
        yield Fault(thing, f"{name} has no start event: draw one and lead it to the first step.")
    if not definition.drawing.ends(scope):
        yield Fault(thing, f"{name} has no end event: draw one after its last step.")
    for start in starts[1:]:
        yield Fault(
            start,
            f"{called(start)} is a second way for {name} to begin: keep one start event, and put "
            "a gateway after it if the work begins in different ways.",
        )
