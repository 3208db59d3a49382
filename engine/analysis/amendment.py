"""An amendment of a case: answers put over its facts, and all that they touch. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel.layers import Layers
from engine.feel.values import Facts, Value

NOTHING: Facts = {}


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter of a case that stands: its code and version, and the step that wrote it."""

    code: str
    version: int
    element: str
    task: str | None = None
    for_signature: bool = False


@dataclass(frozen=True, slots=True)
class CaseSoFar:
    """What a case has behind it.

    *passed* are the elements passed, each with the facts that followed from the force and the day
    when it was passed last.
    """

    done: tuple[str, ...]  # people's steps, in the order they were done
    passed: Mapping[str, Facts]
    letters: tuple[Issued, ...] = ()  # the newest of each code that is not superseded


@dataclass(frozen=True, slots=True)
class Amendment:
    """Answers put over the facts of a case; *by* are the steps that need not answer for it.

    Those are the step whose answers are amended, and the one that amends them.
    """

    facts: Facts
    answers: Facts
    by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A fact as it was, and as it is."""

    was: Value
    now: Value


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A gateway that was left by one way and would now be left by another."""

    gateway: str
    was: str
    now: str


@dataclass(slots=True)
class Touched:
    """The consequences of an amendment; steps by their ids, each with why, in sentences."""

    changed: dict[str, Change]
    worked_out: dict[str, Change]
    again: dict[str, list[str]] = field(default_factory=dict)
    perhaps: dict[str, list[str]] = field(default_factory=dict)
    letters: tuple[Issued, ...] = ()  # that no longer stand
    other_ways: tuple[OtherWay, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """The facts that an amendment moves, and how each element sees them before and after."""

    before: Facts
    worlds: Mapping[str, Facts]  # element passed → what followed from force and day
    changed: dict[str, Change]
    worked_out: dict[str, Change] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Every fact that is no longer what it was."""
        return frozenset(self.changed) | frozenset(self.worked_out)

    def seen_before(self, element: str) -> Facts:
        """The facts at an element as they were."""
        return Layers(self.worlds.get(element, NOTHING), self.before)

    def seen_after(self, element: str) -> Facts:
        """The facts at an element as they are."""
        moved = {key: change.now for key, change in (self.changed | self.worked_out).items()}
        return Layers(self.worlds.get(element, NOTHING), moved, self.before)
