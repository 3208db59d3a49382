"""The tokens of a running case: SpiffWorkflow's tasks, without history or clock.

Ids are numbers counted up for the life of the case.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

FUTURE, WAITING = TaskState.FUTURE, TaskState.WAITING
READY, STARTED = TaskState.READY, TaskState.STARTED
HOLDS = TaskState.COMPLETED  # a guard: passed itself, kept for the tokens it holds together
GONE = TaskState.CANCELLED
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

    def cancel(self) -> None:
        """Takes the token away, with all that it holds."""
        if not self.gone:
            self.workflow.remove(self)

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
