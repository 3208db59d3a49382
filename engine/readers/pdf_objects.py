"""The objects of a PDF, each read from its first byte to its last: what it carries, what it does.

Nothing is kept of them but what their actions are, and which objects their keys point to. Pure.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from engine.readers.errors import Fault, NotRead
from engine.readers.pdf_addresses import leads_elsewhere
from engine.readers.pdf_dictionary import Deeds, Dictionary, must_be_allowed
from engine.readers.pdf_refused import AGAIN, broken, carried, too_many
from engine.readers.pdf_rules import ALLOWED, CARRIERS, KINDS, LOCKED
from engine.readers.pdf_tokens import ADDRESSES, KEPT, MARKS, Value, plain_name, value_at

# Dictionaries begun and ended, and names that are noted: 10 MB of a long document have 75,000.
MOST_MARKS = 200_000
DEEPEST = 100  # dictionaries in one another; writers go to 10
NO_DEEDS: Deeds = frozenset()


class Ended(NamedTuple):
    """How the reading of an object ended, and the dictionary it is, where it is one."""

    by: str
    end: int  # behind the mark it ended with
    closed: int  # behind its last dictionary
    dictionary: Dictionary | None
    deeds: Deeds


@dataclass(slots=True)
class Objects:
    """What the objects read so far have to do with one another, and how much may still come."""

    marks_left: int = MOST_MARKS
    _deeds: dict[int, Deeds] = field(default_factory=dict)
    _pointed: dict[int, str] = field(default_factory=dict)
    _same: dict[Deeds, Deeds] = field(default_factory=dict)

    def read(self, content: bytes, offset: int, end: int) -> Ended:
        """Reads an object up to its end, its stream, or a byte that may not stand there."""
        reading = _Object(self, content, offset, end)
        while reading.goes_on():
            self.marks_left -= 1
            if self.marks_left < 0:
                raise too_many()
        return reading.ended()

    def keep(self, number: int, deeds: Deeds) -> None:
        """Keeps what the object of this number does, in any of its revisions."""
        if deeds:
            both = deeds | self._deeds.get(number, NO_DEEDS)
            self._deeds[number] = self._same.setdefault(both, both)

    def point(self, number: int, behind: str) -> None:
        """Keeps that a key points to an object; the one that allows less counts."""
        if self._pointed.get(number) != "OpenAction":
            self._pointed[number] = behind

    def must_be_still(self) -> None:
        """Refuses a key that points to an object which does what may not be done there."""
        for number, behind in self._pointed.items():
            must_be_allowed(behind, self._deeds.get(number, NO_DEEDS))


class _Object:
    """An object while it is read: the dictionaries that are open, and what the last one was."""

    def __init__(self, objects: Objects, content: bytes, offset: int, end: int) -> None:
        self.objects, self.content, self.offset, self.end = objects, content, offset, end
        self.open: list[Dictionary] = []
        self.behind = ""  # the key whose value comes next, where that matters
        self.last: Dictionary | None = None
        self.many = 0  # dictionaries that stand in no other
        self.closed = offset
        self.deeds = NO_DEEDS
        self.by = ""

    def goes_on(self) -> bool:
        """Reads up to the next mark; False when that was the last of the object."""
        mark = MARKS.match(self.content, self.offset, self.end)
        assert mark is not None  # it takes any byte, and the end
        self.offset = mark.end()
        kind = mark.lastgroup
        if kind == "name":
            self._name(plain_name(mark["name"]))
        elif kind == "open":
            self._open()
        elif kind == "close":
            self._close()
        else:
            self.by = kind or ""
            return False
        return True

    def ended(self) -> Ended:
        """What was read; NotRead when it ends in the middle of a dictionary."""
        if self.open or (self.by == "stream" and self.many != 1):
            raise broken()
        return Ended(self.by, self.offset, self.closed, self.last, self.deeds)

    def _open(self) -> None:
        if len(self.open) == DEEPEST:
            raise NotRead(f"its parts stand more than {DEEPEST} deep in one another: {AGAIN}")
        self.open.append(Dictionary(self.behind))
        self.behind = ""

    def _close(self) -> None:
        if not self.open:
            raise broken()
        dictionary = self.open.pop()
        if dictionary.noted:
            dictionary.must_be_still()
        if not self.open:
            self.last, self.closed = dictionary, self.offset
            self.many += 1
            self.deeds |= dictionary.deeds()

    def _name(self, name: str) -> None:
        if name == LOCKED:
            raise NotRead(f"it is locked with a password: {AGAIN} without one", Fault.LOCKED)
        value = value_at(self.content, self.offset, self.end)
        if name in CARRIERS and not (name == "AA" and value.kind == "nothing"):
            raise carried(CARRIERS[name], name)
        if name in KEPT:
            self._key(name, value)
        elif name in KINDS and not self.open:
            raise carried(KINDS[name], name)

    def _key(self, key: str, value: Value) -> None:
        if value.kind == "odd":
            raise broken()
        if key in ADDRESSES and leads_elsewhere(value):
            raise NotRead(f"a link in it leads to something that is not on the web: {AGAIN}")
        if key in ("Type", "Subtype") and (kind := plain_name(value.raw)) in KINDS:
            raise carried(KINDS[kind], kind)
        if self.open:
            self.open[-1].note(key, value)
        if key in ALLOWED:
            self._watch(key, value)

    def _watch(self, key: str, value: Value) -> None:
        """Keeps that what comes next, or the object pointed to, may do only what the key allows."""
        if value.kind == "dictionary":
            self.behind = key
        elif value.kind == "reference":
            self.objects.point(int(value.raw), key)
