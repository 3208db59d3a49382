"""Who does what next with a letter, in words."""

from types import SimpleNamespace

import pytest
from flask import Flask

TO_SIGN = {"status": "issued", "for_signature": True}
SIGNED = {"status": "signed", "for_signature": True}
TO_SEND = {"status": "issued", "for_signature": False}
CHIEF = {"goes_to": "the chief officer"}
BODY = {"signatory": "PCC"}
ON_FILE = "It stays on file with the case: nobody has to sign or send it."


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        (TO_SIGN | BODY, "To be signed by the PCC. The Office hands the signed copy in here."),
        (TO_SIGN, "To be signed by the Office. The Office hands the signed copy in here."),
        (
            TO_SIGN | BODY | {"goes_to": "me"},
            "To be signed by the PCC. The Office hands the signed copy in here and sends it to me.",
        ),
        (
            SIGNED | BODY | CHIEF,
            "The Office sends the signed copy to the chief officer.",
        ),
        (SIGNED | BODY, ON_FILE),
        (
            TO_SEND | CHIEF,
            "The Office sends it to the chief officer.",
        ),
        (TO_SEND, ON_FILE),
        (
            TO_SIGN | CHIEF | {"status": "superseded"},
            "A newer version has taken its place: it is not to be used.",
        ),
    ],
)
def test_what_is_next_is_said_of_every_letter(
    pages: Flask, letter: dict[str, object], said: str
) -> None:
    shown = SimpleNamespace(**{"keeper": "Office", "signatory": "", "goes_to": ""} | letter)
    words = pages.jinja_env.get_template("parts.html").module

    assert words.letter_next(shown).strip() == said  # type: ignore[attr-defined]


def test_a_letter_without_an_address_is_told_of(pages: Flask) -> None:
    words = pages.jinja_env.get_template("parts.html").module
    missing = [SimpleNamespace(letter="IPAB outcome", organisation="the Board")]

    said = words.letters_without_address(missing)  # type: ignore[attr-defined]
    nothing = words.letters_without_address([])  # type: ignore[attr-defined]

    assert "goes out without an address of the Board." in said
    assert nothing.strip() == ""
