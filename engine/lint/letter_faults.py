"""Everything wrong with one letter of a definition, each at its place in the Word file."""

from engine.analysis.definition import Definition
from engine.errors import TemplateRefused
from engine.letters.spots import NOWHERE, Fault
from engine.letters.style import slips
from engine.letters.template import read_template
from engine.lint.rules.letter_fits import misfits


def faults_of_letter(definition: Definition, code: str) -> tuple[Fault, ...]:
    """The faults of a letter: those of its tags, or where it has none those of its facts."""
    contents = definition.contents
    letter = contents.letters.get(code)
    if letter is None:
        return ()
    read = read_template(contents.files[f"letters/{code}.docx"], contents.clauses)
    if read.faults:
        return tuple(read.faults)
    if isinstance(letter, TemplateRefused):
        return tuple(Fault(NOWHERE, reason) for reason in letter.reasons)
    signed = any(
        rule.for_signature
        for node in definition.drawing.nodes
        for rule in node.letters
        if rule.code == code
    )
    content = contents.files[f"letters/{code}.docx"]
    return (*misfits(definition, letter), *slips(content, signed=signed))
