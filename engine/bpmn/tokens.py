"""The tokens of a running case: SpiffWorkflow's tasks and workflows, without history or clock.

A token that has passed an element is removed at once, so a case weighs what it has open, not
what it has been through. Ids are numbers counted up for the life of the case.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import DiagramFailed

if TYPE_CHECKING:
    from engine.bpmn.script import Run

WAITING, READY, STARTED = TaskState.WAITING, TaskState.READY, TaskState.STARTED
HOLDS = TaskState.COMPLETED  # a guard: passed itself, kept for the tokens it holds together
GONE = TaskState.CANCELLED
DEEPEST = 30
MOST_TOKENS = 20_000
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Token(Task):  # type: ignore[misc]
    """One place where a case stands. `data` is routing only: the item of a multi-instance."""

    def __init__(self, scope: Any, spec: Any, parent: "Token | None", key: int) -> None:
        self.id = key
        self.workflow = scope
        self.task_spec = spec
        self.data: Mapping[str, Any] = parent.data if parent is not None else NOTHING
        self.came_from = ""  # the element that sent it here
        self.internal_data: dict[str, Any] = {}
        self.triggered = False
        self.thread_id = 0
        self.chosen: list[str] = []  # the ways on from a gateway
        self.last_state_change = 0.0
        self._state: int = TaskState.FUTURE
        self.below: list[int] = []
        self._children = self.below  # the same list, under SpiffWorkflow's name
        self.above = self._parent = parent.id if parent is not None else None
        scope.tasks[key] = self
        if parent is not None:
            parent.below.append(key)

    @property
    def state(self) -> int:
        """How the token stands: waiting, ready, started, or holding others."""
        return self._state

    @state.setter
    def state(self, value: int) -> None:
        self._state = value

    def _set_state(self, value: int) -> None:
        self._state = value

    def ready(self) -> None:
        """May be passed: at once, unless it is a person's step."""
        self._state = READY
        if not self.task_spec.manual:
            self.workflow.top_workflow.agenda.append(self)

    _ready = ready

    def _inherit_data(self) -> None:
        """Nothing: the facts of a case are not in its tokens."""

    def _sync_children(self, task_specs: list[Any], state: int = TaskState.FUTURE) -> None:
        """Notes the ways on; the next tokens come when this one has passed."""
        self.chosen = [spec.name for spec in task_specs]

    def wait(self) -> None:
        """Stays here until something from outside happens."""
        self._state = WAITING


class Scope:
    """What a case and its sub-processes have in common: tokens that come, move on and go."""

    tasks: dict[int, Token]
    top_workflow: "CaseWorkflow"
    spec: Any
    task_tree: Token
    owner: Token | None = None

    def open_root(self) -> None:
        """Puts the root in place that every token of this scope hangs on."""
        self.task_tree = Token(self, self.spec.start, None, 0)
        self.task_tree.state = HOLDS

    @property
    def tokens(self) -> Iterator[Token]:
        """Every token of this scope, oldest first; not those of its sub-processes."""
        return (token for key, token in self.tasks.items() if key)

    def start(self) -> None:
        """Sends the first token in."""
        for spec in self.spec.start.outputs:
            self.send(spec.name, self.task_tree)

    def send(self, name: str, parent: Token, source: str = "", held: Any = None) -> None:
        """A new token, arriving at the element of that name."""
        token = Token(self, self.spec.task_specs[name], parent, self.top_workflow.next_key())
        token.came_from = source
        if held:
            token.internal_data.update(held)
        token.task_spec.arrive(token)

    def move_on(self, token: Token, names: list[str]) -> None:
        """Takes *token* off the element it has passed, and sends one on to each of *names*."""
        self.top_workflow.script_engine.passed(token)
        token.task_spec.throw(token)
        if token.id not in self.tasks:
            return  # what it threw has ended the activity it stood in
        holder = token.parent
        self.remove(token)
        if holder is not self.task_tree:
            holder.task_spec.left(holder, token)
        for name in names:
            self.send(name, self.task_tree, token.task_spec.name)
        if len(self.tasks) == 1:
            self.finish()

    def remove(self, token: Token) -> None:
        """Takes *token* away; what it held goes with it."""
        for key in tuple(token.below):
            self.remove(self.tasks[key])
        inside = self.top_workflow.subprocesses.pop(token.id, None)
        if inside is not None:
            inside.clear()
        token.state = GONE
        del self.tasks[token.id]
        self.tasks[token.above or 0].below.remove(token.id)

    def clear(self) -> None:
        """Takes every token away."""
        for key in tuple(self.task_tree.below):
            self.remove(self.tasks[key])

    def finish(self) -> None:
        """What happens when no token is left."""
        raise NotImplementedError


class SubScope(Scope, BpmnSubWorkflow):  # type: ignore[misc]
    """A sub-process or called process under way, held by the token that stands at it."""

    def __init__(self, spec: Any, owner: Token) -> None:
        super().__init__(spec, owner.id, owner.workflow.top_workflow, deserializing=True)
        self.owner = owner
        self.open_root()
        self.task_tree.data = owner.data

    def _calculate_depth(self) -> int:
        return 0

    def finish(self) -> None:
        """The token that held this scope may go on."""
        assert self.owner is not None
        del self.top_workflow.subprocesses[self.owner.id]
        self.owner.ready()


class CaseWorkflow(Scope, BpmnWorkflow):  # type: ignore[misc]
    """A whole case: the process it runs and every scope open in it."""

    script_engine: "Run"

    def __init__(self, spec: Any, scopes: Mapping[str, Any], run: "Run", last_key: int = 0) -> None:
        self.last_key, self.most_keys = last_key, last_key + MOST_TOKENS
        self.last_end: str | None = None
        self.agenda: deque[Token] = deque()
        super().__init__(spec, scopes, script_engine=run, deserializing=True)
        self.open_root()

    def next_key(self) -> int:
        """A number that no token of this case has had."""
        self.last_key += 1
        if self.last_key > self.most_keys:
            raise DiagramFailed(
                f"one step has led to more than {MOST_TOKENS:,} others; "
                "give the multi-instance or the loop an end"
            )
        return self.last_key

    def open_scope(self, owner: Token, name: str) -> None:
        """Starts the sub-process or called process that *owner* has reached."""
        deep, scope = 1, owner.workflow
        while scope.owner is not None:
            deep, scope = deep + 1, scope.owner.workflow
        if deep > DEEPEST:
            raise DiagramFailed(
                f"'{owner.task_spec.node.title}' calls processes more than {DEEPEST} deep; "
                "a process probably calls itself"
            )
        inside = self.subprocesses[owner.id] = SubScope(self.subprocess_specs[name], owner)
        inside.start()

    @property
    def scopes(self) -> Iterator[Any]:
        """This process and every sub-process or called process open in it."""
        yield self
        yield from self.subprocesses.values()

    def run_on(self) -> None:
        """Passes automatic steps until only people, timers and messages are waited for."""
        while True:
            while self.agenda:
                token = self.agenda.popleft()
                if token.state == READY:
                    token.run()
            if not self._join():
                return

    def _join(self) -> bool:
        """Lets one inclusive join go on whose other branches can no longer arrive."""
        for scope in list(self.scopes):
            for token in list(scope.tokens):
                if token.state == WAITING and token.task_spec.join(token):
                    return True
        return False

    def finish(self) -> None:
        """The case is over."""
        self.completed = True
