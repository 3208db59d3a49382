"""No diagram calls itself, directly or through others."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import CALL
from engine.analysis.naming import called, process_called
from engine.bpmn.calls import called_processes, calls_of
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Call activities that lead back to the process they stand in."""
    calls = calls_of(definition.model)
    for node in definition.drawing.kinds(CALL):
        if node.called and node.process in called_processes(calls, [node.called]):
            process_name = process_called(definition.model.processes[node.process])
            yield Fault(
                node,
                f"{called(node)} calls a process that leads back to {process_name}: a case would "
                "never end, so draw the repetition as a loop with a gateway instead.",
            )
