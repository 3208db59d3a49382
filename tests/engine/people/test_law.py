"""What the law protects is what its tables say today, once."""

import pytest

from engine.errors import DefinitionRefused
from engine.people.law import law_of

EVERY_COLUMN = (
    *("answers", "asked", "basis", "check", "claims", "consent", "kept_as", "means", "needs"),
    *("only_when", "roles", "unless"),
)
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


@pytest.mark.parametrize(
    ("table", "row", "of"),
    [
        (
            "statutory_facts",
            {"fact": "consent_outcome", "step": "decide_consent"},
            "decide_consent",
        ),
        ("statutory_ends", {"end": "consented"}, "consented"),
        ("role_names", {"name": "Mayor", "roles": "policing_body"}, "Mayor"),
    ],
)
def test_no_table_of_today_takes_a_row_for_a_day_to_come(
    table: str, row: dict[str, str], of: str
) -> None:
    whole = dict.fromkeys(EVERY_COLUMN, "") | row
    later = whole | {"valid_from": "2028-01-01"}

    with pytest.raises(DefinitionRefused, match=f"{table} has two rows for '.*{of}'"):
        law_of({table: [whole, later]})
