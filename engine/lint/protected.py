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


def settings_of(definition: Definition, node: Node) -> Iterator[Setting]:
    """Every fact that *node* sets, with the means."""
    form = definition.contents.form_of(node)
    if form is not None:
        yield from (Setting(node, key, FORM) for key in form.keys)
    decisions = definition.contents.decisions_of(node)
    if decisions is not None and node.decision:
        names = {node.result} if node.result else decisions.outputs(node.decision)
        yield from (Setting(node, name, TABLE) for name in names)
    yield from (Setting(node, name, SET) for name in node.sets)
    item = node.several.item if node.several else None
    for name in (node.collect, item, node.result if not node.decision else None):
        if name:
            yield Setting(node, name, OTHER)


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
    looks = squeezed(code)
    return next((one for one in letters.values() if squeezed(one.code) == looks), None)


def steps_drawn(definition: Definition) -> Iterator[tuple[Node, StatutoryStep]]:
    """The steps of the law that are drawn, and count as such."""
    steps = definition.setting.law.steps
    for node in definition.drawing.nodes:
        if node.id in steps and is_bound(definition, node):
            yield node, steps[node.id]


def is_of_law(definition: Definition) -> bool:
    """Whether a step is drawn that the law gives to a definition by name."""
    steps = definition.setting.law.steps.values()
    return any(step.definition and definition.drawing.node(step.step) for step in steps)


def is_bound(definition: Definition, node: Node) -> bool:
    """Whether *node*, whose id the tables use, is that step of the law.

    In a definition for other work such an id means nothing by itself: unless a step that the law
    gives to a definition by name is drawn, it counts once it touches what is protected.
    """
    if is_of_law(definition):
        return True
    protected = facts_by_name(definition)
    sets = (setting.fact in protected for setting in settings_of(definition, node))
    return any(sets) or any(letter_meant(definition, rule.code) for rule in node.letters)
