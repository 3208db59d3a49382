"""Every decision that a step names is in the bundle."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.panel import under
from engine.dmn.errors import DecisionFault
from engine.dmn.read import Decisions
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Business rule tasks without a decision, or with one that is not there."""
    files = definition.contents.decisions
    known = _decisions_in(files)
    for node in definition.drawing.nodes:
        if node.decision is None:
            if node.kind == "businessRuleTask":
                yield Fault(
                    node,
                    f"{called(node)} has no decision table: choose one {under('decisionRef')}, "
                    "or make it another kind of task.",
                )
        elif node.decision not in known and node.decision not in files:
            near = get_close_matches(node.decision, known, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            yield Fault(
                node,
                f"{called(node)} asks the decision '{node.decision}', which is not in the bundle: "
                f"add decisions/{node.decision}.dmn, or choose another{hint}.",
            )
        elif node.decision not in known and isinstance(files[node.decision], Decisions):
            yield Fault(
                node,
                f"{called(node)} asks the decision '{node.decision}', but no decision in "
                f"decisions/{node.decision}.dmn has that id: give it the id.",
            )


def _decisions_in(files: Mapping[str, Decisions | DecisionFault]) -> list[str]:
    """The ids of every decision that can be read."""
    ids: list[str] = []
    for decisions in files.values():
        if isinstance(decisions, Decisions):
            ids += decisions.ids
    return ids
