"""Every expression in a diagram can be read as FEEL."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.expressions import drawn_expressions, expression_quoted
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.lint.finding import Fault
from engine.times import is_mistyped_time


def faults(definition: Definition) -> Iterator[Fault]:
    """Expressions that cannot be read, with the place in their text."""
    unmapped: set[str] = set()  # written for another engine: the reader told why they cannot be
    for oddity in definition.model.oddities:
        if oddity.rule == "expression":
            unmapped.add(oddity.element)
            yield Fault(oddity, oddity.sentence)
    for expression in drawn_expressions(definition.drawing):
        if expression.thing.id in unmapped or is_mistyped_time(expression.source):
            continue
        try:
            compile_expression(expression.source)
        except FeelError as error:
            yield Fault(
                expression.thing,
                f"{expression_quoted(expression, definition.model)} cannot be read: {error}. "
                "Correct it.",
            )
