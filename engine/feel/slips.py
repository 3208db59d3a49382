"""What a slip of the pen was meant to be: the second half of a refusal's sentence."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from lark import Token

_COMPARE = "write one = to compare"
_QUOTES = 'write a text in straight double quotation marks, as in "yes"'
_CURRENCY = "write an amount as a number alone"
_MARKS: Mapping[str, str] = {
    "&&": "write 'and' between two conditions",
    "&": "write 'and' between two conditions, or + to put texts together",
    "||": "write 'or' between two conditions",
    "|": "write 'or' between two conditions",
    "!": "write not(…) round what is not to be",
    "%": "write modulo(a, b) for what is left over, or 0.1 for ten per cent",
    "^": "write ** for a power",
    "${": "write the condition without ${ and }, or put them round all of it",
    "#{": "write the condition without #{ and }, or put them round all of it",
    "#": "a comment begins with //",
    ";": "write a comma between values; nothing is needed at the end",
    "≥": "write >= instead",
    "≤": "write <= instead",
    "≠": "write != instead",
    "\u00d7": "write * instead",
    "÷": "write / instead",
    **dict.fromkeys("\u2013\u2014\u2212", "write a plain - instead"),
    **dict.fromkeys("\u201c\u201d\u201e\u2018\u2019'`", _QUOTES),
    **dict.fromkeys("£$€", _CURRENCY),
}
_SETS = "an expression sets nothing; " + _COMPARE
_PAIRS: Mapping[tuple[str, str], str] = {
    ("=", "="): _COMPARE,
    (":", "="): _SETS,
    ("+", "="): _SETS,
    ("<", ">"): "write != for what is not equal",
    ("=", ">"): "write >= for at least",
    ("=", "<"): "write <= for at most",
}
_WORDS: Mapping[str, str] = {
    "is": "write = to compare, as in a = null",
    "contains": "write contains(text, part)",
    "matches": "write matches(text, pattern)",
    "like": "write contains(text, part) or matches(text, pattern)",
    "not": "write not(…) round what is not to be, as in not(a in [1, 2])",
    "then": "there is no 'if' before it",
    "else": "there is no 'if' before it",
    "to": "write a range as [1..5]",
    "..": "write a range in brackets, as in [1..5]",
    "?": "write if … then … else …",
    "@": 'write a text in quotation marks, as in "yes"',
    ":": "only the entries of {…} and the values of a function have names",
}
_SMALL = frozenset({"and", "or", "if", "in", "between"})
_CLOSING = {")": "(", "]": "[", "}": "{"}
_VALUES = frozenset({"NAME", "NUMBER", "STRING", "TRUE", "FALSE", "NULL"})
_SPANS = frozenset({"day", "days", "hour", "hours", "month", "months", "year", "years", "weeks"})
_WANTED: Mapping[str, str] = {
    "THEN": "an 'if' needs a 'then' and an 'else'",
    "ELSE": "an 'if' needs an 'else' too",
    "RETURN": "a 'for' needs a 'return'",
    "SATISFIES": "'some' and 'every' need 'satisfies' before the condition",
}
_ONLY: Mapping[frozenset[str], str] = {
    frozenset({"IN"}): "'for', 'some' and 'every' need 'in' and a list after the name",
    frozenset({"COLON"}): "an entry of {…} is written name: value",
    frozenset({"NAME"}): "write a name here",
    frozenset({"STRING"}): 'after @ comes a date or a duration in quotation marks, as in @"P5D"',
    frozenset({"NAME", "STRING"}): "an entry of {…} is written name: value",
    frozenset({"NAME", "STRING", "RBRACE"}): "a list is written [1, 2], a context {name: value}",
}


def of_character(text: str) -> str:
    """What to write instead of the characters that *text* begins with; '' when nobody knows."""
    return _then(_MARKS.get(text[:2]) or _MARKS.get(text[:1]))


def of_token(
    tokens: Sequence[Token], index: int, wanted: Collection[str], spaced_names: Sequence[str]
) -> str:
    """What to write instead of the token at *index*, given what the grammar wanted there."""
    token, previous = tokens[index], tokens[index - 1] if index else None
    return _then(
        _PAIRS.get((previous or "", str(token)))
        or _PAIRS.get((str(token), str(tokens[index + 1]) if index + 1 < len(tokens) else ""))
        or _closing(tokens, index)
        or _word(str(token), previous)
        or _missing(tokens[:index], wanted)
        or _joining(token, previous)
        or _between_values(previous, token, spaced_names)
        or ("write a value here" if "NUMBER" in wanted else None)
    )


def of_end(tokens: Sequence[Token], wanted: Collection[str]) -> str:
    """What is missing at the end of the expression."""
    bracket = _open(tokens)
    if bracket is not None:
        return f"; the {_place_of(bracket)} is never closed"
    last = tokens[-1]
    return _then(_missing(tokens, wanted) or f"something must follow '{last[:40]}'")


def _then(hint: str | None) -> str:
    return f"; {hint}" if hint else ""


def _open(tokens: Sequence[Token]) -> Token | None:
    """The innermost bracket that is still open after the tokens."""
    brackets: list[Token] = []
    for token in tokens:
        if token in _CLOSING.values() and token.type != "STRING":
            brackets.append(token)
        elif token in _CLOSING and brackets:
            brackets.pop()
    return brackets[-1] if brackets else None


def _closing(tokens: Sequence[Token], index: int) -> str | None:
    token = tokens[index]
    if token not in _CLOSING:
        return None
    bracket = _open(tokens[:index])
    if bracket is None:
        return f"there is no {_CLOSING[token]} that it closes"
    if bracket != _CLOSING[token]:
        return f"the {_place_of(bracket)} is not closed yet"
    return "something is missing before it"


def _place_of(token: Token) -> str:
    line = f"line {token.line}, " if token.line != 1 else ""
    return f"{token} in {line}column {token.column}"


def _missing(tokens: Sequence[Token], wanted: Collection[str]) -> str | None:
    types = [token.type for token in tokens]
    if "BETWEEN" in types and "AND" not in types[types.index("BETWEEN") :] and "AND" in wanted:
        return "'between' needs an 'and', as in between 1 and 2"
    sentence = next((sentence for word, sentence in _WANTED.items() if word in wanted), None)
    return sentence or _ONLY.get(frozenset(wanted))


def _word(text: str, previous: Token | None) -> str | None:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if text != text.lower() and text.lower() in _SMALL:
        return f"write '{text.lower()}' in small letters"
    if previous in {"not", "is"}:
        return _WORDS[previous]
    return None


def _joining(token: Token, previous: Token | None) -> str | None:
    """What to say of an 'and', 'or' or comma that joins nothing here."""
    if token.type == "COMMA":
        number = previous is not None and previous.type == "NUMBER"
        return "write a number without a comma" if number else "a comma is only for lists"
    if token.type not in {"AND", "OR"}:
        return None
    if previous is None or previous.type in {"AND", "OR"}:
        return "a condition is missing before it"
    return "in a cell, write a comma for 'or' and a range such as [5..7] for 'and'"


def _between_values(
    previous: Token | None, token: Token, spaced_names: Sequence[str]
) -> str | None:
    """What to say of two values that stand side by side."""
    if previous is None or previous.type not in _VALUES or token.type not in _VALUES:
        return None
    near = get_close_matches(f"{previous} {token}", spaced_names, 1, 0.8)
    if near:
        return f"is it '{near[0]}'?"
    if previous.type == "NAME" and token.type == "NAME":
        return "write 'and', 'or' or a sign between the two, or one name without a space"
    if previous.type == "NUMBER" and token in _SPANS:
        return 'a duration is written as duration("P5D") or duration("PT2H")'
    if previous.type == "NUMBER" and previous.end_column == token.column:
        return "write a number without a unit"
    return "write 'and', 'or', a comma or a sign between the two"
