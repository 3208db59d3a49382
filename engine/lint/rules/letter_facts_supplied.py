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
                for name in sorted({need.split(".")[0] for need in letter.unconditional_needs}):
                    yield from _need(bundle, node, rule, name)


def _need(bundle: Bundle, node: Node, rule: LetterRule, name: str) -> Iterator[Fault]:
    own = {node.several.item} if node.several else set()
    if name in bundle.setting.derived | own:
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
