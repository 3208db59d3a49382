"""Waits for whatever happens on any of many sockets, at a cost that goes by what happens.

waitress' own loop asks every connection at each turn what it waits for. With thousands of
strangers connected that is most of the processor, so here only those are asked that may have
changed their mind: the new, those something happened to, and those for whom a thread did something.
"""

import select
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector

from waitress import wasyncore


class Sockets(dict[int, wasyncore.dispatcher]):
    """What is served by which file descriptor; waitress enters and leaves it as it pleases."""

    def __init__(self) -> None:
        super().__init__()
        self.selector = DefaultSelector()
        self.unsettled: set[int] = set()  # threads add to it: what is asked leaves it first

    def __setitem__(self, file: int, dispatcher: wasyncore.dispatcher) -> None:
        super().__setitem__(file, dispatcher)
        self.unsettled.add(file)

    def __delitem__(self, file: int) -> None:
        self.unsettled.discard(file)
        self._wait_for(file, 0)
        super().__delitem__(file)

    def turn(self, seconds: float) -> None:
        """Does what there is to do, after a wait of so many seconds at the most."""
        for file in list(self.unsettled):
            self._ask_dispatcher(file)
        for key, happened in self.selector.select(seconds):
            dispatcher = self.get(key.fd)
            if dispatcher is not None:
                self.unsettled.add(key.fd)
                wasyncore.readwrite(dispatcher, _poll_flags(happened))

    def close(self) -> None:
        """Waits for nothing any more."""
        self.selector.close()

    def _ask_dispatcher(self, file: int) -> None:
        dispatcher = self.get(file)
        if dispatcher is None:
            return
        if not dispatcher.accepting:
            self.unsettled.discard(file)  # until something happens to it
        reads = bool(dispatcher.readable())
        writes = bool(dispatcher.writable() and not dispatcher.accepting)
        self._wait_for(file, EVENT_READ * reads | EVENT_WRITE * writes)

    def _wait_for(self, file: int, events: int) -> None:
        key = self.selector.get_map().get(file)
        if key is None:
            if events:
                self.selector.register(file, events)
        elif not events:
            self.selector.unregister(file)
        elif key.events != events:
            self.selector.modify(file, events)


def _poll_flags(happened: int) -> int:
    reads = select.POLLIN if happened & EVENT_READ else 0
    writes = select.POLLOUT if happened & EVENT_WRITE else 0
    return reads | writes
