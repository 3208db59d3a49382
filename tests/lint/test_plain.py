"""Texts that show what they say, and ids that can be used."""

import re

import pytest

from engine.bpmn.ncname import is_ncname
from engine.lint.plain import oddity_of, oddity_of_prose


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ask",
        "Ask\nagain",
        "Policing body\u2019s office",
        "S\u00e3o Tom\u00e9",
        "\u00a31\u00a0000",
        "\u041c\u043e\u0441\u043a\u0432\u0430",
        "\u6771\u4eac\u3068",
        "5 \u00b5g",
        "caf\u0065\u0301",
    ],
)
def test_a_text_in_one_alphabet_is_plain(text: str) -> None:
    assert oddity_of(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ask\u202e me", "U\\+202E"),
        ("As\u200bk", "U\\+200B"),
        ("As\u00adk", "U\\+00AD"),
        ("Ask\x07", "U\\+0007"),
        ("Ask\u2066", "U\\+2066"),
        ("Ask\ue000", "U\\+E000"),
        ("H\u043eme", "Cyrillic and Latin"),
        ("Home \u0420olice", "Cyrillic and Latin"),
        ("\u03bfrder", "Greek and Latin"),
        ("\uff28ome", "imitate"),
        ("\U0001d407ome", "imitate"),
    ],
)
def test_a_text_that_hides_something_says_what(text: str, why: str) -> None:
    said = oddity_of(text)

    assert said is not None
    assert re.search(why, said)


def test_the_words_of_a_text_may_be_in_several_alphabets_but_none_of_them_alone() -> None:
    assert oddity_of_prose("\u041c\u043e\u0441\u043a\u0432\u0430 is Moscow\u2019s name") is None
    assert oddity_of_prose("Plain\nwords") is None
    assert "Cyrillic and Latin" in (oddity_of_prose("the H\u043eme Secretary\u2019s view") or "")
    assert "U+202E" in (oddity_of_prose("the \u202e view") or "")
    assert oddity_of_prose("Ask") is None


@pytest.mark.parametrize("text", ["a", "_a", "a-1.b", "\u00e9t\u00e9", "section_26"])
def test_an_id_may_be_a_name_of_xml(text: str) -> None:
    assert is_ncname(text)


@pytest.mark.parametrize("text", ["", "1a", "a b", "a/b", "..", ".a", "-a", "a:b", "a\n", "a?"])
def test_an_id_may_be_nothing_else(text: str) -> None:
    assert not is_ncname(text)
