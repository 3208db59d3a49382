"""Whether a case can still end from where it stands: its diagram is played on from there. Pure."""

from collections.abc import Iterator

from engine.analysis.drawing import Drawing
from engine.analysis.naming import listed
from engine.analysis.soundness import Trouble, Verdict, onward
from engine.bpmn.elements import Model
from engine.cases.obstacles import may_go
from engine.execution.events import Guard
from engine.execution.gateways import InclusiveGateway, ParallelGateway
from engine.execution.loaded import Loaded
from engine.execution.scopes import CaseWorkflow, Scope
from engine.execution.tokens import Token

MOST_WAYS = 20_000
SAYS = {
    "stuck": "the case could stop for ever: {} would wait for a branch that can no longer come",
    "doubled": "{} could be open twice at the same time",
    "endless": "from {} the case could never come to an end",
    "circling": "{} leads round to itself with no step in between",
}


def cannot_end(case: CaseWorkflow, new: Loaded) -> Iterator[str]:
    """Every way in which a case that stands so could fail to end, with how it comes to that."""
    drawing = Drawing(new.model)
    states: set[tuple[str, frozenset[str]]] = set()
    for scope in case.scopes:
        name, elements = scope.spec.name, frozenset(_elements_reached(scope, new.model))
        if (name, elements) not in states:
            states.add((name, elements))
            verdict = onward(drawing, name, sorted(elements), MOST_WAYS)
            yield from _sentences_of(verdict, new.model)


def _elements_reached(scope: Scope, model: Model) -> Iterator[str]:
    """The places of the token game: elements, and the flows by which a join has been reached."""
    for token in scope.tokens:
        if isinstance(token.task_spec, ParallelGateway | InclusiveGateway):
            yield from _flows_in(token, model)
        elif not isinstance(token.task_spec, Guard) and not may_go(token):
            yield token.task_spec.node.id


def _flows_in(token: Token, model: Model) -> list[str]:
    into = model.incoming(token.task_spec.node.id)
    came = [flow.id for flow in into if flow.source == token.came_from]
    tokens_alike = [
        other
        for other in token.workflow.tokens
        if other.task_spec is token.task_spec and other.came_from == token.came_from
    ]
    index = tokens_alike.index(token)
    return came[index : index + 1] or came[-1:]


def places(case: CaseWorkflow, model: Model) -> Iterator[str]:
    """Where a case stands, each place with the calls and sub-processes that it stands in."""
    around: dict[int, str] = {}  # by the token that holds what is inside
    for scope in case.scopes:
        prefix = around[scope.owner.id] if scope.owner else ""
        holders = [token for token in scope.tokens if token.id in case.subprocesses]
        around |= {token.id: f"{prefix}{token.task_spec.node.id}/" for token in holders}
        entered = {token.task_spec.node.id for token in holders}
        for element in _elements_reached(scope, model):
            if element not in entered:
                yield prefix + element


def _sentences_of(verdict: Verdict, model: Model) -> Iterator[str]:
    for trouble in verdict.troubles:
        yield _sentence(trouble, model)
    if not verdict.decided:
        yield (
            f"whether the case could still end cannot be said: from here it can go more than "
            f"{MOST_WAYS:,} ways. Finish some of its open steps first"
        )


def _sentence(trouble: Trouble, model: Model) -> str:
    names = listed([f"'{model.nodes[node].title}'" for node in trouble.nodes])
    how = f" (after this: {', then '.join(trouble.trace)})" if trouble.trace else ""
    return SAYS[trouble.kind].format(names) + how
