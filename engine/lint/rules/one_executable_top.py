"""A bundle has one process that a case begins with."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import listed, process_called
from engine.lint.finding import Fault, Place


def faults(definition: Definition) -> Iterator[Fault]:
    """Bundles in which no process, or several, could be the one that starts."""
    model = definition.model
    if model.key is not None or not model.processes:
        return
    calls = {node.called for node in model.nodes.values()}
    executable = [process for process in model.processes.values() if process.executable]
    tops = [process for process in executable if process.id not in calls]
    first = [*tops, *model.processes.values()][0]
    if not executable:
        sentence = "no process is executable: tick Executable in the panel of the main process."
    elif not tops:
        sentence = "every process is called by another, so no case can begin: one must not be."
    else:
        names = listed([process_called(top) for top in tops])
        sentence = f"{names} could each begin a case: keep one, and call the others from it."
    yield Fault(first if tops else Place(first.file, first.id, first.name), sentence)
