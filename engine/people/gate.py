"""How many passwords are looked at at once: it takes processors and threads that pages need too.

Whoever signed in from where they are of late has a gate of their own, which no crowd of strangers
can fill. Each is for the whole process, as the processors are.
"""

from threading import BoundedSemaphore, Lock

from engine.people.passwords import matches


class Gate:
    """So many people may wait here until their password is looked at, one after another."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._free = BoundedSemaphore(places)
        self._turn = Lock()  # a hash keeps a processor busy for a quarter of a second

    def enter(self) -> bool:
        """Whether there was a place; whoever has one leaves it with `leave`."""
        return self._free.acquire(blocking=False)

    def leave(self) -> None:
        """Gives the place to whoever comes next."""
        self._free.release()

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether *password* is the one, once it is its turn; from a place alone."""
        with self._turn:
            return matches(password_hash, password)


FOR_STRANGERS = Gate(8)
FOR_THE_FAMILIAR = Gate(4)


def gate_for(*, familiar: bool) -> Gate:
    """Where somebody waits who signed in from there of late, or did not."""
    return FOR_THE_FAMILIAR if familiar else FOR_STRANGERS
