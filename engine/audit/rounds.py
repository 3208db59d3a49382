"""When a checkpoint is due: soon after an act of law, else every few minutes if there is news."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.audit.places import settled_since
from engine.audit.signing import Notary
from engine.errors import EngineError

BETWEEN_LOOKS = timedelta(seconds=2)
BETWEEN_CHECKPOINTS = timedelta(minutes=5)
_log = logging.getLogger("section26.checkpoints")


@dataclass
class Rounds:
    """The worker's way to a notary: asked as often as it likes, it signs when that is due."""

    notary: Notary
    _look_at: datetime | None = None
    _sign_at: datetime | None = None
    _last_entry: int = 0

    def go(self, now: datetime) -> None:
        """Signs when it is time; that it could not is a line of the log, and tried again later."""
        if self._look_at is not None and now < self._look_at:
            return
        self._look_at = now + BETWEEN_LOOKS
        try:
            if self._is_due(now):
                self._sign_at = now + BETWEEN_CHECKPOINTS
                self.notary.sign()
        except (EngineError, OSError) as problem:
            _log.error("no checkpoint was signed: %s", problem)

    def _is_due(self, now: datetime) -> bool:
        if not self.notary.has_news():
            return False
        with self.notary.database.reading() as db:
            settled, self._last_entry = settled_since(db, self._last_entry)
        return settled or self._sign_at is None or now >= self._sign_at
