"""Every diagram that is called is in the bundle."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import CALL
from engine.analysis.naming import called, process_called
from engine.bpmn.panel import under
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Call activities that call nothing, or something that is not there or not executable."""
    for node in definition.drawing.kinds(CALL):
        process = definition.model.processes.get(node.called or "")
        if node.called is None:
            yield Fault(
                node,
                f"{called(node)} does not say which process it calls: name it "
                f"{under('calledElement')}.",
            )
        elif process is None:
            yield Fault(
                node,
                f"{called(node)} calls the process '{node.called}', which is not in the bundle: "
                "add its diagram, or correct the id.",
            )
        elif not process.executable:
            yield Fault(
                process,
                f"{process_called(process)} is called by {called(node)} but is not executable: "
                "tick Executable in its panel.",
            )
