"""Who comes next of all who wait: callers take turns, however much each of them asks for.

Whoever asks a thousand times at once waits for themselves. Everybody else waits for one page of
each of the others, and not for a thousand.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

from waitress.channel import HTTPChannel

from engine.people.places import place_of

Task = TypeVar("Task")


class Turns(Generic[Task]):
    """A queue, as the threads want one; the caller of a task is what *caller_of* says."""

    def __init__(self, caller_of: Callable[[Task], str], most_of_one: int, most: int) -> None:
        self._caller_of, self._most_of_one, self._most = caller_of, most_of_one, most
        self._waiting: OrderedDict[str, deque[Task]] = OrderedDict()
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def has_enough_of(self, task: Task) -> bool:
        """Whether so many wait already, from the same caller or together, that it may not."""
        theirs = self._waiting.get(self._caller_of(task), ())
        return len(theirs) >= self._most_of_one or self._number >= self._most

    def append(self, task: Task) -> None:
        """Takes one more, behind those of the same caller."""
        self._waiting.setdefault(self._caller_of(task), deque()).append(task)
        self._number += 1

    def popleft(self) -> Task:
        """The next: the first of the caller whose turn it is."""
        caller, theirs = self._waiting.popitem(last=False)
        task = theirs.popleft()
        if theirs:
            self._waiting[caller] = theirs
        self._number -= 1
        return task


def caller_of(task: HTTPChannel, proxy: str) -> str:
    """From where the next request of a connection comes; behind the named proxy, what that says."""
    address = str(task.addr[0])
    if address == proxy:
        forwarded = task.requests[0].headers.get("X_FORWARDED_FOR", "").rpartition(",")[2]
        address = forwarded or address
    return place_of(address)
