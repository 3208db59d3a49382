"""Words between the questions, and values as a person reads them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.forms.words import blocks, filled, holes, said


def drawn(text: str, **facts: object) -> list[tuple[str, list[list[str]]]]:
    return [
        (
            block.kind,
            [[f"*{s.text}*" if s.strong else s.text for s in line] for line in block.lines],
        )
        for block in blocks(text, facts)
    ]


def test_light_markdown_becomes_headings_paragraphs_and_lists() -> None:
    text = "## Before you start\nRead this\nand **this**.\r\n\r\n- one\n* two\n\nThen go on."

    assert drawn(text) == [
        ("heading", [["Before you start"]]),
        ("paragraph", [["Read this and ", "*this*", "."]]),
        ("list", [["one"], ["two"]]),
        ("paragraph", [["Then go on."]]),
    ]


def test_two_headings_are_two_blocks_and_nothing_is_one_empty_paragraph() -> None:
    assert drawn("# A\n# B") == [("heading", [["A"]]), ("heading", [["B"]])]
    assert drawn("") == [("paragraph", [[]])]


def test_a_fact_cannot_bring_marks_of_its_own() -> None:
    fact = "**bold**\n\n# heading {{secret}}"

    assert drawn("Of {{name}}", name=fact, secret="x") == [("paragraph", [[f"Of {fact}"]])]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (Decimal("12.50"), "12.5"),
        (Decimal(100), "100"),
        (date(2012, 3, 5), "5 March 2012"),
        (datetime(2012, 3, 5, 9, 7, tzinfo=UTC), "5 March 2012 at 09:07"),
        (["a"], "a"),
        (["a", "b", None, "c"], "a, b and c"),
        ([], ""),
        ({"value": "mod", "label": "Ministry of Defence"}, "Ministry of Defence"),
        ({"name": "terms.pdf"}, "terms.pdf"),
        ("a\u202eb\x00", "ab"),
    ],
)
def test_values_in_words(value: Any, words: Any) -> None:
    assert said(value) == words


def test_what_is_between_braces_is_worked_out() -> None:
    assert list(holes("{{a}} and {{ b.c }}")) == ["a", "b.c"]
    assert filled("{{ n + 1 }} of {{unknown}}", {"n": Decimal(1)}) == "2 of "
