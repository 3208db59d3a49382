"""The one reader of JSON: what two programs could read in two ways is refused. Pure.

Python's own reader takes the last of two equal keys, NaN, half a character and any depth.
"""

import json
import math
from collections import Counter

from engine.readers.errors import Fault, NotRead, shown

LARGEST = 1_000_000  # bytes: a form of 200 questions has 100,000
MOST_PARTS = 100_000  # a form of 200 questions has 5,000
DEEPEST = 60  # lists and objects in one another; a form goes to 10, and orjson stops at 254
_BETWEEN = (b"[", b"{", b",", b":")  # at least one stands before each value
MOST_DIGITS = 100  # of a number: more than any register has, and quick to convert


def json_value(content: bytes, largest: int = LARGEST) -> object:
    """What a JSON file in UTF-8 says: objects, lists, text, truth values, None, int and float.

    Raises NotRead with what is wrong, and its line and column where it is no JSON.
    """
    if len(content) > largest:
        raise NotRead(f"it is larger than {largest / 1_000_000:g} MB: make it smaller")
    if sum(map(content.count, _BETWEEN)) > MOST_PARTS:
        raise NotRead(f"it holds more than {MOST_PARTS:,} values: make it smaller")
    try:
        value = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=_whole_number,
            parse_float=_number,
            parse_constant=_no_number,
        )
    except UnicodeDecodeError as problem:
        where = f"byte {problem.start + 1}"
        raise NotRead(f"it is not text in UTF-8, at {where}: save it again", Fault.BROKEN) from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise NotRead(f"it stops being JSON at {where}: {problem.msg}", Fault.BROKEN) from None
    except RecursionError:
        raise _too_deep() from None
    _must_be_plain(value)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise NotRead(f"“{shown(twice)}” stands twice in one object: take one of them out")
    return members


def _whole_number(digits: str) -> int:
    _must_be_short(digits)
    return int(digits)


def _number(digits: str) -> float:
    _must_be_short(digits)
    value = float(digits)
    if math.isinf(value):
        raise NotRead(f"the number {digits} is too large: write a smaller one")
    return value


def _must_be_short(digits: str) -> None:
    if len(digits) > MOST_DIGITS:
        raise NotRead(f"the number {digits[:20]}… has too many digits: {MOST_DIGITS} at most")


def _no_number(name: str) -> float:
    raise NotRead(f"{name} is not a number in JSON: write a number, or null")


def _must_be_plain(whole: object) -> None:
    """Refuses depth and half characters, without going down by calls."""
    level = [whole]
    for _ in range(DEEPEST + 1):
        below: list[object] = []
        for value in level:
            if isinstance(value, str):
                _must_be_whole(value)
            else:
                below += _held_in(value)
        if not below:
            return
        level = below
    raise _too_deep()


def _held_in(value: object) -> list[object]:
    """What stands one level down: the items of a list, the names and the values of an object."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return []


def _must_be_whole(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        half = f"\\u{ord(text[problem.start]):04x}"
        raise NotRead(f"{half} is half a character: write the whole of it") from None


def _too_deep() -> NotRead:
    return NotRead(f"its lists and objects stand more than {DEEPEST} deep in one another")
