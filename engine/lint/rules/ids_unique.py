"""Every id is used once in a bundle."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.dmn.read import Decisions
from engine.lint.finding import Fault, Place


def faults(definition: Definition) -> Iterator[Fault]:
    """Elements without an id or with the id of another, and decisions that two files hold."""
    for oddity in definition.model.oddities:
        if oddity.rule == "duplicate-id":
            yield Fault(oddity, oddity.sentence)
    first: dict[str, str] = {}
    for name, decisions in definition.contents.decisions.items():
        for decision in decisions.ids if isinstance(decisions, Decisions) else ():
            file = f"decisions/{name}.dmn"
            if first.setdefault(decision, file) != file:
                yield Fault(
                    Place(file, decision),
                    f"the decision {decision} is in {first[decision]} already: take it out of one "
                    "of the two files, or give it another id.",
                )
