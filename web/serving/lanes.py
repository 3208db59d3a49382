"""Threads by who asks: people who are signed in, strangers, and what watches over the service.

Nobody waits behind somebody of another kind, and whether the process lives is never asked behind
whether the database answers.
"""

from contextlib import nullcontext
from functools import partial
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from web.serving.limits import Limits
from web.serving.precedence import Precedence
from web.serving.turns import Turns, caller_of
from web.serving.watching import ALIVE, READY


class Lanes(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads that answer people, and beside them those for everybody else."""

    def __init__(self, limits: Limits, precedence: Precedence, proxy: str = "") -> None:
        super().__init__()
        self.precedence = precedence
        self.strangers = ThreadedTaskDispatcher()
        self.strangers.queue = Turns(partial(caller_of, proxy=proxy))
        self.living, self.ready = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._by_path = {**dict.fromkeys(ALIVE, self.living), READY: self.ready}
        self._beside = (self.strangers, self.living, self.ready)
        self.set_thread_count(limits.threads)
        self.strangers.set_thread_count(limits.threads_for_strangers)
        self.living.set_thread_count(1)
        self.ready.set_thread_count(1)

    def add_task(self, task: Any) -> None:
        """Has the next request of a connection answered by a thread that is there for it."""
        if task.holds_back():
            return
        request = task.requests[0]
        if lane := self._by_path.get(getattr(request, "path", "")):
            task.turn = nullcontext
            lane.add_task(task)
        elif self.precedence.knows(request.headers.get("COOKIE", "")):
            task.turn = self.precedence.of_people
            super().add_task(task)
        else:
            task.turn = self.precedence.of_strangers
            self.strangers.add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:  # noqa: FBT001, FBT002 - waitress' own
        """Ends the threads once they have answered; whether requests were cancelled."""
        for lane in self._beside:
            lane.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))
