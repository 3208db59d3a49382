"""No way leads to a consent without the decisions that the law asks for."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import END
from engine.analysis.missing_facts import MissingFact
from engine.analysis.naming import called, process_called
from engine.bpmn.elements import Node, Process
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Decisions that are not drawn, or that some way to a consent leaves out."""
    model = definition.model
    key = model.key
    if key is None:
        return
    law = definition.setting.law
    asked = {one.step for one in law.steps.values() if one.definition == key}
    usual = {end.end for end in law.ends if end.consent}
    drawn = {
        n.id
        for n in definition.drawing.nodes
        if n.statutory and n.id in definition.paths.routes.places_met
    }
    steps = sorted(asked or drawn)
    ends = [
        end for end in definition.drawing.kinds(END) if end.process == key and _consents(end, usual)
    ]
    if steps and not ends:
        yield _unmarked(model.processes[key])
    for step in steps:
        yield from _step(definition, model.processes[key], step, ends)


def _unmarked(process: Process) -> Fault:
    return Fault(
        process,
        f"no end of {process_called(process)} is marked as the one with consent, so the way to it "
        "cannot be checked: give that end event the property consent with the value yes.",
    )


def _consents(end: Node, usual: set[str]) -> bool:
    """An end is a consent when it says so, or bears one of the usual ids and says nothing."""
    said = end.properties.get("consent")
    return said == "yes" if said else end.id in usual


def _step(definition: Definition, process: Process, step: str, ends: list[Node]) -> Iterator[Fault]:
    node = definition.drawing.node(step)
    if node is None:
        yield Fault(
            process,
            f"the step {step} is not drawn in {process_called(process)}, and no consent is lawful "
            "without it: draw it on the way to the consent.",
        )
        return
    lacks = MissingFact(definition.paths.routes, lambda passed: passed.id == step)
    for end in ends:
        trace = lacks.at(end)
        if trace is not None:
            yield Fault(
                end,
                f"a case can reach {called(end)} without {called(node)}, and no consent is lawful "
                "without it: lead every way to this end through that step.",
                trace=trace,
            )
