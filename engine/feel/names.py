"""Reading the tokens of an expression, knowing which words belong together as one name."""

import re
from collections.abc import Iterator, Sequence

from lark import Token

from engine.feel.library.catalogue import SPACED
from engine.feel.tokens import KEYWORDS, Raw, Vocabulary, pieces, sign, token

_PROPERTIES = Vocabulary(["time offset", "start included", "end included"])
_BUILT_IN = Vocabulary(
    [*SPACED, "date and time", "days and time duration", "years and months duration"]
)
_JOINED = {".", "+", "-", "*", "/", "'", "**"}
_MAX_WORDS = 16
_OPERAND_ENDS = {"NAME", "NUMBER", "STRING", "TRUE", "FALSE", "NULL", "FUNCTION"}
_OPERAND_MARKS = {")", "]", "}"}
_OPERAND_STARTS = {"(", "[", "{", "-", "@"}
_GOING_ON = {"and", "or", "then", "else", "return", "satisfies", "in", "between", "instance"}


def tokens(source: str, vocabulary: Vocabulary, *, unary: bool = False) -> list[Token]:
    """The tokens of *source*; *vocabulary* are the names of several words that may appear in it."""
    raws = pieces(source)
    if unary and len(raws) == 1 and raws[0].text == "-":
        return [token("ANYTHING", "-", raws[0])]
    vocabularies = (vocabulary, Vocabulary(_declared_names(raws, source)))
    tokens_read = list(_Reading(raws, vocabularies).tokens())
    if unary and _whole_not(raws):
        tokens_read[0] = token("REFUTED", "not", raws[0])
    return tokens_read


def _whole_not(raws: Sequence[Raw]) -> bool:
    if len(raws) < 3 or raws[0].text != "not" or raws[1].text != "(":
        return False
    depth = 0
    for index, raw in enumerate(raws):
        if raw.kind == "mark":
            depth += (raw.text in "([{") - (raw.text in ")]}")
        if index and not depth:
            return index == len(raws) - 1
    return False


def _declared_names(raws: Sequence[Raw], source: str) -> Iterator[str]:
    """Names of several words that the expression itself gives to something."""
    for index, raw in enumerate(raws):
        if raw.text == ":" and raw.kind == "mark":
            first = _begin_of_name(raws, index, {"{", ",", "(", "<"}, _JOINED)
        elif raw.text == "in":
            first = _begin_of_name(raws, index, {"for", "some", "every"}, set())
        else:
            continue
        if first is not None and index - first > 1:
            yield re.sub(r"\s+", " ", source[raws[first].start : raws[index - 1].end])


def _begin_of_name(raws: Sequence[Raw], end: int, stops: set[str], joined: set[str]) -> int | None:
    """Where the run of name pieces that ends before *end* begins, if a stop comes before it."""
    for first in range(end - 1, max(-1, end - _MAX_WORDS), -1):
        raw = raws[first]
        if raw.text in stops:
            return first + 1
        in_name = raw.kind in {"word", "number"} or raw.text in joined
        if raw.text == "in" or not in_name:
            return None
    return None


class _Reading:
    """One pass over the pieces; brackets are followed so that ]1..2[ can be told from filters."""

    def __init__(self, raws: Sequence[Raw], vocabularies: Sequence[Vocabulary]) -> None:
        self.raws = raws
        self.vocabularies = vocabularies
        self.brackets: list[str] = []
        self.after_operand = False
        self.after_dot = False

    def tokens(self) -> Iterator[Token]:
        index = 0
        while index < len(self.raws):
            length, next_token = self._next(index)
            index += length
            self.after_operand = (
                next_token.type in _OPERAND_ENDS or next_token.value in _OPERAND_MARKS
            )
            if next_token.type == "OUT_CLOSE":
                self.after_operand = True
            elif next_token.type == "OUT_OPEN":
                self.after_operand = False
            self.after_dot = next_token.value == "." and next_token.type == "DOT"
            yield next_token

    def _next(self, index: int) -> tuple[int, Token]:
        raw = self.raws[index]
        if raw.kind in {"string", "number"}:
            return 1, token(raw.kind.upper(), raw.text, raw)
        if raw.kind == "word":
            return self._word(index)
        return 1, token(self._mark(index), raw.text, raw)

    def _word(self, index: int) -> tuple[int, Token]:
        raw = self.raws[index]
        long_name = self._longest_name(index)
        if long_name:
            length, name = long_name
            return length, token("NAME", name, raw, self.raws[index + length - 1])
        following = self.raws[index + 1].text if index + 1 < len(self.raws) else ""
        if self.after_dot or following == ":":
            return 1, token("NAME", raw.text, raw)
        if raw.text == "instance" and self.after_operand and following == "of":
            return 2, token("INSTANCE", "instance of", raw, self.raws[index + 1])
        return 1, token(KEYWORDS.get(raw.text, "NAME"), raw.text, raw)

    def _longest_name(self, index: int) -> tuple[int, str] | None:
        built_in = _PROPERTIES if self.after_dot else _BUILT_IN
        longest: tuple[int, str] | None = None
        for vocabulary in (*self.vocabularies, built_in):
            match = vocabulary.longest(self.raws, index)
            if match and (longest is None or match > longest):
                longest = match
        return longest

    def _mark(self, index: int) -> str:
        raw = self.raws[index]
        text = raw.text
        if text == "]" and not self.after_operand and self._opens(index):
            self.brackets.append("]")
            return "OUT_OPEN"
        if text == "[" and self.brackets[-1:] == [".."] and self._closes(index):
            self.brackets.pop()
            return "OUT_CLOSE"
        if text in "([{":
            self.brackets.append(text)
        elif text in ")]}" and self.brackets:
            self.brackets.pop()
        elif text == ".." and self.brackets:
            self.brackets[-1] = ".."
        return sign(raw)

    def _closes(self, index: int) -> bool:
        """Whether a [ ends a range: it does not where it holds the condition of a filter."""
        return self.after_operand and not self._operand_follows(index)

    def _opens(self, index: int) -> bool:
        """Whether a ] begins a range: it does not where a list or a type may end."""
        ending = index > 0 and self.raws[index - 1].text in {"[", ">"}
        return not ending and self._operand_follows(index)

    def _operand_follows(self, index: int) -> bool:
        following = self.raws[index + 1] if index + 1 < len(self.raws) else None
        if following is None:
            return False
        if following.kind == "mark":
            return following.text in _OPERAND_STARTS
        return following.text not in _GOING_ON
