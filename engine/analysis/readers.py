"""Who reads each fact of a definition: which step, and to show, check or decide what with it.

Nothing is declared by hand but what people rely on beyond their page (`rests.on`): the forms,
decisions, conditions, timers and letters are asked what they name.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from engine.analysis.contents import Contents
from engine.analysis.drawing import Drawing
from engine.analysis.expressions import Expression, drawn_expressions
from engine.analysis.supplied_facts import names
from engine.bpmn.elements import Flow, Node
from engine.bpmn.nodes import parts_of
from engine.forms.fields import Field, Form, flat

How = Literal[
    "shown",
    "asked if",
    "checked",
    "chosen",
    "decides",
    "condition",
    "timer",
    "due",
    "several",
    "kept",
    "letter if",
    "letter",
    "rests on",
]

_HOW_OF_EXPRESSIONS: Mapping[str, How] = {
    "the condition": "condition",
    "the timer": "timer",
    "the due date": "due",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One place that reads a fact; `where` is the question, letter, flow or name set there."""

    fact: str
    how: How
    element: str
    where: str = ""


class _Source(NamedTuple):
    """One FEEL source of a form: the facts it looks at, for which question."""

    how: How
    where: str
    facts: frozenset[str]


@dataclass(frozen=True)
class Readers:
    """The readers of every fact of a definition."""

    drawing: Drawing
    contents: Contents

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every use of a fact, each once, in the order of the files."""
        return tuple(dict.fromkeys(self._uses()))

    @cached_property
    def of_fact(self) -> Mapping[str, tuple[Use, ...]]:
        """Fact → who reads it."""
        by_fact: dict[str, list[Use]] = defaultdict(list)
        for use in self.uses:
            by_fact[use.fact].append(use)
        return {fact: tuple(uses) for fact, uses in by_fact.items()}

    @cached_property
    def at_step(self) -> Mapping[str, tuple[Use, ...]]:
        """Element id → what it reads."""
        by_step: dict[str, list[Use]] = defaultdict(list)
        for use in self.uses:
            by_step[use.element].append(use)
        return {element: tuple(uses) for element, uses in by_step.items()}

    @cached_property
    def put_to_somebody(self) -> frozenset[str]:
        """The steps whose answers another step shows above its questions."""
        return frozenset(use.where for use in self.uses if use.how == "shown" and use.where)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Fact → what people call it, for those that a form asks for."""
        labels: dict[str, str] = {}
        for form in self.contents.forms.values():
            if isinstance(form, Form):
                for field in flat(form.fields):
                    if field.asks:
                        labels.setdefault(field.key, field.short or field.label)
        return labels

    def label(self, fact: str) -> str:
        """What people call a fact: the short label of its question, else its name in words."""
        return self.labels.get(fact) or fact.replace("_", " ")

    def _uses(self) -> Iterator[Use]:
        for node in self.drawing.nodes:
            yield from self._form_uses(node)
            yield from self._shown_steps(node)
            yield from self._letter_uses(node)
            yield from self._decision_uses(node)
            for fact in parts_of(node, "rests.on"):
                yield Use(fact, "rests on", node.id)
        for expression in drawn_expressions(self.drawing):
            yield from _expression_uses(expression)

    def _form_uses(self, node: Node) -> Iterator[Use]:
        form = self.contents.form_of(node)
        if form is None:
            return
        beside_words: set[str] = set()
        for source in _sources(form.fields, frozenset(form.keys)):
            beside_words |= source.facts
            for fact in sorted(source.facts):
                yield Use(fact, source.how, node.id, source.where)
        for fact in sorted(form.reads - beside_words):
            yield Use(fact, "shown", node.id)

    def _shown_steps(self, node: Node) -> Iterator[Use]:
        for step in parts_of(node, "shows"):
            form = self.contents.own_form_of(self.drawing.model.at(step))
            for fact in form.keys if form else ():
                yield Use(fact, "shown", node.id, step)

    def _letter_uses(self, node: Node) -> Iterator[Use]:
        for rule in node.letters:
            letter = self.contents.letter(rule.code)
            if letter is None:
                continue
            for path in sorted(letter.needs):
                yield Use(path.split(".")[0], "letter", node.id, rule.code)

    def _decision_uses(self, node: Node) -> Iterator[Use]:
        decisions = self.contents.decisions_of(node)
        if decisions is not None and node.decision:
            for fact in sorted(decisions.needs(node.decision)):
                yield Use(fact, "decides", node.id, node.decision)


def _sources(fields: tuple[Field, ...], own: frozenset[str]) -> Iterator["_Source"]:
    """What the questions look at; *own* are the answers of the same page, which are no facts."""
    for field in fields:
        where = field.key or field.label
        for how, feel in _feel_of(field):
            if feel:
                yield _Source(how, where, names(feel) - own)
        rows = frozenset(child.key for child in flat(field.children))
        yield from _sources(field.children, own | rows)


def _feel_of(field: Field) -> Iterator[tuple[How, str | None]]:
    yield "asked if", field.hide
    yield "asked if", field.needed
    yield "chosen", field.options_from
    yield "checked", field.limits.least
    yield "checked", field.limits.most
    for check in field.checks:
        yield "checked", check.test


def _expression_uses(expression: Expression) -> Iterator[Use]:
    thing = expression.thing
    at, where = (thing.source, thing.id) if isinstance(thing, Flow) else (thing.id, expression.what)
    for fact in sorted(names(expression.source) - expression.local):
        yield Use(fact, _how(expression.what), at, where)


def _how(what: str) -> How:
    if what.startswith("the value of the fact"):
        return "kept"
    if what.startswith("the condition of letter"):
        return "letter if"
    return _HOW_OF_EXPRESSIONS.get(what, "several")
