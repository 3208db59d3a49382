"""The tokens of a running case: SpiffWorkflow's tasks and workflows, without history or clock.

SpiffWorkflow runs and completes a task, makes its children and tells the workflow; that is when we
take the passed task off the tree and lift its children up. So a case weighs what it has open, not
what it has been through. Ids are numbers counted up for the life of the case.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import DiagramFailed

if TYPE_CHECKING:
    from engine.bpmn.script import Run

FUTURE, WAITING = TaskState.FUTURE, TaskState.WAITING
READY, STARTED = TaskState.READY, TaskState.STARTED
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
        self.last_state_change = 0.0
        self._state: int = TaskState.FUTURE
        self.below: list[int] = []
        self._children = self.below  # the same list, under SpiffWorkflow's name
        self._parent = parent.id if parent is not None else None
        scope.tasks[key] = self
        if parent is not None:
            parent.below.append(key)

    @property
    def above(self) -> int:
        """The key of the token that holds this one; 0 when nothing but its scope does."""
        return self._parent or 0

    @property
    def gone(self) -> bool:
        """Whether the token has been taken away, on its own or with what held it."""
        return self.id not in self.workflow.tasks

    def set_state(self, value: int) -> None:
        """Stands in that state from now on; no clock is read and nothing is logged."""
        self._state = value

    _set_state = set_state

    def ready(self) -> None:
        """May be passed: at once, unless it is a person's step."""
        self._ready()

    def send(self, specs: list[Any]) -> None:
        """Makes the tokens that go on from here, one for each of *specs*."""
        self._sync_children(specs, TaskState.FUTURE)

    def number(self) -> None:
        """Takes its number when it comes to its element, so that numbers tell the order of that."""
        tasks, beside, key = self.workflow.tasks, self.parent.below, self.id
        self.id = self.workflow.top_workflow.next_key()
        tasks[self.id] = tasks.pop(key)
        beside[beside.index(key)] = self.id

    def lift(self) -> None:
        """Is held by nothing but its scope from now on."""
        self._parent = 0

    def _add_child(self, task_spec: Any, state: int = TaskState.FUTURE) -> "Token":
        """A token like this one; it has a number below nought until it comes to its element."""
        case = self.workflow.top_workflow
        case.unnumbered -= 1
        token = Token(self.workflow, task_spec, self, case.unnumbered)
        token.came_from = self.task_spec.name
        return token

    def _inherit_data(self) -> None:
        """Nothing: the facts of a case are not in its tokens."""


class Scope(BpmnBaseWorkflow):  # type: ignore[misc]
    """What a case and its sub-processes have in common: tokens that come, move on and go."""

    tasks: dict[int, Token]
    top_workflow: "CaseWorkflow"
    spec: Any
    task_tree: Token
    owner: Token | None = None

    def open_root(self) -> None:
        """Puts the root in place that every token of this scope hangs on."""
        self.task_tree = Token(self, self.spec.start, None, 0)
        self.task_tree.set_state(HOLDS)

    @property
    def tokens(self) -> Iterator[Token]:
        """Every token of this scope, oldest first; not those of its sub-processes."""
        return (token for key, token in self.tasks.items() if key)

    def place(self, name: str, parent: Token, key: int, state: int) -> Token:
        """A token that stands where it stood before: in the saved state, or in another version."""
        token = Token(self, self.spec.task_specs[name], parent, key)
        token.set_state(state)
        return token

    def hold(self, name: str, holder: Token, held: Any = None) -> None:
        """A new token that *holder* holds, which has come to the element of that name."""
        token = self.place(name, holder, self.top_workflow.next_key(), FUTURE)
        if held:
            token.internal_data.update(held)
        token.task_spec.arrive(token)

    def let_go(self, token: Token) -> None:
        """Takes *token* out of what has held it, which may then be over."""
        holder = token.parent
        if holder is self.task_tree:
            return
        holder.below.remove(token.id)
        token.lift()
        self.task_tree.below.append(token.id)
        holder.task_spec.left(holder, token)

    def _task_completed_notify(self, token: Token) -> None:
        """Takes a passed token off the tree; those it has sent on take its place."""
        if token is self.task_tree or token.gone:
            return
        root = self.task_tree
        for sent in token.children:
            sent.lift()
            sent.data = root.data
        root.below.remove(token.id)
        root.below += token.below
        del self.tasks[token.id]
        if len(self.tasks) == 1:
            self.finish()

    def remove(self, token: Token) -> None:
        """Takes *token* away; what it held goes with it."""
        self._remove_task(token.id)

    def _task_removed_notify(self, token: Token) -> None:
        """A token has been taken away: so is the sub-process or called process that it held."""
        token.set_state(GONE)
        inside = self.top_workflow.subprocesses.pop(token.id, None)
        if inside is not None:
            inside.clear()

    def clear(self) -> None:
        """Takes every token away."""
        for key in tuple(self.task_tree.below):
            self.remove(self.tasks[key])

    def finish(self) -> None:
        """What happens when no token is left."""
        raise NotImplementedError


class SubScope(Scope, BpmnSubWorkflow):  # type: ignore[misc]
    """A sub-process or called process under way, held by the token that stands at it."""

    owner: Token

    def __init__(self, spec: Any, owner: Token) -> None:
        self.owner = owner
        super().__init__(spec, owner.id, owner.workflow.top_workflow, deserializing=True)
        self.open_root()
        self.task_tree.data = owner.data

    def _calculate_depth(self) -> int:
        """How deep it stands: one more than the scope of its owner."""
        return int(self.owner.workflow.depth) + 1

    def finish(self) -> None:
        """Tells the token that held this scope, which may go on."""
        self.completed = True
        self.completed_event(self)


class CaseWorkflow(Scope, BpmnWorkflow):  # type: ignore[misc]
    """A whole case: the process it runs and every scope open in it."""

    script_engine: "Run"

    def __init__(self, spec: Any, scopes: Mapping[str, Any], run: "Run", last_key: int = 0) -> None:
        self.last_key, self.most_keys = last_key, last_key + MOST_TOKENS
        self.unnumbered = 0
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

    def start(self) -> None:
        """Sends the first token in."""
        self.task_tree.send(self.spec.start.outputs)
        self.task_tree.run()

    def create_subprocess(self, my_task: Token, spec_name: str) -> SubScope:
        """The sub-process or called process that *my_task* has reached, for SpiffWorkflow to start.

        Raises DiagramFailed when it would stand too deep in others.
        """
        inside = SubScope(self.subprocess_specs[spec_name], my_task)
        if inside.depth > DEEPEST:
            raise DiagramFailed(
                f"'{my_task.task_spec.node.title}' calls processes more than {DEEPEST} deep; "
                "a process probably calls itself"
            )
        self.subprocesses[my_task.id] = inside
        inside.task_tree.send(inside.spec.start.outputs)
        return inside

    def reopen(self, owner: Token, name: str) -> SubScope:
        """The sub-process or called process that *owner* held when the case was saved."""
        inside = SubScope(self.subprocess_specs[name], owner)
        owner.task_spec.takes_up(inside, owner)
        self.subprocesses[owner.id] = inside
        return inside

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
