"""Why a token of a running case has no place in another version, a sentence for each. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.analysis.naming import kind_words
from engine.bpmn.elements import Node
from engine.execution.activities import SubProcess
from engine.execution.events import BoundaryEvent, Catching, Guard
from engine.execution.gateways import EventBasedGateway, InclusiveGateway, ParallelGateway
from engine.execution.loaded import Loaded
from engine.execution.scopes import CaseWorkflow, Scope
from engine.execution.steps import UserTask
from engine.execution.tokens import Token

ALIKE = (
    frozenset({"userTask", "manualTask", "task"}),
    frozenset({"parallelGateway", "inclusiveGateway"}),
)


def obstacles(was: CaseWorkflow, new: Loaded) -> Iterator[str]:
    """What stands in the way of the tokens of a case; nothing inside what itself cannot move."""
    stopped: set[int] = set()
    for scope in was.scopes:
        if scope.owner is not None and scope.owner.id in stopped:
            stopped |= scope.tasks.keys() - {0}
            continue
        for token in scope.tokens:
            why_not = None if may_go(token) else _obstacle(token, scope, new)
            if why_not:
                stopped.add(token.id)
                yield why_not


def specs_of(scope: Scope, new: Loaded) -> Mapping[str, object]:
    """The elements of the new version in the process or sub-process that *scope* runs."""
    runs = new.scopes[scope.spec.name] if scope.owner else new.spec
    specs: Mapping[str, object] = runs.task_specs
    return specs


def may_go(token: Token) -> bool:
    """Whether *token* only waits beside something else, so that it may go with its event."""
    if token.task_spec.listens:
        return True
    return isinstance(token.task_spec, BoundaryEvent) or isinstance(
        token.parent.task_spec, EventBasedGateway
    )


def _obstacle(token: Token, scope: Scope, new: Loaded) -> str | None:
    then: Node = token.task_spec.node
    now = new.model.nodes.get(then.id)
    why_not = _why_no_place(then, now, specs_of(scope, new)) or _why_not_the_same(
        token, now or then
    )
    if why_not is None and isinstance(token.task_spec, ParallelGateway | InclusiveGateway):
        why_not = _no_way_in(token, specs_of(scope, new)[then.id])
    return f"'{then.title}' {_state_in_words(token.task_spec)}, {why_not}" if why_not else None


def _state_in_words(spec: Any) -> str:
    if isinstance(spec, ParallelGateway | InclusiveGateway):
        return "holds a branch that waits for the others"
    if isinstance(spec, EventBasedGateway):
        return "waits for the first of its events"
    if isinstance(spec, SubProcess) or spec.node.called or spec.node.kind == "subProcess":
        return "is under way"
    return "is open" if _is_for_people(spec) else "is waited for"


def _is_for_people(spec: Any) -> bool:
    return isinstance(spec, UserTask) or spec.node.kind in ALIKE[0]


def _why_no_place(then: Node, now: Node | None, specs: Mapping[str, object]) -> str | None:
    if now is not None and now.scope != then.scope:
        return "and the new version has it in another process or sub-process: finish it first"
    if now is None or then.id not in specs:
        return (
            "and the new version no longer has it: finish it first, or keep it in the new version"
        )
    return None


def _why_not_the_same(token: Token, now: Node) -> str | None:
    then: Node = token.task_spec.node
    if then.kind != now.kind and not any({then.kind, now.kind} <= kinds for kinds in ALIKE):
        return f"and the new version makes it a {kind_words(now.kind)}: finish it first"
    if (then.triggered, then.interrupting) != (now.triggered, now.interrupting):
        return "and the new version begins it otherwise: finish it first"
    if then.called != now.called:
        return f"and the new version calls '{now.called}' there, not '{then.called}'"
    if isinstance(token.task_spec, Catching) and then.event != now.event:
        return f"and the new version waits there for a {now.event}, not for a {then.event}"
    return None if isinstance(token.task_spec, Guard) else _why_not_several(then, now)


def _why_not_several(then: Node, now: Node) -> str | None:
    """Members that are open stay what they are; how many there are to be is settled already."""
    old, new = then.several, now.several
    if (old is None) != (new is None):
        how = "once for each of several" if new else "once only"
        return f"and the new version does it {how}: finish it first"
    if old and new and old.item != new.item:
        return f"and the new version calls each item '{new.item}', not '{old.item}'"
    if old and then.collect != now.collect:
        return "and the new version gathers its answers under another name: finish it first"
    return None


def _no_way_in(token: Token, spec: Any) -> str | None:
    if len(spec.inputs) < 2:
        return "and the new version joins nothing there: let the case go past it first"
    if token.came_from not in [entry.name for entry in spec.inputs]:
        came = token.workflow.spec.task_specs[token.came_from].node
        return f"and the new version draws no way to it from '{came.title}'"
    return None
