"""Whether what an expression, a form or a decision looks at has been set on the way to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.bpmn.elements import Node
from engine.lint.finding import Fault, Thing


@dataclass(frozen=True, slots=True)
class Look:
    """Something that looks at facts when a case is at *node*, and how a sentence calls it."""

    thing: Thing
    node: Node
    words: str
    late: bool = False  # it looks once the step is done, and sees the answers of it


def faults_of_missing_facts(
    definition: Definition, look: Look, names: Iterable[str]
) -> Iterator[Fault]:
    """For each of *names*: an error when nothing can have set it, a warning when a way skips it.

    A fact that was not set is null and a comparison with null is not true, which may be meant; so
    a way that lacks it is only a warning, and a question left out by its form's condition none.
    """
    for name in sorted(set(names) - definition.setting.derived):
        fault = _fault_of_missing_fact(definition, look, name)
        if fault is not None:
            yield fault


def faults_of_facts_never_set(
    definition: Definition, node: Node, words: str, names: Iterable[str]
) -> Iterator[Fault]:
    """The errors alone, for forms and tables: they show and test a fact not set as a blank."""
    for fault in faults_of_missing_facts(definition, Look(node, node, words), names):
        if fault.severity == "error":
            yield fault


def fault_of_fact_never_set(thing: Thing, words: str) -> Fault:
    """The fault of looking at a fact that nothing sets; *words* say what looks at it."""
    return Fault(
        thing,
        f"{words}, which no form, decision or step sets: correct the name, or ask for it in a form "
        "before.",
    )


def _fault_of_missing_fact(definition: Definition, look: Look, name: str) -> Fault | None:
    words = f"{look.words} looks at '{name}'"
    if definition.facts.never_supplied(name):
        return fault_of_fact_never_set(look.thing, words)
    lacking = definition.paths.never_met(name)
    trace = lacking.after(look.node) if look.late else lacking.at(look.node)
    if trace is None:
        return None
    if not definition.paths.can_precede(name, look.node, late=look.late):
        return Fault(
            look.thing,
            f"{words}, which is only set later: ask for it in a form before.",
            trace=trace,
        )
    return Fault(
        look.thing,
        f"{words}, which is not set on every way there: it counts as nothing then, so check that "
        "this is meant, or ask for it in a form that every way passes.",
        "warning",
        trace,
    )
