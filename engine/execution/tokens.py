"""The tokens of a running case: SpiffWorkflow's tasks, and how they stand."""

from types import MappingProxyType

from engine.execution import spiff
from engine.feel.values import Facts
from engine.witness import witness

FUTURE, WAITING = spiff.TaskState.FUTURE, spiff.TaskState.WAITING
READY, STARTED = spiff.TaskState.READY, spiff.TaskState.STARTED
HOLDS = spiff.TaskState.COMPLETED  # passed itself, and kept for the tokens it holds together
NOTHING: Facts = MappingProxyType({})


class Token(spiff.NumberedTask):
    """One place where a case stands. `data` is routing only: the item of a multi-instance."""

    def __init__(
        self, scope: spiff.FlatTree, spec: spiff.TaskSpec, parent: "Token | None", number: int
    ) -> None:
        super().__init__(scope, spec, parent, number)
        self.data: Facts = parent.data if parent is not None else NOTHING
        self.came_from = ""  # the element that sent it here

    def child(self, spec: spiff.TaskSpec, number: int) -> "Token":
        """The token that goes on from here to *spec*."""
        token = Token(self.workflow, spec, self, number)
        token.came_from = self.task_spec.name
        if (onlooker := witness()) is not None:
            onlooker.flowed(token.came_from, spec.name)
        return token
