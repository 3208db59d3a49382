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


def tokens(source: str, known: Vocabulary, *, unary: bool = False) -> list[Token]:
    """The tokens of *source*; *known* are the names of several words that may appear in it."""
    raws = pieces(source)
    if unary and len(raws) == 1 and raws[0].text == "-":
        return [token("ANYTHING", "-", raws[0])]
    vocabularies = (known, Vocabulary(_declared(raws, source)))
    read = list(_Reading(raws, vocabularies).tokens())
    if unary and _whole_not(raws):
        read[0] = token("REFUTED", "not", raws[0])
    return read


def _whole_not(raws: Sequence[Raw]) -> bool:
    if len(raws) < 3 or raws[0].text != "not" or raws[1].text != "(":
        return False
    depth = 0
    for at, raw in enumerate(raws):
        if raw.kind == "mark":
            depth += (raw.text in "([{") - (raw.text in ")]}")
        if at and not depth:
            return at == len(raws) - 1
    return False


def _declared(raws: Sequence[Raw], source: str) -> Iterator[str]:
    """Names of several words that the expression itself gives to something."""
    for at, raw in enumerate(raws):
        if raw.text == ":" and raw.kind == "mark":
            first = _back(raws, at, {"{", ",", "(", "<"}, _JOINED)
        elif raw.text == "in":
            first = _back(raws, at, {"for", "some", "every"}, set())
        else:
            continue
        if first is not None and at - first > 1:
            yield re.sub(r"\s+", " ", source[raws[first].start : raws[at - 1].end])


def _back(raws: Sequence[Raw], at: int, stops: set[str], joined: set[str]) -> int | None:
    """Where the run of name pieces that ends before *at* begins, if a stop comes before it."""
    for first in range(at - 1, max(-1, at - _MAX_WORDS), -1):
        raw = raws[first]
        if raw.text in stops:
            return first + 1
        named = raw.kind in {"word", "number"} or raw.text in joined
        if raw.text == "in" or not named:
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
        at = 0
        while at < len(self.raws):
            length, made = self._next(at)
            at += length
            self.after_operand = made.type in _OPERAND_ENDS or made.value in _OPERAND_MARKS
            if made.type == "OUT_CLOSE":
                self.after_operand = True
            elif made.type == "OUT_OPEN":
                self.after_operand = False
            self.after_dot = made.value == "." and made.type == "DOT"
            yield made

    def _next(self, at: int) -> tuple[int, Token]:
        raw = self.raws[at]
        if raw.kind in {"string", "number"}:
            return 1, token(raw.kind.upper(), raw.text, raw)
        if raw.kind == "word":
            return self._word(at)
        return 1, token(self._mark(at), raw.text, raw)

    def _word(self, at: int) -> tuple[int, Token]:
        raw = self.raws[at]
        found = self._named(at)
        if found:
            length, name = found
            return length, token("NAME", name, raw, self.raws[at + length - 1])
        following = self.raws[at + 1].text if at + 1 < len(self.raws) else ""
        if self.after_dot or following == ":":
            return 1, token("NAME", raw.text, raw)
        if raw.text == "instance" and self.after_operand and following == "of":
            return 2, token("INSTANCE", "instance of", raw, self.raws[at + 1])
        return 1, token(KEYWORDS.get(raw.text, "NAME"), raw.text, raw)

    def _named(self, at: int) -> tuple[int, str] | None:
        built_in = _PROPERTIES if self.after_dot else _BUILT_IN
        found = [each.longest(self.raws, at) for each in (*self.vocabularies, built_in)]
        return max((each for each in found if each), default=None)

    def _mark(self, at: int) -> str:
        raw = self.raws[at]
        text = raw.text
        if text == "]" and not self.after_operand and self._opens(at):
            self.brackets.append("]")
            return "OUT_OPEN"
        if text == "[" and self.brackets[-1:] == [".."] and self._closes(at):
            self.brackets.pop()
            return "OUT_CLOSE"
        if text in "([{":
            self.brackets.append(text)
        elif text in ")]}" and self.brackets:
            self.brackets.pop()
        elif text == ".." and self.brackets:
            self.brackets[-1] = ".."
        return sign(raw)

    def _closes(self, at: int) -> bool:
        """Whether a [ ends a range: it does not where it holds the condition of a filter."""
        return self.after_operand and not self._operand_follows(at)

    def _opens(self, at: int) -> bool:
        """Whether a ] begins a range: it does not where a list or a type may end."""
        ending = at > 0 and self.raws[at - 1].text in {"[", ">"}
        return not ending and self._operand_follows(at)

    def _operand_follows(self, at: int) -> bool:
        following = self.raws[at + 1] if at + 1 < len(self.raws) else None
        if following is None:
            return False
        if following.kind == "mark":
            return following.text in _OPERAND_STARTS
        return following.text not in _GOING_ON
