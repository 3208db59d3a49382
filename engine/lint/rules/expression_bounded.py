"""No expression, form or decision asks for more work than one step may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.analysis.expressions import drawn_expressions, expression_quoted
from engine.dmn.read import Decisions
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.limits import MAX_STEPS, Budget
from engine.forms.fields import Form, flat
from engine.forms.sources import expressions, titled
from engine.lint.finding import Fault, Place, Thing

ALL_TOGETHER = 4 * MAX_STEPS


@dataclass(frozen=True, slots=True)
class _Work:
    """Something worked out while no fact is set: the steps it takes, and why they are too many."""

    thing: Thing
    name: str
    steps: int
    problem: str | None


def faults(definition: Definition) -> Iterator[Fault]:
    """What is too much work even while no fact is set, by itself or all of it together."""
    allowance = ALL_TOGETHER
    for work in _works(definition):
        if work.problem:
            yield Fault(work.thing, f"{work.name} can never be worked out: {work.problem}.")
        allowance -= work.steps
        if allowance < 0:
            yield Fault(
                work.thing,
                f"{work.name}, and what comes before it in the check, are too much work together: "
                "make their lists or loops smaller.",
            )
            return


def _works(definition: Definition) -> Iterator[_Work]:
    for expression in drawn_expressions(definition.drawing):
        name = expression_quoted(expression, definition.model)
        yield _work(expression.thing, name, expression.source)
    for key, form in definition.contents.forms.items():
        if isinstance(form, Form):
            yield from _works_of_form(key, form)
    for key, decisions in definition.contents.decisions.items():
        if isinstance(decisions, Decisions):
            yield from _works_of_decisions(key, decisions)


def _works_of_form(key: str, form: Form) -> Iterator[_Work]:
    place = Place(f"forms/{key}.form", key)
    for field in flat(form.fields):
        for what, source in expressions(field):
            yield _work(place, f"the form {key}: {titled(field)}: {what}", source)


def _works_of_decisions(key: str, decisions: Decisions) -> Iterator[_Work]:
    for decision in decisions.ids:
        place = Place(f"decisions/{key}.dmn", decision)
        yield _Work(place, f"the decision {decision}", *decisions.work(decision))


def _work(thing: Thing, name: str, source: str) -> _Work:
    budget = Budget()
    problem = None
    try:
        compiled = compile_expression(source)
    except FeelError:
        return _Work(thing, name, 0, None)  # another rule says so
    try:
        compiled.run({}, budget)
    except FeelError as error:
        problem = str(error)
    return _Work(thing, name, MAX_STEPS - budget.left, problem)
