"""Every letter template can be used."""

from collections.abc import Iterator

from engine.errors import TemplateRefused
from engine.lint.bundle import Bundle
from engine.lint.finding import Fault, Place


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Each reason a template was refused."""
    for code, letter in bundle.letters.items():
        if isinstance(letter, TemplateRefused):
            place = Place(f"letters/{code}.docx", code)
            yield from (Fault(place, f"letter {code}: {reason}") for reason in letter.reasons)
