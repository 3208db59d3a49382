"""Whether what an expression, a form or a decision looks at has been set on the way to it."""

from collections.abc import Iterable, Iterator

from engine.analysis.definition import Definition
from engine.bpmn.elements import Node
from engine.lint.finding import Fault, Thing


def missing(
    definition: Definition,
    thing: Thing,
    node: Node,
    what: str,
    names: Iterable[str],
    *,
    late: bool = False,
) -> Iterator[Fault]:
    """For each of *names*: an error when nothing can have set it, a warning when a way skips it.

    A fact that was not set is null and a comparison with null is not true, which may be meant; so
    a way that lacks it is only a warning, and a question left out by its form's condition none.
    """
    for name in sorted(set(names) - definition.setting.derived):
        fault = _missing_fact(definition, thing, node, what, name, late=late)
        if fault is not None:
            yield fault


def never(definition: Definition, node: Node, what: str, names: Iterable[str]) -> Iterator[Fault]:
    """The errors alone, for forms and tables: they show and test a fact not set as a blank."""
    for fault in missing(definition, node, node, what, names):
        if fault.severity == "error":
            yield fault


def never_set(thing: Thing, what_looks: str, name: str, also: str = "") -> Fault:
    """The fault of looking at a fact that nothing sets."""
    return Fault(
        thing,
        f"{what_looks} at '{name}'{also}, which no form, decision or step sets: correct the name, "
        "or ask for it in a form before.",
    )


def _missing_fact(
    definition: Definition, thing: Thing, node: Node, what: str, name: str, *, late: bool
) -> Fault | None:
    if definition.facts.never_supplied(name):
        return never_set(thing, f"{what} looks", name)
    lacks = definition.paths.never_met(name)
    trace = lacks.after(node) if late else lacks.at(node)
    if trace is None:
        return None
    if not definition.paths.can_precede(name, node, late=late):
        return Fault(
            thing,
            f"{what} looks at '{name}', which is only set later: ask for it in a form before.",
            trace=trace,
        )
    return Fault(
        thing,
        f"{what} looks at '{name}', which is not set on every way there: it counts as nothing "
        "then, so check that this is meant, or ask for it in a form that every way passes.",
        "warning",
        trace,
    )
