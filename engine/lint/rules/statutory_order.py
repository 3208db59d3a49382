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
class _Requirement:
    """What must hold when a case comes to an element, and how a sentence speaks of that."""

    node: Node
    steps_before: tuple[str, ...]
    facts_before: tuple[str, ...]
    only_when: str
    words: str
    basis: str


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps and ends that a case can come to without what the law asks for before them."""
    routes = definition.paths.routes
    for requirement in _requirements(definition):
        if routes.folded and not routes.places_met.get(requirement.node.id):
            yield _unfollowed(requirement)
        yield from _steps_left_out(definition, requirement)
        yield from _facts_left_out(definition, requirement)
        yield from _unlawful_answers(definition, requirement)


def _requirements(definition: Definition) -> Iterator[_Requirement]:
    for drawn in steps_drawn(definition):
        words = called(drawn.node)
        yield _requirement(drawn.node, drawn.law, words, steps_before=drawn.law.after)
    for claim in ends_claimed(definition):
        yield _requirement(claim.node, claim.end, claim.words, steps_before=())


def _requirement(
    node: Node, law: StatutoryStep | StatutoryEnd, words: str, *, steps_before: tuple[str, ...]
) -> _Requirement:
    return _Requirement(node, steps_before, law.needs, law.only_when, words, law.basis)


def _unfollowed(requirement: _Requirement) -> Fault:
    return Fault(
        requirement.node,
        f"the ways to {requirement.words} cannot be followed, because the diagrams unfold too "
        "far: call fewer diagrams from within called ones.",
    )


def _steps_left_out(definition: Definition, requirement: _Requirement) -> Iterator[Fault]:
    for step in requirement.steps_before:
        lacking = MissingFact(definition.paths.routes, partial(_is_step, step))
        trace = lacking.at(requirement.node)
        if trace is not None:
            yield Fault(
                requirement.node,
                f"a case can come to {requirement.words} without "
                f"{step_called(definition.model, step)}, which the law asks for first "
                f"({requirement.basis}): lead every way there through it.",
                trace=trace,
            )


def _is_step(step: str, node: Node) -> bool:
    return node.id == step


def _facts_left_out(definition: Definition, requirement: _Requirement) -> Iterator[Fault]:
    for fact in requirement.facts_before:
        # Whoever may set it does so for certain: that is for statutory-facts to say.
        trace = definition.paths.never_met(fact).at(requirement.node)
        if trace is not None:
            steps = _steps_setting(definition, fact)
            yield Fault(
                requirement.node,
                f"a case can come to {requirement.words} before '{fact}' is known, which the law "
                f"asks for first ({requirement.basis}): lead every way there through {steps}, or "
                "give it another name.",
                trace=trace,
            )


def _steps_setting(definition: Definition, fact: str) -> str:
    """The steps by which the law sets a fact, in words."""
    rows = [row for row in definition.setting.law.facts if row.fact == fact]
    return " or ".join(step_called(definition.model, row.step) for row in rows)


def _unlawful_answers(definition: Definition, requirement: _Requirement) -> Iterator[Fault]:
    """The first answers with which a case can come there although the condition does not hold."""
    if not requirement.only_when:
        return
    condition = compile_expression(requirement.only_when)
    names = sorted(condition.names)
    answers = _answers(definition)
    values_of = {name: definition.paths.values_of(name, answers.get(name, ())) for name in names}
    possible = [sorted(values_of[name].at(requirement.node), key=str) for name in names]
    for values in product(*possible):
        facts = dict(zip(names, values, strict=True))
        if condition(facts) is not True:
            trace = values_of[names[0]].trace(requirement.node, values[0])
            yield _unlawful(requirement, facts, trace)
            return


def _unlawful(
    requirement: _Requirement, facts: Mapping[str, Value], trace: tuple[str, ...]
) -> Fault:
    return Fault(
        requirement.node,
        f"a case can come to {requirement.words} with {_in_words(facts)}, which the law allows "
        f"only when {requirement.only_when} ({requirement.basis}): put a gateway before it that "
        "sends every other answer elsewhere.",
        trace=trace,
    )


def _answers(definition: Definition) -> Mapping[str, tuple[str | bool, ...]]:
    """Fact → every answer that the law knows for it."""
    answers: dict[str, tuple[str | bool, ...]] = {}
    for row in definition.setting.law.facts:
        answers[row.fact] = (*answers.get(row.fact, ()), *row.values)
    return answers


def _in_words(facts: Mapping[str, Value]) -> str:
    """`consent = yes and reason not set`."""
    words = []
    for name, value in facts.items():
        words.append(f"{name} not set" if value is None else f"{name} = {value}")
    return " and ".join(words)
