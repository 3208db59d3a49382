"""JSON: what is odd in it is refused in a sentence, and never as a fault of ours."""

import pytest

from engine.readers.errors import NotRead
from engine.readers.json_text import DEEPEST, json_value


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b" " * 1_000_001, "larger than 1 MB"),
        (b"\xff", "not text in UTF-8, at byte 1"),
        (b'{\n"a" 1}', "stops being JSON at line 2, column 5"),
        (b"", "stops being JSON"),
        (b"[" * 100_000, "more than 60 deep"),
        (b"[" + b"{}," * 50_000 + b"1]", "more than 100,000 values"),
        (b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1), "more than 60 deep"),
        (b"[NaN]", "NaN is not a number"),
        (b'{"a": -Infinity}', "-Infinity is not a number"),
        (b"1" * 101, "too many digits"),
        (b"0." + b"1" * 100, "too many digits"),
        (b"1e999", "1e999 is too large"),
        (b'{"a": 1, "b": 2, "a": 3}', "“a” stands twice"),
        (b'{"x": {"\\u0061": 1, "a": 3}}', "“a” stands twice"),
        (b'["\\ud800"]', r"\\ud800 is half a character"),
        (b'{"\\udfff": 1}', r"\\udfff is half a character"),
    ],
)
def test_odd_json_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NotRead, match=why):
        json_value(content)


def test_plain_json_is_read_as_it_is() -> None:
    content = b'\xef\xbb\xbf{"a": [1, -2.5, 1e3, "\\ud83d\\ude00", true, null], "b": {}}'

    assert json_value(content) == {"a": [1, -2.5, 1000.0, "\U0001f600", True, None], "b": {}}
    assert json_value(b"[" * (DEEPEST - 1) + b"1" + b"]" * (DEEPEST - 1))
