"""A letter's facts are known on every way to the step that writes it."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.elements import LetterRule, Node
from engine.letters.compile import Letter
from engine.lint.finding import Fault
from engine.people.nearly import did_you_mean


def faults(definition: Definition) -> Iterator[Fault]:
    """Facts a letter cannot do without, that some way to its step has not set."""
    for node in definition.drawing.nodes:
        for rule in node.letters:
            letter = definition.contents.letter(rule.code)
            if letter is not None:
                yield from _letter_faults(definition, node, rule, letter)


def _letter_faults(
    definition: Definition, node: Node, rule: LetterRule, letter: Letter
) -> Iterator[Fault]:
    certain_names = {need.split(".")[0] for need in letter.unconditional_needs}
    for name in sorted(certain_names):
        yield from _needed_fact_faults(definition, node, rule, name)
    for name in sorted({need.split(".")[0] for need in letter.needs} - certain_names):
        yield from _mentioned_fact_faults(definition, node, rule, name)
    for need in sorted(letter.needs):
        yield from _column_faults(definition, node, rule, need)


def _needed_fact_faults(
    definition: Definition, node: Node, rule: LetterRule, name: str
) -> Iterator[Fault]:
    if name in definition.setting.derived | _item_of(node):
        return
    supposing = ((rule.when, True),) if rule.when else ()
    trace = definition.paths.not_held(name, supposing).after(node)
    start = f"letter {rule.code}, written at {called(node)}, needs '{name}', which "
    if definition.facts.never_supplied(name):
        yield Fault(
            node,
            f"{start}no form, decision or step sets{_meant(definition, name)} Correct the name in "
            "the template, or ask for it in a form.",
        )
    elif trace is not None and not definition.facts.comes_with(name, supposing):
        yield Fault(
            node,
            f"{start}a case may not have by then: ask for it in a form that every way to this step "
            "passes, or put the words about it in the template under a condition.",
            trace=trace,
        )


def _mentioned_fact_faults(
    definition: Definition, node: Node, rule: LetterRule, name: str
) -> Iterator[Fault]:
    """A fact that a letter can do without, but that nothing ever sets."""
    if name in definition.setting.derived | _item_of(node):
        return
    if definition.facts.never_supplied(name):
        yield Fault(
            node,
            f"letter {rule.code}, written at {called(node)}, has words for when there is '{name}', "
            f"which no form, decision or step sets{_meant(definition, name)} Correct the name in "
            "the template, or ask for it in a form.",
        )


def _meant(definition: Definition, name: str) -> str:
    return did_you_mean(name, definition.facts.ever_supplied) or "."


def _column_faults(
    definition: Definition, node: Node, rule: LetterRule, need: str
) -> Iterator[Fault]:
    """An answer in each row of a list, which the form of the list does not ask."""
    name, _, column = need.partition(".")
    columns = definition.facts.columns.get(name)
    if column and columns is not None and column not in columns:
        yield Fault(
            node,
            f"letter {rule.code}, written at {called(node)}, names '{need}', but no form asks "
            f"'{column}' in the rows of '{name}': correct the name in the template, or ask for it.",
        )


def _item_of(node: Node) -> set[str | None]:
    return {node.several.item} if node.several else set()
