"""The facts a step leaves behind: what its form asks, its table decides, the diagram sets."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.elements import Node
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.forms.fields import Field, Form

TOUCHED = "touched"  # what an amending step gives: the steps to be taken again, and their calls


@dataclass(frozen=True, slots=True)
class SuppliedFact:
    """One fact a step may set; `unless` are the conditions on earlier facts that skip it."""

    name: str
    unless: tuple[str, ...] = ()
    sure: bool = True


def from_form(form: Form) -> Iterator[SuppliedFact]:
    """The facts of the questions of *form*, each with what keeps it from being asked."""
    yield from _questions(form.fields, (), set())


def _questions(
    fields: tuple[Field, ...], above: tuple[str, ...], earlier: set[str]
) -> Iterator[SuppliedFact]:
    for field in fields:
        unless = (*above, *_skipped(field, earlier))
        if field.kind.flattens:
            yield from _questions(field.children, unless, earlier)
        elif field.asks:
            yield SuppliedFact(field.key, unless, sure=not unless)
            earlier.add(field.key)


def _skipped(field: Field, earlier: set[str]) -> Iterator[str]:
    """A question that an answer of its own page hides leaves a blank; one never shown does not."""
    if field.hide is not None and not names(field.hide) & earlier:
        yield field.hide


def names(source: str) -> frozenset[str]:
    """The facts an expression looks at; none when it cannot be read."""
    try:
        return compile_expression(source).names
    except FeelError:
        return frozenset()


def from_diagram(node: Node) -> Iterator[SuppliedFact]:
    """The facts that the diagram itself sets at *node*."""
    for name in node.sets:
        yield SuppliedFact(name)
    if node.amends:
        yield SuppliedFact(TOUCHED)
    if node.collect:
        yield SuppliedFact(node.collect)
    if node.decision and node.result:
        yield SuppliedFact(node.result)
