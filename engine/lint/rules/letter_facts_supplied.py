"""A letter's facts are known on every way to the step that writes it."""

from collections.abc import Iterator

from engine.bpmn.elements import LetterRule, Node
from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Facts a letter cannot do without, that some way to its step has not set."""
    for node in bundle.drawing.nodes:
        for rule in node.letters:
            letter = bundle.letter(rule.code)
            if letter is not None:
                certain = {need.split(".")[0] for need in letter.unconditional_needs}
                for name in sorted(certain):
                    yield from _need(bundle, node, rule, name)
                for name in sorted({need.split(".")[0] for need in letter.needs} - certain):
                    yield from _mention(bundle, node, rule, name)
                for need in sorted(letter.needs):
                    yield from _column(bundle, node, rule, need)


def _need(bundle: Bundle, node: Node, rule: LetterRule, name: str) -> Iterator[Fault]:
    if name in bundle.setting.derived | _own(node):
        return
    supposing = ((rule.when, True),) if rule.when else ()
    trace = bundle.not_held(name, supposing).after(node)
    start = f"letter {rule.code}, written at {called(node)}, needs '{name}', which "
    if bundle.never_given(name):
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


def _mention(bundle: Bundle, node: Node, rule: LetterRule, name: str) -> Iterator[Fault]:
    """A fact that a letter can do without, but that nothing ever sets."""
    if name not in bundle.setting.derived | _own(node) and bundle.never_given(name):
        yield Fault(
            node,
            f"letter {rule.code}, written at {called(node)}, has words for when there is '{name}', "
            "which no form, decision or step sets: correct the name in the template, or ask for it "
            "in a form.",
        )


def _column(bundle: Bundle, node: Node, rule: LetterRule, need: str) -> Iterator[Fault]:
    """An answer in each row of a list, which the form of the list does not ask."""
    name, _, column = need.partition(".")
    asked = bundle.columns.get(name)
    if column and asked is not None and column not in asked:
        yield Fault(
            node,
            f"letter {rule.code}, written at {called(node)}, names '{need}', but no form asks "
            f"'{column}' in the rows of '{name}': correct the name in the template, or ask for it.",
        )


def _own(node: Node) -> set[str | None]:
    return {node.several.item} if node.several else set()
