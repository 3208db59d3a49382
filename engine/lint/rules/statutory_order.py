"""What the law asks for stands before a step or an end on every way that leads to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

from engine.analysis.definition import Definition
from engine.analysis.missing_facts import MissingFact
from engine.analysis.naming import called, step_called
from engine.analysis.possible_values import Value
from engine.bpmn.elements import Node
from engine.feel.compile import compile_expression
from engine.lint.claiming import ends_claimed
from engine.lint.finding import Fault
from engine.lint.protected import steps_drawn
from engine.people.law import StatutoryEnd, StatutoryStep


@dataclass(frozen=True, slots=True)
class _Asked:
    """What must hold when a case comes to an element, and how a sentence speaks of it."""

    node: Node
    after: tuple[str, ...]
    needs: tuple[str, ...]
    only_when: str
    words: str
    basis: str


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps and ends that a case can come to without what the law asks for before them."""
    for asked in _all_asked(definition):
        if definition.paths.routes.folded and not definition.paths.routes.at.get(asked.node.id):
            yield Fault(
                asked.node,
                f"the ways to {asked.words} cannot be followed, because the diagrams unfold too "
                "far: call fewer diagrams from within called ones.",
            )
        yield from _after(definition, asked)
        yield from _needs(definition, asked)
        yield from _only_when(definition, asked)


def _all_asked(definition: Definition) -> Iterator[_Asked]:
    for node, step in steps_drawn(definition):
        yield _of(node, step, called(node), step.after)
    for node, words, end in ends_claimed(definition):
        yield _of(node, end, words, ())


def _of(
    node: Node, asked: StatutoryStep | StatutoryEnd, words: str, after: tuple[str, ...]
) -> _Asked:
    return _Asked(node, after, asked.needs, asked.only_when, words, asked.basis)


def _after(definition: Definition, asked: _Asked) -> Iterator[Fault]:
    for step in asked.after:
        trace = MissingFact(definition.paths.routes, partial(_is, step)).at(asked.node)
        if trace is not None:
            yield Fault(
                asked.node,
                f"a case can come to {asked.words} without {step_called(definition.model, step)}, "
                f"which the law asks for first ({asked.basis}): lead every way there through it.",
                trace=trace,
            )


def _is(step: str, node: Node) -> bool:
    return node.id == step


def _needs(definition: Definition, asked: _Asked) -> Iterator[Fault]:
    for fact in asked.needs:
        # Whoever may set it does so for certain: that is for statutory-facts to say.
        trace = definition.paths.never_met(fact).at(asked.node)
        if trace is not None:
            steps = _setting(definition, fact)
            yield Fault(
                asked.node,
                f"a case can come to {asked.words} before '{fact}' is known, which the law asks "
                f"for first ({asked.basis}): lead every way there through {steps}, or give it "
                "another name.",
                trace=trace,
            )


def _setting(definition: Definition, fact: str) -> str:
    """The steps by which the law sets a fact, in words."""
    rows = [row for row in definition.setting.law.facts if row.fact == fact]
    return " or ".join(step_called(definition.model, row.step) for row in rows)


def _only_when(definition: Definition, asked: _Asked) -> Iterator[Fault]:
    if not asked.only_when:
        return
    condition = compile_expression(asked.only_when)
    names = sorted(condition.names)
    answers = _answers(definition)
    known = {name: definition.paths.values_of(name, answers.get(name, ())) for name in names}
    for values in product(*(sorted(known[name].at(asked.node), key=str) for name in names)):
        facts = dict(zip(names, values, strict=True))
        if condition(facts) is not True:
            first = names[0]
            yield Fault(
                asked.node,
                f"a case can come to {asked.words} with {_said(facts)}, which the law allows only "
                f"when {asked.only_when} ({asked.basis}): put a gateway before it that sends every "
                "other answer elsewhere.",
                trace=known[first].trace(asked.node, facts[first]),
            )
            return


def _answers(definition: Definition) -> Mapping[str, tuple[str | bool, ...]]:
    """Fact → every answer that the law knows for it."""
    answers: dict[str, tuple[str | bool, ...]] = {}
    for row in definition.setting.law.facts:
        answers[row.fact] = (*answers.get(row.fact, ()), *row.values)
    return answers


def _said(facts: Mapping[str, Value]) -> str:
    words = [f"{name} not set" if v is None else f"{name} = {v}" for name, v in facts.items()]
    return " and ".join(words)
