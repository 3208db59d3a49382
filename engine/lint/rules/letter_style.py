"""A letter can be proved, signed and read: its footer, its signature block, its headings."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.letters.compile import Letter
from engine.letters.style import slips
from engine.lint.finding import Fault, Place


def faults(definition: Definition) -> Iterator[Fault]:
    """The slips of each letter that a step writes: errors where it would be wrong, or warnings."""
    codes_signed: dict[str, bool] = {}
    for node in definition.drawing.nodes:
        for rule in node.letters:
            codes_signed[rule.code] = codes_signed.get(rule.code, False) or rule.for_signature
    for code, signed in codes_signed.items():
        if isinstance(definition.contents.letters.get(code), Letter):
            place = Place(f"letters/{code}.docx", code, code)
            for slip in slips(definition.files[f"letters/{code}.docx"], signed=signed):
                yield Fault(place, f"letter {code}: {slip.sentence}.", slip.severity)
