"""What the law protects is what its tables say today, once."""

import pytest

from engine.errors import DefinitionRefused
from engine.people.law import law_of

WORDS = [
    {"kind": "deciders", "words": "policing_body"},
    {"kind": "last", "words": "home_secretary"},
]


def test_each_kind_of_word_is_read_from_its_row() -> None:
    law = law_of({"statutory_words": WORDS})

    assert law.words == {"deciders": ("policing_body",), "last": ("home_secretary",)}


def test_a_second_row_does_not_take_the_place_of_the_first() -> None:
    later = {"kind": "last", "words": "nobody", "valid_from": "2028-01-01"}

    with pytest.raises(DefinitionRefused, match="statutory_words has two rows for 'last'"):
        law_of({"statutory_words": [*WORDS, later]})
