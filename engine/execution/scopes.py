"""A running case and the sub-processes open in it: SpiffWorkflow's workflows, without a past.

SpiffWorkflow tells the workflow that a task is complete; that is when we take the passed task off
the tree and lift its children up, so that a case weighs what it has open.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice

from engine.errors import DiagramFailed
from engine.execution import spiff
from engine.execution.run import Run
from engine.execution.tokens import FUTURE, HOLDS, READY, WAITING, Token

DEEPEST = 30
MOST_TOKENS = 20_000


class Scope(spiff.FlatTree):
    """What a case and its sub-processes have in common: tokens that come, move on and go."""

    tasks: dict[int, Token]
    top_workflow: "CaseWorkflow"
    spec: spiff.BpmnProcessSpec
    task_tree: Token
    owner: Token | None = None

    def open_root(self) -> None:
        """Puts the root in place that every token of this scope hangs on."""
        self.task_tree = Token(self, self.spec.start, None, 0)
        self.task_tree.set_state(HOLDS)

    @property
    def tokens(self) -> Iterator[Token]:
        """Every token of this scope, oldest first; not those of its sub-processes."""
        return islice(self.tasks.values(), 1, None)  # the root came first

    def place(self, name: str, parent: Token, key: int, state: int) -> Token:
        """A token that stands where it stood before: in the saved state, or in another version."""
        token = Token(self, self.spec.task_specs[name], parent, key)
        token.set_state(state)
        if state == WAITING and isinstance(token.task_spec, spiff.CatchingEvent):
            self.top_workflow.event_manager.add_task(token)
        return token

    def hold(self, name: str, holder: Token, state: Mapping[str, object] | None = None) -> None:
        """A new token that *holder* holds, which has come to the element of that name."""
        token = self.place(name, holder, self.top_workflow.next_number(), FUTURE)
        if state:
            token.internal_data.update(state)
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

    def take_off(self, token: Token) -> None:
        """Takes a token that has passed off the tree; those it has sent on take its place."""
        root = self.task_tree
        for child in token.children:
            child.lift()
            child.data = root.data
        root.below.remove(token.id)
        root.below += token.below
        del self.tasks[token.id]
        if all(other.task_spec.listens for other in self.tokens):
            self.clear()
            self.finish()

    def leave_only(self, token: Token) -> None:
        """Takes every other token of this scope away, with what they hold."""
        for other in self.task_tree.children:
            if other is not token:
                self.remove(other)

    def whose_end_it_is(self) -> "Scope":
        """The scope that is over with this one, as an event sub-process in it has taken over."""
        scope = self
        while scope.owner is not None and scope.owner.task_spec.takes_over:
            scope = scope.owner.workflow
        return scope

    def beside_owners(self) -> "Iterator[Token]":
        """What waits on the edge of this scope, then of those around it, the nearest first."""
        owner = self.owner
        while owner is not None:
            holder = owner.parent
            while holder.id:
                yield from holder.children
                holder = holder.parent
            owner = owner.workflow.owner

    def finish(self) -> None:
        """What happens when no token is left."""
        raise NotImplementedError


class SubScope(Scope, spiff.SubWorkflow):
    """A sub-process or called process under way, held by the token that stands at it."""

    owner: Token

    def __init__(self, spec: spiff.BpmnProcessSpec, owner: Token) -> None:
        super().__init__(spec, owner)
        self.open_root()
        self.task_tree.data = owner.data

    def finish(self) -> None:
        """Tells the token that held this scope, which may go on."""
        self.completed = True
        self.completed_event(self)


class CaseWorkflow(Scope, spiff.BpmnWorkflow):  # type: ignore[misc]
    """A whole case: the process it runs and every scope open in it."""

    script_engine: Run

    def __init__(
        self,
        spec: spiff.BpmnProcessSpec,
        scopes: Mapping[str, spiff.BpmnProcessSpec],
        run: Run,
        last_key: int = 0,
    ) -> None:
        self.last_key, self.most_keys = last_key, last_key + MOST_TOKENS
        self.unnumbered = 0  # counts down for the tokens that have not come to their element
        self.last_end: str | None = None
        self.agenda: deque[Token] = deque()
        self.woken: list[Token] = []
        super().__init__(spec, scopes, script_engine=run, deserializing=True)
        self.open_root()

    def next_number(self) -> int:
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
        owner.task_spec.take_up(inside)
        self.subprocesses[owner.id] = inside
        return inside

    @property
    def scopes(self) -> Iterator[Scope]:
        """This process and every sub-process or called process open in it."""
        yield self
        yield from self.subprocesses.values()

    def run_on(self) -> None:
        """Passes automatic steps until only people, timers and messages are waited for."""
        while True:
            self.run_woken()
            while self.agenda:
                token = self.agenda.popleft()
                if token.state == READY:
                    token.run()
            if not self._join():
                return

    def run_woken(self) -> None:
        """Passes the events that have just happened, the oldest first; one may end another."""
        woken, self.woken = sorted(self.woken, key=lambda token: token.id), []
        for token in woken:
            if token.state == READY:
                token.run()

    def correlate(self, message: spiff.MessageEventDefinition) -> bool:
        """Wakes everything in the case that waits for *message*; whether anything did."""
        woken: int = self.event_manager.catch(spiff.BpmnEvent(message), internal=False)
        return woken > 0

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
