"""Two texts walked side by side: what may be added, what may not, and words from right to left."""

import re
import time
from collections.abc import Sequence

import pytest

from engine.letters.returned.additions import may_be_added
from engine.letters.returned.alignment import Aligned, Allowed, aligned
from engine.letters.returned.likeness import far_too_long, hardly_alike
from engine.letters.returned.streams import stream_of, words_in

BLOCK = ("Yours sincerely", "S. Archer", "Chief Constable")
LABELS = re.compile(r"[0-9]+\.|\([a-z]\)")


def walk(issued: Sequence[str], returned: str, *, block: Sequence[str] = BLOCK) -> Aligned:
    """The walk along a letter that ends with a signature block."""
    letter = [*issued, *block]
    places = [0]
    for one in letter:
        stream = stream_of(one.split(), any_case=True)
        places.append(places[-1] + len(stream.characters))
    allowed = Allowed(
        paragraphs=tuple(places),
        labels=LABELS,
        heads=("itemamount",),
        block=(places[len(issued)], places[-1]),
        block_words=tuple(block),
    )
    words = stream_of(words_in(letter), any_case=True)
    return aligned(words, stream_of(returned.split(), any_case=True), allowed)


@pytest.mark.parametrize(
    "returned",
    [
        "I agree. Yours sincerely S. Archer Chief Constable",
        "I AGREE. Yours sincerely S. Archer CHIEF CONSTABLE",
        "I ag ree.Yours sincerely S.Archer Chief Constable ______",
        "1. I agree. Yours sincerely S. Archer Chief Constable",
        "I agree. Yours sincerely Signed 5 May 2011 S. Archer Chief Constable",
        "I agree. Yours sincerely S. Archer Chief Constable Date: 05/05/2011 10:32",
        "I agree. Yours sincerely Signed S. Archer S. Archer Chief Constable",
    ],
)
def test_spacing_numbers_and_a_dated_signature_change_nothing(returned: str) -> None:
    assert walk(["I agree."], returned).difference is None


@pytest.mark.parametrize(
    ("returned", "issued", "instead"),
    [
        ("I agree not. Yours sincerely S. Archer Chief Constable", "agree.", "agree not."),
        ("I disagree. Yours sincerely S. Archer Chief Constable", "agree.", "disagree."),
        ("I agree. Yours sincerely S. Archer", "Chief Constable", ""),
        ("I agree. Yours sincerely S. Archer Chief Constable Not so.", "", "Not so."),
        ("I agree. Signed 5 May 2011 but not Yours sincerely S. Archer Chief Constable", "", "but"),
        ("", "I agree. Yours sincerely S. Archer Chief Constable", ""),
        ("2. 3. I 1. agree. Yours sincerely S. Archer Chief Constable", "", "2. 3."),
    ],
)
def test_anything_else_is_the_first_difference(returned: str, issued: str, instead: str) -> None:
    found = walk(["I agree."], returned).difference

    assert found is not None
    assert issued in found.issued
    assert instead.split(" ", maxsplit=1)[0] in found.returned


def test_a_heading_row_may_come_again_on_the_next_page() -> None:
    table = ["Item", "Amount", "Travel", "£2.00", "Total", "£2.00"]
    said = (
        "Item Amount Travel £2.00 Item Amount Total £2.00 Yours sincerely S. Archer Chief Constable"
    )

    assert walk(table, said).difference is None
    assert walk(table, said.replace("Total £2", "Total £3")).difference is not None


def test_what_was_let_through_is_told() -> None:
    said = "I agree. Yours sincerely Signed 5 May 2011 S. Archer Chief Constable"

    assert walk(["I agree."], said).added == ("Signed 5 May 2011",)


def test_words_from_right_to_left_may_stand_in_any_order_within_their_paragraph() -> None:
    names = ["For أحمد علي and others.", "Then سارة."]
    end = "Yours sincerely S. Archer Chief Constable"

    assert walk(names, f"For علي أحمد and others. Then سارة. {end}").difference is None
    assert walk(names, f"For ﻢﺣﺃ and others. Then سارة. {end}").difference is not None
    moved = walk(names, f"For سارة and others. Then أحمد علي. {end}").difference
    assert moved is not None
    assert "أحمد" in moved.issued


def test_a_word_from_right_to_left_at_the_border_of_two_cells_may_belong_to_either() -> None:
    row = ["adviser أحمد 0", "Inspector", "سارة", "1"]
    end = "Yours sincerely S. Archer Chief Constable"

    assert walk(row, f"adviser 0 أحمد Inspector سارة 1 {end}").difference is None
    assert walk(row, f"adviser 0 أحمد Inspector 1 {end}").difference is not None
    assert walk(row, f"adviser 0 أحمد أحمد Inspector سارة 1 {end}").difference is not None


def test_a_letter_without_a_signature_block_may_be_signed_at_its_end() -> None:
    assert walk(["I agree."], "I agree. Signed 5 May 2011", block=()).difference is None
    assert walk(["I agree."], "Signed 5 May 2011 I agree.", block=()).difference is not None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Signed 5 December 2011", "yes"),
        ("Digitally signed by S. Archer 2011.12.05 10:32:11 +00'00'", "yes"),
        ("pp S. Archer, 3rd of May 2011", "yes"),
        ("for and on behalf of the Chief Constable", "yes"),
        ("________", "yes"),
        ("subject to my letter of 4 May 2011", "no"),
        ("12 hostages 2011", "no"),
        ("unsigned", "no"),
        ("£5", "no"),
        ("signed " * 20, "no"),
    ],
)
def test_only_a_date_a_signature_and_the_name_as_issued_may_be_added(
    text: str, answer: str
) -> None:
    assert may_be_added(text, BLOCK) is (answer == "yes")


def test_a_text_that_is_made_to_take_long_takes_no_longer() -> None:
    paragraphs = [f"{n}. a" for n in range(400)]
    begun = time.process_time()

    walk(paragraphs, "1. 1. 1. " * 4_000)
    walk(["signed " * 500], "signed " * 1_500)
    walk(["a b c " * 2_000], "a b c " * 5_000)

    assert time.process_time() - begun < 5


def test_a_text_is_like_the_letter_or_it_is_not() -> None:
    letter = ["I recommend that the body approve the application.", "Yours sincerely"]

    assert not hardly_alike(letter, ["I recommend that the body refuse the application."])
    assert hardly_alike(letter, ["Two pounds of apples and a loaf of bread"])
    assert hardly_alike(letter, [])
    assert not far_too_long(letter, letter)
    assert far_too_long(letter, ["more " * 1_000])
