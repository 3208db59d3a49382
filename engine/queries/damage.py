"""What of a case can no longer be read: its page says so in sentences and shows the rest."""

import logging
from collections.abc import Callable
from typing import TypeVar

from engine.cases import saved
from engine.errors import EngineError
from engine.feel.values import Facts

T = TypeVar("T")
S = TypeVar("S")

NOT_WRITTEN = "what is kept is not what was written"
DAMAGED = "This case cannot be read in full: open it to see why"
UNREADABLE = (EngineError, *saved.UNREADABLE)  # what comes of a value that was not written so
_log = logging.getLogger("section26.damage")


def readable(reader: Callable[[], T], instead: S) -> T | S:
    """What *reader* gives, or *instead* when what it reads is damaged: for one row among others."""
    try:
        return reader()
    except EngineError as problem:
        _log.warning("a row of a list cannot be read: %s", problem)
        return instead
    except UNREADABLE:
        _log.warning("a row of a list cannot be read", exc_info=True)
        return instead


class Damage:
    """What a page leaves out because it cannot be read, by the reason why."""

    def __init__(self) -> None:
        self._named: dict[str, list[str]] = {}

    @property
    def sentences(self) -> tuple[str, ...]:
        """A sentence for each reason, with the parts it keeps from being shown."""
        return tuple(_sentence(names, why) for why, names in self._named.items())

    def part(self, name: str, reader: Callable[[], T], instead: S) -> T | S:
        """What *reader* gives, or *instead* when it cannot be read, which is then said."""
        try:
            return reader()
        except EngineError as problem:
            self.add(str(problem), name)
        except UNREADABLE:
            _log.warning("%s of a case cannot be read", name, exc_info=True)
            self.add(NOT_WRITTEN, name)
        return instead

    def add(self, why: str, name: str | None = None) -> None:
        """Says why, and which part is not shown for that reason."""
        names = self._named.setdefault(why, [])
        if name is not None and name not in names:
            names.append(name)

    def sound(self, facts: Facts) -> dict[str, object]:
        """The facts that can be read; each of the others is named in a sentence."""
        return {key: facts[key] for key in facts if self._reads(facts, key)}

    def _reads(self, facts: Facts, key: str) -> bool:
        try:
            return facts[key] is not self
        except UNREADABLE as problem:
            self.add(str(problem) if isinstance(problem, EngineError) else NOT_WRITTEN)
            return False


def _sentence(names: list[str], why: str) -> str:
    if not names:
        return why
    *rest, last = names
    listed = f"{', '.join(rest)} and {last}" if rest else last
    return f"{listed} cannot be shown: {why}"
