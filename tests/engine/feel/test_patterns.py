"""Regular expressions: what they match, what is no pattern, and which are refused."""

import pytest

from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError


def matches(text: str, pattern: str, flags: str = "") -> object:
    facts = {"t": text, "p": pattern, "f": flags}
    return compile_expression("matches(t, p, f)")(facts)


@pytest.mark.parametrize(
    ("text", "pattern", "flags"),
    [
        ("foobar", "^fo*b", ""),
        ("foobar", "OBA", "i"),
        ("a.b", "a.b", "q"),
        ("A.B", "a.b", "qi"),
        ("a\nb", "a.b", "s"),
        ("a\nb", "^b$", "m"),
        ("ab", "a b", "x"),
        ("a b", "a[ ]b", "x"),
        ("a]b", r"a\] b", "x"),
        ("ab1", r"[a-z]{2}\d", ""),
        ("aaaa", "a{2,}", ""),
        ("aaaa", "^a{1,4}?$", ""),
        ("abab", r"(ab)\1", ""),
        ("xyz", "(?:x)+yz", ""),
        ("cat", "cat|dog", ""),
        ("b", "[a-z-[aeiou]]", ""),
        ("5", "[^a-z]", ""),
        ("-", "[a-]", ""),
        ("]", r"[\]]", ""),
        ("É", r"\p{Lu}", ""),
        ("5", r"\P{L}", ""),
        ("a", r"\p{IsBasicLatin}", ""),
        ("a", r"[\p{L}\d]", ""),
        ("a1", r"\i\c", ""),
        ("1", r"\I", ""),
        (".-", r"[\c]{2}", ""),
        ("a\tb", r"a\tb", ""),
        ("", "", ""),
        ("$", r"\$", ""),
        ("ab", "(a)?(b)?", ""),
    ],
)
def test_patterns_that_match(text: str, pattern: str, flags: str) -> None:
    assert matches(text, pattern, flags) is True


@pytest.mark.parametrize(
    ("text", "pattern"),
    [("a\nb", "a.b"), ("e", "[a-z-[aeiou]]"), ("foobar", "^bar"), ("O", "[A-Z-[OI]]")],
)
def test_patterns_that_do_not_match(text: str, pattern: str) -> None:
    assert matches(text, pattern) is False


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a", "a)", "[a", "[]", "*a", "a**", "\\", r"\q", r"\1", r"(a)[\1]", r"(a\1)"),
        *(r"\p{Nope}", r"\p", "a{3,2}", "a{2000}", "a{", "{", "[z-a]", "(?=a)", "[\\"),
        *(r"[a-\d]", r"[a-\p{Lu}]", r"[\P{L}]", "[a-z-[b]x]", "[a[b]]"),
    ],
)
def test_what_is_no_pattern_gives_null(pattern: str) -> None:
    assert matches("abc", pattern) is None


def test_an_unknown_flag_gives_null() -> None:
    assert matches("abc", "a", "z") is None


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('replace("abracadabra", "a(.)", "[$1]")', "[b]r[c][d][b]ra"),
        ('replace("abc", "b", "$0$0")', "abbc"),
        ('replace("abc", "(b)", "$12")', "ab2c"),
        ('replace("abc", "b", "$1")', "ac"),
        (r'replace("abc", "b", "\$\\x")', None),
        (r'replace("abc", "b", "\$")', "a$c"),
        (r'replace("abc", "b", "\\\\")', "a\\c"),
        ('replace("abc", "b", "$")', None),
        ('replace("abc", "[", "x")', None),
    ],
)
def test_replacing(source: str, result: str | None) -> None:
    assert compile_expression(source)({}) == result


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("a" * 40, "(a+)+$"),
        ("a" * 40, "(a|a)*b"),
        ("a" * 5000, "a*a*a*b"),
        ("a" * 30, "a?" * 30 + "b"),
        ("a", "a" * 1001),
    ],
)
def test_patterns_that_could_run_away_are_refused(text: str, pattern: str) -> None:
    with pytest.raises(FeelError, match="pattern"):
        matches(text, pattern)


def test_a_pattern_of_too_many_kinds_of_letters_is_refused() -> None:
    with pytest.raises(FeelError, match="more than 8 kinds of letters"):
        matches("a", r"\p{L}" * 9)
