"""Whose page is made first: that of somebody who is signed in, before those of strangers.

Pages are made one beside the other on what is one processor to Python, so twenty strangers who ask
without end would make everybody's twenty times as slow. They come one at a time therefore, and
with pauses while people are at work; who sits there and types a password is one of them.
"""

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PAUSE = 0.05  # seconds between two pages of strangers while people are at work
REMEMBERED = 30 * 60.0  # seconds since somebody was last found to be signed in
MOST = 10_000  # people at work in one process


class InOrder:
    """A lock that those who wait for it get in the order in which they came."""

    def __init__(self) -> None:
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()
        self._mine = threading.Lock()

    def acquire(self) -> None:
        """Returns when it is ours."""
        with self._mine:
            if not self._taken:
                self._taken = True
                return
            ours = threading.Lock()
            ours.acquire()
            self._waiting.append(ours)
        ours.acquire()

    def release(self) -> None:
        """Hands it to whoever came next."""
        with self._mine:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class Precedence:
    """Who was found to be signed in of late, by token, and whose turn it is.

    It decides nothing but who waits: whatever a token is worth is asked at every page.
    """

    def __init__(self, cookie: str = "s26", clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._cookie = re.compile(rf"(?:^|;) *{re.escape(cookie)}=([^;]+)")
        self._seen: dict[str, float] = {}
        self._people = 0  # whose pages are being made
        self._strangers = InOrder()  # one of theirs is; the rest wait here, and wake nobody
        self._last = float("-inf")  # when the last of theirs was done
        self._changed = threading.Condition()
        self._mine = threading.local()

    def note(self, token: str) -> None:
        """Remembers that the token stands for somebody; the oldest makes room."""
        with self._changed:
            self._seen.pop(token, None)
            if len(self._seen) >= MOST:
                del self._seen[next(iter(self._seen))]
            self._seen[token] = self.clock()

    def forget(self, token: str) -> None:
        """It stands for nobody any more."""
        with self._changed:
            self._seen.pop(token, None)

    def knows(self, cookies: str) -> bool:
        """Whether one who sends these cookies was found to be signed in of late."""
        cookie = self._cookie.search(cookies)
        seen_at = self._seen.get(cookie[1].strip()) if cookie else None
        return seen_at is not None and self.clock() - seen_at < REMEMBERED

    @contextmanager
    def of_people(self) -> Iterator[None]:
        """While a page is made for somebody who is known: at once."""
        with self._changed:
            self._people += 1
        try:
            yield
        finally:
            with self._changed:
                self._people -= 1
                self._changed.notify()

    @contextmanager
    def of_strangers(self) -> Iterator[None]:
        """While a page is made for anybody else: when it is their turn."""
        self._take_turn()
        self._mine.turn = True
        try:
            yield
        finally:
            self._mine.turn = False
            self._pass_turn()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While a stranger's page waits for something slow, the next stranger has the turn."""
        if not getattr(self._mine, "turn", False):
            yield
            return
        self._pass_turn()
        try:
            yield
        finally:
            self._take_turn()

    def _take_turn(self) -> None:
        self._strangers.acquire()
        with self._changed:
            while (pause := self._seconds_to_wait()) > 0:
                self._changed.wait(pause)

    def _seconds_to_wait(self) -> float:
        """Seconds until the next of the strangers has the turn."""
        return self._last + PAUSE - self.clock() if self._people else 0

    def _pass_turn(self) -> None:
        self._last = self.clock()
        self._strangers.release()
