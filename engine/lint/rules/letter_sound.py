"""Every letter template can be used."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.errors import TemplateRefused
from engine.lint.finding import Fault, Place


def faults(definition: Definition) -> Iterator[Fault]:
    """Each reason a template was refused."""
    for code, letter in definition.contents.letters.items():
        if isinstance(letter, TemplateRefused):
            place = Place(f"letters/{code}.docx", code)
            for reason in letter.reasons:
                yield Fault(place, f"letter {code}: {reason}")
