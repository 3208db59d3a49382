"""What a returned file is: one outcome, in words for whoever handed it in. Pure values."""

from dataclasses import dataclass
from enum import StrEnum

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JPEG = "image/jpeg"
PNG = "image/png"
ENDINGS = {PDF: ".pdf", WORD: ".docx", JPEG: ".jpg", PNG: ".png"}


class Kind(StrEnum):
    """What was handed in, as it is kept with the letter."""

    EXACT = "exact"  # a Word file with the text that was issued
    SAME_WORDS = "same_words"  # a PDF with the words that were issued, in their order
    SCAN = "scan"  # a picture of pages: only a person can compare it
    CHANGED = "changed"
    OLDER = "older"
    OTHER_LETTER = "other_letter"
    OTHER_CASE = "other_case"
    ENCRYPTED = "encrypted"
    CONVERT = "convert"
    UNSAFE = "unsafe"
    UNREADABLE = "unreadable"
    NOT_A_LETTER = "not_a_letter"


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where the file does not say what the letter says, with the words around."""

    before: str
    issued: str
    returned: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a returned file is, and what that rests on."""

    kind: Kind
    sentence: str
    details: tuple[str, ...] = ()  # what else was noticed, a phrase each
    difference: Difference | None = None
    media_type: str = ""
    pages: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether the step may go on without anybody looking at the file."""
        return self.kind in {Kind.EXACT, Kind.SAME_WORDS}

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must compare the file with the letter, and say so by name."""
        return self.kind is Kind.SCAN
