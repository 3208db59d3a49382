"""Threads by who asks: people who are signed in, strangers, and what watches over the service.

Nobody waits behind somebody of another kind, and whether the process lives is never asked behind
whether the database answers.
"""

from contextlib import nullcontext
from functools import partial

from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error

from web.serving.channel import PatientChannel
from web.serving.limits import Limits
from web.serving.precedence import Precedence
from web.serving.turns import Turns, caller_of
from web.serving.watching import ALIVE, READY


class TooManyWait(Error):  # type: ignore[misc]
    """Whoever is told so may come again, and nothing they sent was looked at."""

    code = 503
    reason = "Service Unavailable"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """The answer, with the seconds until it is worth another try."""
        status, headers, body = super().to_response(ident)
        return status, [*headers, ("Retry-After", "5")], body


class Lanes(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads that answer people, and beside them those for everybody else."""

    def __init__(self, limits: Limits, precedence: Precedence, proxy: str = "") -> None:
        super().__init__()
        self.precedence = precedence
        self.strangers = ThreadedTaskDispatcher()
        turns = Turns(partial(caller_of, proxy=proxy), limits.waiting_of_one, limits.waiting)
        self.strangers.queue = self.turns = turns
        self.refusing = ThreadedTaskDispatcher()
        self.living, self.ready = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._by_path = {**dict.fromkeys(ALIVE, self.living), READY: self.ready}
        self._beside = (self.strangers, self.refusing, self.living, self.ready)
        self.set_thread_count(limits.threads)
        self.strangers.set_thread_count(limits.threads_for_strangers)
        for lane in (self.refusing, self.living, self.ready):
            lane.set_thread_count(1)

    def add_task(self, task: PatientChannel) -> None:
        """Has the next request of a connection answered by a thread that is there for it."""
        if task.holds_back():
            return
        request = task.requests[0]
        task.known = self.precedence.knows(request.headers.get("COOKIE", ""))
        if lane := self._by_path.get(getattr(request, "path", "")):
            task.turn = nullcontext
            lane.add_task(task)
        elif task.known:
            task.turn = self.precedence.of_people
            super().add_task(task)
        elif request.error is not None or self.turns.has_enough_of(task):
            request.error = request.error or TooManyWait("too many requests wait already")
            task.turn = nullcontext
            self.refusing.add_task(task)
        else:
            task.turn = self.precedence.of_strangers
            self.strangers.add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:  # noqa: FBT001, FBT002 - waitress' own
        """Ends the threads once they have answered; whether requests were cancelled."""
        for lane in self._beside:
            lane.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))
