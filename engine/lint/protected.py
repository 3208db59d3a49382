"""Which elements of a bundle the law protects, and by what means each step sets its facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.analysis.definition import Definition
from engine.bpmn.elements import Node
from engine.lint.likeness import squeezed
from engine.people.law import StatutoryFact, StatutoryLetter, StatutoryStep

FORM, TABLE, SET, OTHER = "form", "table", "set", "other"


@dataclass(frozen=True, slots=True)
class Setting:
    """One fact that a step sets, and how."""

    node: Node
    fact: str
    means: str


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A step of the law, and the element by which it is drawn."""

    node: Node
    law: StatutoryStep


def settings_of(definition: Definition, node: Node) -> Iterator[Setting]:
    """Every fact that *node* sets, with the means."""
    form = definition.contents.form_of(node)
    if form is not None:
        for key in form.keys:
            yield Setting(node, key, FORM)
    for name in _decided_facts(definition, node):
        yield Setting(node, name, TABLE)
    for name in node.sets:
        yield Setting(node, name, SET)
    for name in _gathered_facts(node):
        yield Setting(node, name, OTHER)


def _decided_facts(definition: Definition, node: Node) -> Iterator[str]:
    """The facts that the decision of a step sets: its outputs, or one that holds all of them."""
    decisions = definition.contents.decisions_of(node)
    if decisions is None or not node.decision:
        return
    if node.result:
        yield node.result
    else:
        yield from decisions.outputs(node.decision)


def _gathered_facts(node: Node) -> Iterator[str]:
    """The list that keeps the answers of several, what one of them is called, another result."""
    item = node.several.item if node.several else None
    other_result = None if node.decision else node.result
    for name in (node.collect, item, other_result):
        if name:
            yield name


def facts_by_name(definition: Definition) -> Mapping[str, list[StatutoryFact]]:
    """Fact → the steps that may set it."""
    by_name: dict[str, list[StatutoryFact]] = {}
    for fact in definition.setting.law.facts:
        by_name.setdefault(fact.fact, []).append(fact)
    return by_name


def letter_meant(definition: Definition, code: str) -> StatutoryLetter | None:
    """The protected letter that *code* is, or looks like to a reader."""
    letters = definition.setting.law.letters
    if code in letters:
        return letters[code]
    for letter in letters.values():
        if squeezed(letter.code) == squeezed(code):
            return letter
    return None


def steps_drawn(definition: Definition) -> Iterator[DrawnStep]:
    """The steps of the law that are drawn, and count as such."""
    steps = definition.setting.law.steps
    for node in definition.drawing.nodes:
        if node.id in steps and is_bound(definition, node):
            yield DrawnStep(node, steps[node.id])


def is_of_law(definition: Definition) -> bool:
    """Whether a step is drawn that the law gives to a definition by name."""
    for step in definition.setting.law.steps.values():
        if step.definition and definition.drawing.node(step.step):
            return True
    return False


def is_bound(definition: Definition, node: Node) -> bool:
    """Whether *node*, whose id the tables use, is that step of the law.

    In a definition for other work such an id means nothing by itself: unless a step that the law
    gives to a definition by name is drawn, it counts once it touches what is protected.
    """
    return is_of_law(definition) or _touches_protected(definition, node)


def _touches_protected(definition: Definition, node: Node) -> bool:
    protected = facts_by_name(definition)
    if any(setting.fact in protected for setting in settings_of(definition, node)):
        return True
    return any(letter_meant(definition, rule.code) for rule in node.letters)
