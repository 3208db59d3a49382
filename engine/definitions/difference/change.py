"""A difference between two versions, as a person reads it, and what people call things. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.bpmn.panel import LABELS
from engine.definitions.difference.words import READ_BY_PEOPLE, SENTENCES

QUOTE = "\u2018"
LONG = 20  # words: of a longer text only what differs is told, since the rest is the same
AROUND = 5  # words told before and after what differs
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Zl", "Zp"})  # categories of Unicode
# What somebody may rest a right on comes first; the page has a heading for each of the topics.
WEIGHTY = ("roles", "separations", "letters", "texts", "conditions", "facts", "ends")
OTHER = ("process", "steps", "times", "forms", "decisions", "guidance", "other")


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence about one difference: its topic, and the file it stands in."""

    topic: str
    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The differences of one topic."""

    topic: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What people call roles and letters; their ids where nobody says."""

    roles: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def role(self, role: str | None) -> str:
        """The title of a role, or that there is none."""
        return self.roles.get(role, role) if role else "nobody"

    def letter(self, code: str) -> str:
        """The code of a letter and its title."""
        title = self.letters.get(code, "")
        return f"{code}, {title}" if title and title != code else code


@dataclass(frozen=True, slots=True)
class Part:
    """A part of something as it was and as it is: its topic, and what people call it."""

    topic: str
    name: str
    before: object
    after: object


def sentence(name: str, **values: object) -> str:
    """The sentence of that name with its gaps filled, on one line."""
    text = SENTENCES[name].format(**values)
    return in_sight(" ".join(text.split()))


def in_sight(text: str) -> str:
    """The text with each character that no reader sees, or that turns others round, by its code."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    """A character as it is, or its code where it is a control, format or private one."""
    if character != "\t" and unicodedata.category(character) in _UNSEEN:
        return f"[U+{ord(character):04X}]"
    return character


def part_changed(of: str, part: str, before: object, after: object) -> str:
    """The sentence for a part of something that has another value now, or one for the first time.

    *of* is what people call the thing and *part* what they call its part; a value that is None,
    empty or false is none. Words that people read are quoted.
    """
    old, new = narrowed(_in_words(before), _in_words(after))
    if is_words(part) or max(len(old.split()), len(new.split())) >= LONG:
        old, new = quoted(old), quoted(new)
    if not before:
        return sentence("part is new", of=of, part=part, after=new)
    if not after:
        return sentence("part is gone", of=of, part=part, before=old)
    return sentence("part is another", of=of, part=part, before=old, after=new)


def _in_words(value: object) -> str:
    if value is True:
        return "yes"
    return str(value or "")


def changes_of_parts(of: str, parts: Iterable[Part], file: str) -> Iterator[Change]:
    """A change for each of the *parts* of something that has another value now."""
    for part in parts:
        if part.before != part.after:
            text = part_changed(of, part.name, part.before, part.after)
            yield Change(part.topic, file, text)


def property_called(key: str) -> str:
    """What people call a property of an element: as the panel does, in quotes, where it has it."""
    return quoted(LABELS[key]) if key in LABELS else f"its property {key}"


def is_words(part: str) -> bool:
    """Whether a part is text that somebody wrote for others to read."""
    return part in READ_BY_PEOPLE or part.startswith(("its property ", QUOTE))


def narrowed(before: str, after: str) -> tuple[str, str]:
    """Two long texts from a few words before they begin to differ to a few after."""
    old, new = before.split(), after.split()
    if min(len(old), len(new)) < LONG:
        return before, after
    first = first_difference(old, new)
    # The common end is sought in what is left, so that no word is counted in both.
    last = first_difference(old[first:][::-1], new[first:][::-1])
    return _cut(old, first, last), _cut(new, first, last)


def quoted(text: str) -> str:
    """A text in quotes, so that it is seen where it begins and ends."""
    return f"{QUOTE}{text}\u2019"


def first_difference(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words, or lines, two texts begin with alike."""
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return place
    return min(len(old), len(new))


def _cut(words: list[str], first: int, last: int) -> str:
    """The words between those alike at either end, with a few of these around them."""
    begin = max(first - AROUND, 0)
    end = min(len(words) - last + AROUND, len(words))
    text = " ".join(words[begin:end])
    if begin > 0:
        text = f"\u2026 {text}"
    if end < len(words):
        text = f"{text} \u2026"
    return text
