"""Every case can go on until it ends and opens no step twice: the diagram is played."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, listed, process_called
from engine.analysis.soundness import Trouble, Verdict
from engine.bpmn.elements import Node, Process
from engine.lint.finding import Fault

SAYS = {
    "stuck": "a case can get stuck: {} waits for a branch that can no longer come. Lead into it "
    "only branches that are always opened together, or use an exclusive gateway.",
    "doubled": "{} can be reached twice at the same time, because branches opened together come "
    "to it one by one: join them in a parallel gateway first.",
    "endless": "a case that has come to {} can never end: draw a way from there to an end event.",
    "circling": "{} leads round to itself with no step in between: draw the way to a step.",
    "idle": "{} is never reached, whatever is chosen before it: lead a way to it, or remove it.",
}


def faults(definition: Definition) -> Iterator[Fault]:
    """What playing each process and sub-process showed."""
    for scope, verdict in definition.paths.verdicts.items():
        holder = definition.model.nodes.get(scope) or definition.model.processes.get(scope)
        for trouble in verdict.troubles:
            yield _trouble_fault(definition, trouble)
        if not verdict.decided and holder is not None:
            yield _undecided_fault(holder, verdict)


def _trouble_fault(definition: Definition, trouble: Trouble) -> Fault:
    nodes = [definition.model.nodes[node] for node in trouble.nodes]
    sentence = SAYS[trouble.kind].format(listed([called(node) for node in nodes]))
    return Fault(nodes[0], sentence, trace=trouble.trace)


def _undecided_fault(holder: Node | Process, verdict: Verdict) -> Fault:
    name = process_called(holder) if isinstance(holder, Process) else called(holder)
    return Fault(
        holder,
        f"whether every case of {name} can end was not decided: it can stand in more than "
        f"{verdict.states:,} ways. Move a part with many branches into a diagram of its own.",
        "warning",
    )
