"""A letter of ours that is not the one to sign: which it is, as far as one may be told. Pure."""

import re

from engine.letters.returned.issued import Issued, Known, Stray
from engine.letters.returned.outcome import Kind, Outcome

_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,80}")  # what a file says of itself may be anything
_VERSION = re.compile(r"[0-9]{1,6}")


def stray_by_content(issued: Issued, mark: str, find_letter: Known) -> Outcome | None:
    """What a file is whose words have the fingerprint *mark*, when that is another letter's."""
    other = find_letter(mark) if mark and mark != issued.fingerprint else None
    return None if other is None else stray(issued, other)


def stray_by_name(issued: Issued, letter: str, version: str) -> Outcome | None:
    """What a file is that gives itself this number and version, unless they are the right ones."""
    if not _NUMBER.fullmatch(letter) or not _VERSION.fullmatch(version):
        return None
    if (letter, int(version)) == (issued.letter, issued.version):
        return None
    of_this_case = letter.startswith(f"{issued.case}-")
    return stray(issued, Stray(letter, int(version), issued.case if of_this_case else ""))


def stray(issued: Issued, other: Stray) -> Outcome:
    """The outcome for another letter of ours; of another case it is told only that it is one."""
    if other.letter == issued.letter:
        sentence = (
            f"This is version {other.version} of {issued.letter}, and version {issued.version} "
            "is the one to sign. Download it again and sign that"
        )
        return Outcome(Kind.OLDER, sentence)
    to_sign = f"Sign {issued.letter}, version {issued.version}"
    if other.case == issued.case:
        sentence = f"This is {other.letter}, another letter of this case. {to_sign}"
        return Outcome(Kind.OTHER_LETTER, sentence)
    return Outcome(Kind.OTHER_CASE, f"This is a letter of another case. {to_sign}")
