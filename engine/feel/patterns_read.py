"""Reading a regular expression character by character, adding up the choices it leaves open."""

import re
from dataclasses import dataclass

from engine.feel.characters import block_or_category
from engine.feel.errors import FeelError

_REPEAT = re.compile(r"\{(\d{1,5})(?:(,)(\d{1,5})?)?\}")
_CLASSES = {"d": r"\d", "D": r"\D", "w": r"\w", "W": r"\W", "s": r"\s", "S": r"\S"}
_START = (
    r":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    r"\u2070-\u218f\u3001-\ud7ff"
)
_NAMES = {"i": _START, "c": _START + r"\-.0-9\u00b7"}  # XML's name characters
_CONTROL = {"n": r"\n", "r": r"\r", "t": r"\t"}
_LITERAL_ESCAPES = set(r"\|.-^?*+{}()[]$")


class Unreadable(Exception):
    """It is not a regular expression."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern for Python, and how much trying about it allows."""

    text: str
    choices: int = 1
    power: int = 0
    length: int = 1

    def then(self, other: "Part") -> "Part":
        return Part(
            self.text + other.text,
            min(self.choices * other.choices, 10**12),
            self.power + other.power,
            self.length + other.length,
        )


def translate(pattern: str, flags: str) -> Part:
    """The pattern for Python. Its power counts the start as a choice unless it is anchored."""
    source = _without_spaces(pattern) if "x" in flags else pattern
    reader = _Reader(source, flags)
    part = reader.alternatives()
    if reader.at < len(source):
        raise Unreadable
    anchored = source.startswith("^") and "m" not in flags and "|" not in source
    return Part(part.text, part.choices, part.power + (not anchored), part.length)


def _without_spaces(pattern: str) -> str:
    """Without the white space that flag x says to ignore; within [ ] it stays."""
    characters, depth = [], 0
    for index, character in enumerate(pattern):
        escaped = index and pattern[index - 1] == "\\"
        depth += (character == "[" and not escaped) - (character == "]" and not escaped)
        if depth > 0 or not character.isspace():
            characters.append(character)
    return "".join(characters)


class _Reader:
    def __init__(self, source: str, flags: str) -> None:
        self.source = source
        self.flags = flags
        self.at = 0
        self.groups = 0
        self.closed: set[int] = set()

    def peek(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def take(self) -> str:
        if self.at >= len(self.source):
            raise Unreadable
        self.at += 1
        return self.source[self.at - 1]

    def alternatives(self) -> Part:
        parts = [self.sequence()]
        while self.peek("|"):
            self.at += 1
            parts.append(self.sequence())
        if len(parts) == 1:
            return parts[0]
        return Part(
            "|".join(part.text for part in parts),
            sum(part.choices for part in parts),
            max(part.power for part in parts),
            sum(part.length for part in parts),
        )

    def sequence(self) -> Part:
        whole = Part("", length=0)
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            whole = whole.then(self.repeated(self.atom()))
        return whole

    def atom(self) -> Part:
        character = self.take()
        if character == "\\":
            return Part(self.escape())
        if character == "(":
            return self.group()
        if character == "[":
            return Part(self.choice())
        if character in "*+?{}]":
            raise Unreadable
        return Part(self._plain(character))

    def _plain(self, character: str) -> str:
        if character == ".":
            return "." if "s" in self.flags else r"[^\n\r]"
        if character == "^":
            return "^" if "m" in self.flags else r"\A"
        if character == "$":
            return "$" if "m" in self.flags else r"\Z"
        return re.escape(character)

    def group(self) -> Part:
        captured = not self.peek("?:")
        number = self.groups + 1
        if captured:
            self.groups = number
        else:
            self.at += 2
        inner = self.alternatives()
        self.take()  # the ")", or the end, which is refused
        self.closed.add(number if captured else 0)
        opening = "(" if captured else "(?:"
        return Part(f"{opening}{inner.text})", inner.choices, inner.power, inner.length)

    def escape(self) -> str:
        character = self.take()
        if character.isdigit():
            return self._back_reference(int(character))
        known_class = _CLASSES.get(character) or _CONTROL.get(character)
        if known_class:
            return known_class
        if character.lower() in _NAMES:
            return f"[{'' if character.islower() else '^'}{_NAMES[character.lower()]}]"
        if character in "pP":
            return self._property(negated=character == "P")
        if character in _LITERAL_ESCAPES:
            return re.escape(character)
        raise Unreadable

    def _back_reference(self, number: int) -> str:
        if number not in self.closed or not number:
            raise Unreadable
        return rf"(?:\{number})"

    def _property(self, *, negated: bool) -> str:
        end = self.source.find("}", self.at)
        if not self.peek("{") or end < 0:
            raise Unreadable
        name = self.source[self.at + 1 : end]
        self.at = end + 1
        members = block_or_category(name)
        if members is None:
            raise Unreadable
        return f"[{'^' if negated else ''}{members}]"

    def choice(self) -> str:
        """A [class], with XPath's subtraction [a-z-[aeiou]] as a look-ahead."""
        negated = self.peek("^")
        self.at += negated
        items: list[str] = []
        without = ""
        while not self.peek("]"):
            if self.peek("-[") and items:
                self.at += 2
                without = f"(?!{self.choice()})"
                break
            items.append(self._item())
        if self.take() != "]" or not items:
            raise Unreadable
        return f"(?:{without}[{'^' if negated else ''}{''.join(items)}])"

    def _item(self) -> str:
        start = self._member()
        if not self.peek("-") or self.peek("-]") or self.peek("-["):
            return start
        self.at += 1
        end = self._member()
        if len(start.lstrip("\\")) > 1 or len(end.lstrip("\\")) > 1:
            raise Unreadable
        return f"{start}-{end}"

    def _member(self) -> str:
        character = self.take()
        if character == "[":
            raise Unreadable
        if character != "\\":
            return re.escape(character)
        if self.source[self.at : self.at + 1].isdigit():
            raise Unreadable
        text = self.escape()
        if text.startswith("[^"):
            raise Unreadable
        return text[1:-1] if text.startswith("[") else text

    def repeated(self, atom: Part) -> Part:
        least, most, text = self._quantity()
        if not text:
            return atom
        if self.peek("?"):
            self.at += 1
            text += "?"
        if most is None:
            if atom.power or atom.choices > 1:
                raise FeelError("a pattern repeats something that itself repeats or has a choice")
            return Part(atom.text + text, 1, 1, atom.length)
        if most < least or most > 1000:
            raise Unreadable
        choices = min(atom.choices ** min(most, 40) * (most - least + 1), 10**12)
        return Part(atom.text + text, choices, atom.power * most, atom.length * max(most, 1))

    def _quantity(self) -> tuple[int, int | None, str]:
        for mark, least, most in (("*", 0, None), ("+", 1, None), ("?", 0, 1)):
            if self.peek(mark):
                self.at += 1
                return least, most, mark
        repeat = _REPEAT.match(self.source, self.at)
        if repeat is None:
            return 1, 1, ""
        self.at = repeat.end()
        least = int(repeat[1])
        if not repeat[2]:
            return least, least, repeat.group()
        return least, int(repeat[3]) if repeat[3] else None, repeat.group()
