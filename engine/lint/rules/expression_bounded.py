"""No expression, form or decision asks for more work than one step may do."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.expressions import Expression, drawn_expressions
from engine.analysis.naming import called, flow_called, quoted
from engine.bpmn.elements import Flow
from engine.dmn.read import Decisions
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.limits import MAX_STEPS, Budget
from engine.forms.fields import Form, flat
from engine.forms.sources import expressions, titled
from engine.lint.finding import Fault, Place, Thing

ALL_TOGETHER = 4 * MAX_STEPS


def faults(definition: Definition) -> Iterator[Fault]:
    """What is too much work even while no fact is set, by itself or all of it together."""
    left = ALL_TOGETHER
    for thing, name, steps, problem in _tried(definition):
        if problem:
            yield Fault(thing, f"{name} can never be worked out: {problem}.")
        left -= steps
        if left < 0:
            yield Fault(
                thing,
                f"{name}, and what comes before it in the check, are too much work together: "
                "make their lists or loops smaller.",
            )
            return


def _tried(definition: Definition) -> Iterator[tuple[Thing, str, int, str | None]]:
    for one in drawn_expressions(definition.drawing):
        yield one.thing, _named(one, definition), *_work(one.source)
    for key, form in definition.contents.forms.items():
        for field in flat(form.fields) if isinstance(form, Form) else ():
            for what, source in expressions(field):
                yield _form(key), f"the form {key}: {titled(field)}: {what}", *_work(source)
    yield from _decisions(definition)


def _form(key: str) -> Place:
    return Place(f"forms/{key}.form", key)


def _decisions(definition: Definition) -> Iterator[tuple[Thing, str, int, str | None]]:
    for key, decisions in definition.contents.decisions.items():
        if isinstance(decisions, Decisions):
            for decision in decisions.ids:
                place = Place(f"decisions/{key}.dmn", decision)
                yield place, f"the decision {decision}", *decisions.work(decision)


def _named(one: Expression, definition: Definition) -> str:
    thing = one.thing
    name = flow_called(thing, definition.model) if isinstance(thing, Flow) else called(thing)
    return f"{one.what} {quoted(one.source)} of {name}"


def _work(source: str) -> tuple[int, str | None]:
    """The steps that an expression takes while no fact is set, and why they are too many."""
    budget = Budget()
    try:
        compiled = compile_expression(source)
    except FeelError:
        return 0, None  # another rule says so
    try:
        compiled.run({}, budget)
    except FeelError as problem:
        return MAX_STEPS - budget.left, str(problem)
    return MAX_STEPS - budget.left, None
