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
    key = definition.model.key
    if key is None:
        return
    process = definition.model.processes[key]
    steps = _steps_needed(definition, key)
    ends = _consent_ends(definition, key)
    if steps and not ends:
        yield _no_marked_end(process)
    for step in steps:
        yield from _faults_of_step(definition, process, step, ends)


def _steps_needed(definition: Definition, key: str) -> list[str]:
    """The steps that the law gives to the definition, else those that say they are of the law."""
    by_law = {step.step for step in definition.setting.law.steps.values() if step.definition == key}
    if by_law:
        return sorted(by_law)
    statutory = [node.id for node in definition.drawing.nodes if node.statutory]
    return sorted(node for node in statutory if node in definition.paths.routes.places_met)


def _consent_ends(definition: Definition, key: str) -> list[Node]:
    usual = {end.end for end in definition.setting.law.ends if end.consent}
    ends = [end for end in definition.drawing.kinds(END) if end.process == key]
    return [end for end in ends if _is_consent(end, usual)]


def _no_marked_end(process: Process) -> Fault:
    return Fault(
        process,
        f"no end of {process_called(process)} is marked as the one with consent, so the way to it "
        "cannot be checked: give that end event the property consent with the value yes.",
    )


def _is_consent(end: Node, usual: set[str]) -> bool:
    """An end is a consent when it says so, or bears one of the usual ids and says nothing."""
    marked = end.properties.get("consent")
    return marked == "yes" if marked else end.id in usual


def _faults_of_step(
    definition: Definition, process: Process, step: str, ends: list[Node]
) -> Iterator[Fault]:
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
