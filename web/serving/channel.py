"""One caller's connection, which knows since when it waits for what, and says when that is late."""

import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import IntEnum
from functools import partial

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel

from web.serving.limits import Limits
from web.serving.parser import StrictParser

Clock = Callable[[], float]  # seconds since whenever; it never goes back


class Standing(IntEnum):
    """What we wait for, the first of which makes room first."""

    FAREWELL = 0  # they were refused, and may read why
    HEAD = 1  # of a request: there is none, or half of one
    NEXT = 2  # question of somebody who was answered
    BODY = 3
    TAKING = 4  # what we said
    NOTHING = 5  # we are the ones who have to act


class PatientChannel(HTTPChannel):  # type: ignore[misc]
    """A connection with a deadline for everything that its other end has to do."""

    def __init__(
        self,
        *given: object,
        limits: Limits,
        knows: Callable[[str], bool] = lambda _: False,
        clock: Clock = time.monotonic,
        **named: object,
    ) -> None:
        self.limits, self.knows, self.clock = limits, knows, clock
        self.known = False  # whether somebody who is signed in asked here last
        self.parser_class = partial(StrictParser, limits=limits, too_many=self._asks_too_much)
        self.since = clock()  # when what we wait for began
        self.sent = 0  # bytes, since then
        self.moved = self.since  # when they last said or took anything
        self.answered = False
        self.turn: Callable[[], AbstractContextManager[None]] = nullcontext
        self.on_hold = False  # their next question waits until they have taken our last answer
        self.refused = False  # what comes now is no request: it was wrong, and is not read
        self.leaves_by: float | None = None
        super().__init__(*given, **named)

    def standing(self) -> Standing:
        """What we wait for."""
        if self.leaves_by is not None:
            return Standing.FAREWELL
        if self.total_outbufs_len and (self.on_hold or not self.requests):
            return Standing.TAKING
        if self.requests or self.total_outbufs_len:
            return Standing.NOTHING
        if self.request is not None and self.request.headers_finished:
            return Standing.BODY
        return Standing.NEXT if self.answered and self.request is None else Standing.HEAD

    def is_late(self, now: float) -> bool:
        """Whether the other end should have done by *now* what we wait for."""
        if self.leaves_by is not None:
            return now > self.leaves_by
        limits, waited = self.limits, now - self.since
        state, stalled = self.standing(), now - self.moved > limits.idle
        if state is Standing.BODY:
            return stalled or self._is_too_slow(self.request.body_bytes_received, waited)
        if state in {Standing.TAKING, Standing.NOTHING}:
            return bool(self.total_outbufs_len) and (
                stalled or self._is_too_slow(self.sent, waited)
            )
        if state is Standing.NEXT:
            return waited > limits.idle
        return waited > (limits.first_byte if self.request is None else limits.head)

    def is_known(self) -> bool:
        """Whether somebody who is signed in speaks here, as far as we know."""
        if self.request is not None and self.request.headers_finished:
            return self.knows(self.request.headers.get("COOKIE", ""))
        return self.known

    def room_taken(self) -> int:
        """Bytes that a body which is still coming takes on the disk."""
        body = self.request.kept if self.request is not None else None
        return body.room_taken if body is not None else 0

    def received(self, data: bytes) -> bool:
        """Takes what came; after a request that was refused it is thrown away."""
        if self.refused:
            return False
        self.moved = self.clock()
        if self.request is None and data.strip(b"\r\n"):
            self._begin_to_wait()
        return bool(super().received(data))

    def send(self, data: bytes, do_close: bool = True) -> int:  # noqa: FBT001, FBT002 - waitress' own
        """How many of these bytes the other end's machine took."""
        count: int = super().send(data, do_close)
        self.sent += count
        if count:
            self.moved = self.clock()
        return count

    def write_soon(self, data: bytes | ReadOnlyFileBasedBuffer) -> int:
        """Has an answer, or a part of one, sent when the other end can take it."""
        if not self.total_outbufs_len:
            self._begin_to_wait()
        count: int = super().write_soon(data)
        if self._has_enough_to_take():
            self._be_asked()
        return count

    def service(self) -> None:
        """Answers one request."""
        self.refused = self.requests[0].error is not None
        with self.turn():
            if self._hung_up_waiting():
                self._forget_requests()
            else:
                super().service()
        self.answered = True
        if not self.total_outbufs_len:
            self._begin_to_wait()
        self._go_on()
        self._be_asked()

    def holds_back(self) -> bool:
        """Whether the next request waits, because so much of what we said was not taken yet.

        Whoever asks for a lot at once, and reads nothing, would keep threads, files and room.
        """
        self.on_hold = self._has_enough_to_take()
        return self.on_hold

    def readable(self) -> bool:
        """Whether what the other end says is heard."""
        return self.leaves_by is not None or bool(super().readable())

    def writable(self) -> bool:
        """Whether there is something to say."""
        if self.leaves_by is not None:
            return self.will_close
        # What is too little to send before its answer is whole would be asked about without end.
        too_little = self.requests and self.total_outbufs_len < self.adj.send_bytes
        return self.will_close or (not too_little and bool(super().writable()))

    def handle_read(self) -> None:
        """Hears what the other end says."""
        if self.leaves_by is None:
            super().handle_read()
        elif self.connected and not self.recv(self.adj.recv_bytes):
            self.handle_close()

    def handle_write(self) -> None:
        """Sends what waits to be sent, and begins to wait anew when all of it is gone."""
        full = bool(self.total_outbufs_len)
        said_all = self.refused and self.close_when_flushed and self.leaves_by is None
        if said_all and not self.will_close:
            self._flush_exception(self._flush_some)
            if self.total_outbufs_len or self.will_close or not self.connected:
                return
            self._take_leave()
            return
        super().handle_write()
        if full and not self.total_outbufs_len:
            self._begin_to_wait()
        self._go_on()

    def _hung_up_waiting(self) -> bool:
        """Whether they gave up before their turn came: nobody would read the answer.

        Whoever is answered at once may have said by then that they ask nothing more.
        """
        if self.clock() - self.since < self.limits.waits_for_a_turn:
            return False
        try:
            return not self.socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _forget_requests(self) -> None:
        with self.requests_lock:
            requests: list[StrictParser] = self.requests
            for request in requests:
                request.close()
            self.requests.clear()
            self.will_close = True

    def _be_asked(self) -> None:
        """Has the loop ask what we wait for: a thread has changed it."""
        if (file := self._fileno) is not None:
            self._map.unsettled.add(file)
            self.server.pull_trigger()

    def handle_close(self) -> None:
        """Ends it, and throws away what had come of a request."""
        super().handle_close()
        coming: StrictParser | None = self.request
        if coming is not None:
            coming.close()

    def _asks_too_much(self) -> bool:
        return len(self.requests) >= self.limits.most_at_once

    def _has_enough_to_take(self) -> bool:
        return bool(self.total_outbufs_len >= self.adj.send_bytes)

    def _go_on(self) -> None:
        """Has the request that was held back answered, once they have taken what we said."""
        if not self.on_hold or self._has_enough_to_take():
            return
        with self.requests_lock:  # the loop and the thread that answers may both come here
            waits, self.on_hold = self.on_hold, False
            if waits and self.requests and self.connected:
                self.server.add_task(self)

    def _take_leave(self) -> None:
        """Says that we are done and lets them read it: to hang up at once would undo the answer."""
        self.close_when_flushed = False
        self.leaves_by = self.clock() + self.limits.farewell
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:  # they have gone already
            self.will_close = True

    def _is_too_slow(self, count: int, waited: float) -> bool:
        beyond = waited - self.limits.grace
        return beyond > 0 and count < beyond * self.limits.pace

    def _begin_to_wait(self) -> None:
        self.since = self.moved = self.clock()
        self.sent = 0
