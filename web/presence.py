"""When signed-in people were last here, in memory: for while the records can only be read.

Without it everybody would be idle, and be signed out, half an hour after the disk was full.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST = 10_000  # people at work in one process
_OFTEN_ENOUGH = timedelta(minutes=1)


@dataclass
class Presence:
    """The moments that could not be kept, by token."""

    _moments: dict[str, datetime] = field(default_factory=dict)

    def last_here(self, token: str) -> datetime | None:
        """When the holder of a token was here, where the records do not know it."""
        return self._moments.get(token)

    def noted_lately(self, token: str, now: datetime) -> bool:
        """Whether that moment is less than a minute ago, so that keeping it can wait."""
        moment = self._moments.get(token)
        return moment is not None and now - moment < _OFTEN_ENOUGH

    def note(self, token: str, now: datetime) -> None:
        """Remembers that the holder of a token is here; the oldest moment makes room."""
        self._moments.pop(token, None)
        if len(self._moments) >= MOST:
            del self._moments[next(iter(self._moments))]
        self._moments[token] = now

    def forget(self, token: str) -> None:
        """The records know it again."""
        self._moments.pop(token, None)
