"""From the text of an expression to its tokens; names of several words are told apart here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lark import Token

from engine.feel.errors import FeelError
from engine.feel.grammar import MARKS
from engine.feel.limits import MAX_SOURCE, MAX_TOKENS

KEYWORDS = {
    word: word.upper()
    for word in (
        *("or", "and", "between", "in", "true", "false", "null", "if", "then", "else", "for"),
        *("return", "some", "every", "satisfies", "function", "external"),
    )
}
SIGNS = {"+": "PLUS", "-": "MINUS", "*": "TIMES", "/": "OVER", "**": "POWER", "@": "AT"}

_RAW = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*|/\*.*?\*/)+)
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>(?:[^\W\d]|[\U00010000-\U000EFFFF])(?:\w|[\U00010000-\U000EFFFF])*|\?)
    |(?P<mark>\.\.|\*\*|<=|>=|!=|->|[-+*/@.,:()\[\]{}<>='])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Raw:
    """A piece of the text before names are put together."""

    kind: str
    text: str
    start: int
    end: int
    line: int
    column: int


def pieces(source: str) -> list[Raw]:
    """The words, numbers, texts and marks of *source*, in order."""
    if len(source) > MAX_SOURCE:
        raise FeelError(f"the expression is longer than {MAX_SOURCE} characters")
    found = [raw for raw in _scan(source) if raw.kind != "space"]
    if len(found) > MAX_TOKENS:
        raise FeelError(f"the expression has more than {MAX_TOKENS} words and marks")
    return found


def _scan(source: str) -> Iterator[Raw]:
    at, line, line_start = 0, 1, 0
    while at < len(source):
        match = _RAW.match(source, at)
        if match is None:
            raise _unreadable(source[at], line, at - line_start + 1)
        text = match.group()
        yield Raw(match.lastgroup or "", text, at, match.end(), line, at - line_start + 1)
        if "\n" in text:
            line += text.count("\n")
            line_start = at + text.rindex("\n") + 1
        at = match.end()


def _unreadable(character: str, line: int, column: int) -> FeelError:
    if character == '"':
        return FeelError('a text has no closing quotation mark (")', line, column)
    return FeelError(f"the character {character!r} has no meaning here", line, column)


def words(name: str) -> tuple[str, ...]:
    """The pieces a name is made of."""
    return tuple(raw.text for raw in pieces(name))


class Vocabulary:
    """The names of more than one piece that may be met, found by their first piece."""

    def __init__(self, names: Iterator[str] | Sequence[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        spelled = words(name)
        if len(spelled) > 1:
            known = self._by_first.setdefault(spelled[0], [])
            known.append((spelled, name))
            known.sort(key=lambda pair: -len(pair[0]))

    def longest(self, raws: Sequence[Raw], at: int) -> tuple[int, str] | None:
        """How many pieces the longest name starting at *at* has, and the name."""
        for spelled, name in self._by_first.get(raws[at].text, ()):
            length = len(spelled)
            if tuple(raw.text for raw in raws[at : at + length]) == spelled:
                return length, name
        return None


def token(type_: str, value: str, first: Raw, last: Raw | None = None) -> Token:
    """A parser's token that remembers its place."""
    last = last or first
    return Token(
        type_,
        value,
        line=first.line,
        column=first.column,
        end_line=last.line,
        end_column=last.column + len(last.text),
    )


def sign(raw: Raw) -> str:
    """What the grammar calls a mark."""
    name = SIGNS.get(raw.text) or MARKS.get(raw.text)
    if name is None:
        raise FeelError(f"'{raw.text}' has no meaning here", raw.line, raw.column)
    return name
