"""Threads of their own for what watches over the service: it is answered however busy people are.

Whether the process lives is never asked behind whether the database answers, either.
"""

from typing import Any

from waitress.task import ThreadedTaskDispatcher

from web.serving.watching import ALIVE, READY


class Lanes(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads that answer people, and one for each of the questions of a watcher."""

    def __init__(self, for_people: int) -> None:
        super().__init__()
        self.set_thread_count(for_people)
        self.living, self.ready = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._by_path = {**dict.fromkeys(ALIVE, self.living), READY: self.ready}
        for lane in (self.living, self.ready):
            lane.set_thread_count(1)

    def add_task(self, task: Any) -> None:
        """Has the next request of a connection answered by the thread that is there for it."""
        if task.holds_back():
            return
        lane = self._by_path.get(getattr(task.requests[0], "path", ""))
        if lane is None:
            super().add_task(task)
        else:
            lane.add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:  # noqa: FBT001, FBT002 - waitress' own
        """Ends the threads once they have answered; whether requests were cancelled."""
        for lane in (self.living, self.ready):
            lane.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))
