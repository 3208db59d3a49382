"""From the text of an expression to its tokens; names of several words are told apart here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lark import Token

from engine.feel.errors import FeelError
from engine.feel.grammar import marks
from engine.feel.limits import MAX_SOURCE, MAX_TOKENS
from engine.feel.slips import of_character
from engine.feel.values import Facts

KEYWORDS = {
    word: word.upper()
    for word in (
        *("or", "and", "between", "in", "true", "false", "null", "if", "then", "else", "for"),
        *("return", "some", "every", "satisfies", "function", "external"),
    )
}
_NAME = ""  # no piece of a name is empty, so this key can hold the whole name
_NOTHING: Facts = {}
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
    raws = [raw for raw in _scan(source) if raw.kind != "space"]
    if len(raws) > MAX_TOKENS:
        far = raws[MAX_TOKENS]
        raise FeelError(
            f"the expression has more than {MAX_TOKENS} words and marks", far.line, far.column
        )
    return raws


def _scan(source: str) -> Iterator[Raw]:
    offset, line, line_start = 0, 1, 0
    while offset < len(source):
        match = _RAW.match(source, offset)
        if match is None:
            raise _unreadable(source[offset : offset + 2], line, offset - line_start + 1)
        text = match.group()
        yield Raw(match.lastgroup or "", text, offset, match.end(), line, offset - line_start + 1)
        if "\n" in text:
            line += text.count("\n")
            line_start = offset + text.rindex("\n") + 1
        offset = match.end()


def _unreadable(text: str, line: int, column: int) -> FeelError:
    if text.startswith('"'):
        return FeelError('a text has no closing quotation mark (")', line, column)
    character = text[0] if text[0].isprintable() else repr(text[0])[1:-1]
    sentence = f"the character {character} has no meaning here{of_character(text)}"
    return FeelError(sentence, line, column)


def words(name: str) -> tuple[str, ...]:
    """The pieces a name is made of."""
    return tuple(raw.text for raw in pieces(name))


class Vocabulary:
    """Names of more than one piece, kept piece by piece so that the longest is found at once."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._tree: dict[str, Any] = {}
        for name in names:
            spelled = words(name)
            if len(spelled) > 1:
                branch = self._tree
                for piece in spelled:
                    branch = branch.setdefault(piece, {})
                branch[_NAME] = name

    def longest(self, raws: Sequence[Raw], index: int) -> tuple[int, str] | None:
        """How many pieces the longest name starting at *index* has, and the name."""
        longest, branch, length = None, self._tree, 0
        while index + length < len(raws):
            branch = branch.get(raws[index + length].text, _NOTHING)
            if not branch:
                return longest
            length += 1
            if _NAME in branch:
                longest = length, branch[_NAME]
        return longest


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
    name = SIGNS.get(raw.text) or marks().get(raw.text)
    if name is None:
        raise _unreadable(raw.text, raw.line, raw.column)
    return name
