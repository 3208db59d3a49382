"""No diagram calls itself, directly or through others."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import CALL
from engine.analysis.naming import called, process_called
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Call activities that lead back to the process they stand in."""
    calls: dict[str, set[str]] = {}
    for node in definition.drawing.kinds(CALL):
        if node.called:
            calls.setdefault(node.process, set()).add(node.called)
    for node in definition.drawing.kinds(CALL):
        if node.called and node.process in _processes_reached(node.called, calls):
            process_name = process_called(definition.model.processes[node.process])
            yield Fault(
                node,
                f"{called(node)} calls a process that leads back to {process_name}: a case would "
                "never end, so draw the repetition as a loop with a gateway instead.",
            )


def _processes_reached(process: str, calls: dict[str, set[str]]) -> set[str]:
    waiting, reached = [process], set[str]()
    while waiting:
        process = waiting.pop()
        if process not in reached:
            reached.add(process)
            waiting += calls.get(process, ())
    return reached
