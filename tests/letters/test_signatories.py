"""Who signs a letter, when the case gives an office and not a name."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.letters.compile import Letter
from engine.letters.render import Stamp, render

OFFICES = {
    "cc_signatory_name": "The Chief Constable",
    "consent_signatory_name": "The Home Secretary",
    "consent_signatory_capacity": "Home Secretary",
}


@pytest.fixture
def written(
    facts_of: Callable[[str], dict[str, Any]],
    shipped: Callable[[str], Letter],
    words: Callable[[bytes], str],
    stamp: Stamp,
) -> Callable[[str], str]:
    """The words of a letter whose signatories are offices."""

    def write(code: str) -> str:
        facts = {**facts_of("lancashire_2011"), **OFFICES}
        return words(render(shipped(code), facts, stamp).content)

    return write


@pytest.mark.parametrize(
    ("code", "office", "said"),
    [
        ("L07", "Chief Constable", "The Chief Constable\nLancashire Constabulary"),
        ("L12", "Home Secretary", "The Home Secretary\nHome Office"),
        ("L10", "Chief Constable", "the recommendation of the Chief Constable."),
        ("D01", "Chief Constable", "Approval was recommended by the Chief Constable."),
    ],
)
def test_an_office_given_as_the_name_is_said_once(
    written: Callable[[str], str], code: str, office: str, said: str
) -> None:
    text = written(code)

    assert said in text
    assert f"The {office}, {office}" not in text
    assert f"The {office}\n{office}" not in text
