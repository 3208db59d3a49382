"""Email addresses as accounts have them: one account however it is typed. No database here."""

import re
import unicodedata

LONGEST = 200
LIKE_THIS = "Enter the email address like name@force.example, with nothing before or after it"
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?!\d+$){_LABEL}")


def mail_address(typed: str) -> str:
    """The address as it is kept: in small letters, wide and fancy ones made plain."""
    return _folded(typed).strip()


def why_no_mail_address(address: str) -> str | None:
    """Why *address*, as `mail_address` gives it, is none that mail could reach, or None.

    Only plain addresses will do: no name beside it, no quotes, and letters as mail servers take.
    """
    return None if _ADDRESS.fullmatch(address) else LIKE_THIS


def account_of(typed: str) -> str:
    """The account that somebody who signs in means: what they typed without spaces and the unseen.

    The same for every spelling of an address that `mail_address` keeps as one.
    """
    visible = [
        character for character in _folded(typed[: LONGEST * 4]) if not _is_unseen(character)
    ]
    return "".join(visible)[:LONGEST]


def _folded(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFKC", composed.casefold())


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}
