"""A letter's template for whoever writes it, with a comment at each place that is wrong."""

from engine.analysis.definition import opened
from engine.context import QueryContext
from engine.definitions.checking import setting_of
from engine.definitions.registry import files_of
from engine.errors import NotAllowed, NotFound
from engine.letters.author_copy import author_copy
from engine.lint.letter_faults import faults_of_letter
from engine.people.may import may_read_definitions
from engine.queries.case_page import File
from engine.queries.definition_pages import TYPES


def marked_letter(context: QueryContext, key: str, number: int, code: str) -> File:
    """The Word file of a letter with its faults as comments.

    Raises NotFound where the version has no such letter, UploadRefused where it is not safe.
    """
    if why_not := may_read_definitions(context.who):
        raise NotAllowed(why_not)
    files = files_of(context.db, key, number)
    content = files.get(f"letters/{code}.docx")
    if content is None:
        raise NotFound(f"version {number} of {key} has no letter {code}")
    definition = opened(files, setting_of(context.reference, context.today))
    faults = faults_of_letter(definition, code)
    return File(f"{code}-marked.docx", TYPES["letter"], author_copy(content, faults, code))
