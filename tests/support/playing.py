"""A case played by its diagram alone: no database, the facts in a dict, the clock in a hand."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.cases import runtime
from engine.cases.outcome import OpenTask, Outcome
from engine.execution.load import load
from engine.execution.loaded import Loaded

MORNING = datetime(2011, 8, 15, 9, tzinfo=UTC)


class Play:
    """One case; every step goes through its saved bytes."""

    def __init__(self, files: Mapping[str, bytes], key: str = "p", **facts: Any) -> None:
        self.files = files
        self.loaded: Loaded = load(files, key)
        self.facts: dict[str, Any] = facts
        self.now = MORNING
        self.passed: list[str] = []
        self.last = self._take(runtime.begin(self.loaded, self.facts, self.now))

    def _take(self, outcome: Outcome) -> Outcome:
        self.last = outcome
        self.facts = dict(outcome.facts)
        self.passed += outcome.passed
        return outcome

    @property
    def open(self) -> list[str]:
        """The ids of the open steps, in alphabetical order."""
        return sorted(task.element for task in self.last.open_tasks)

    @property
    def ended(self) -> str | None:
        """The end event the case ended at, if it did."""
        return self.last.ended

    def task(self, element: str, item: Any = None) -> OpenTask:
        """The open step of that id, and of that item if one is given."""
        found = [t for t in self.last.open_tasks if t.element == element]
        return next(t for t in found if item is None or t.item == item)

    def do(self, element: str, item: Any = None, **answers: Any) -> Outcome:
        """Completes an open step with these answers."""
        return self.do_task(self.task(element, item), **answers)

    def do_task(self, task: OpenTask, **answers: Any) -> Outcome:
        """Completes exactly that open step."""
        facts = {**self.facts, **answers}
        return self._take(runtime.complete(self.loaded, self.last.saved, task.uid, facts, self.now))

    def wait(self, **span: float) -> None:
        """Lets time pass; nothing fires by itself."""
        self.now += timedelta(**span)

    def fire(self, element: str) -> Outcome:
        """Fires the running timer of that id."""
        uid = next(t.uid for t in self.last.timers if t.element == element)
        return self._take(
            runtime.trigger_timer(self.loaded, self.last.saved, uid, self.facts, self.now)
        )

    def tell(self, message: str, **answers: Any) -> Outcome:
        """Sends the case a message."""
        facts = {**self.facts, **answers}
        return self._take(
            runtime.correlate_message(self.loaded, self.last.saved, message, facts, self.now)
        )
