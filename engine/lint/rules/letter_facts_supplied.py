"""A letter's facts are known on every way to the step that writes it."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.elements import LetterRule, Node
from engine.letters.compile import Letter
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Facts a letter cannot do without, that some way to its step has not set."""
    for node in definition.drawing.nodes:
        for rule in node.letters:
            letter = definition.contents.letter(rule.code)
            if letter is not None:
                yield from _letter(definition, node, rule, letter)


def _letter(
    definition: Definition, node: Node, rule: LetterRule, letter: Letter
) -> Iterator[Fault]:
    certain = {need.split(".")[0] for need in letter.unconditional_needs}
    for name in sorted(certain):
        yield from _need(definition, node, rule, name)
    for name in sorted({need.split(".")[0] for need in letter.needs} - certain):
        yield from _mention(definition, node, rule, name)
    for need in sorted(letter.needs):
        yield from _column(definition, node, rule, need)


def _need(definition: Definition, node: Node, rule: LetterRule, name: str) -> Iterator[Fault]:
    if name in definition.setting.derived | _own(node):
        return
    supposing = ((rule.when, True),) if rule.when else ()
    trace = definition.paths.not_held(name, supposing).after(node)
    start = f"letter {rule.code}, written at {called(node)}, needs '{name}', which "
    if definition.facts.never_supplied(name):
        yield Fault(
            node,
            f"{start}no form, decision or step sets: correct the name in the template, or ask for "
            "it in a form.",
        )
    elif trace is not None:
        yield Fault(
            node,
            f"{start}a case may not have by then: ask for it in a form that every way to this step "
            "passes, or put the words about it in the template under a condition.",
            trace=trace,
        )


def _mention(definition: Definition, node: Node, rule: LetterRule, name: str) -> Iterator[Fault]:
    """A fact that a letter can do without, but that nothing ever sets."""
    if name not in definition.setting.derived | _own(node) and definition.facts.never_supplied(
        name
    ):
        yield Fault(
            node,
            f"letter {rule.code}, written at {called(node)}, has words for when there is '{name}', "
            "which no form, decision or step sets: correct the name in the template, or ask for it "
            "in a form.",
        )


def _column(definition: Definition, node: Node, rule: LetterRule, need: str) -> Iterator[Fault]:
    """An answer in each row of a list, which the form of the list does not ask."""
    name, _, column = need.partition(".")
    asked = definition.facts.columns.get(name)
    if column and asked is not None and column not in asked:
        yield Fault(
            node,
            f"letter {rule.code}, written at {called(node)}, names '{need}', but no form asks "
            f"'{column}' in the rows of '{name}': correct the name in the template, or ask for it.",
        )


def _own(node: Node) -> set[str | None]:
    return {node.several.item} if node.several else set()
