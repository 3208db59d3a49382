"""Whether what is kept of a signed copy's comparison is what the comparison gives again."""

from engine.context import QueryContext
from engine.errors import NotFound
from engine.letters.returned.compare import given_again, issued_from
from engine.letters.returned.kept import from_text
from engine.letters.returned.outcome import Kind, Outcome
from engine.letters.returned.word_parts import NotWord
from engine.letters.rows import LetterRow
from engine.store import blobs


def copy_fault(context: QueryContext, reference: str, row: LetterRow) -> str | None:
    """What is wrong with the comparison kept in the row of a letter; None when it is borne out.

    Copies that came back before there was a comparison have none. A Word file other than the one
    issued is compared again; a PDF is not, as each costs a process and its digest is sealed with
    what it was found to be. A scan rests on the name of whoever compared it.
    """
    if row.compared is None:
        return None
    try:
        outcome = from_text(row.compared)
    except (ValueError, KeyError, TypeError):
        return "what is kept of its comparison cannot be read"
    if outcome.kind.value != row.compared_as or outcome.needs_a_person != bool(row.compared_by):
        return "what is kept of its comparison does not agree with itself"
    if not (outcome.goes_on or outcome.needs_a_person):
        return "its signed copy was none"
    if outcome.kind is Kind.EXACT and row.signed_sha256 != row.sha256:
        return _compared_again(context, reference, row, outcome)
    return None


def _compared_again(
    context: QueryContext, reference: str, row: LetterRow, outcome: Outcome
) -> str | None:
    try:
        copy = blobs.read(context.db, row.signed_sha256 or "")
        content = blobs.read(context.db, row.sha256)
        issued = issued_from(content, f"{reference}-{row.code}", row.version, reference)
    except (NotFound, NotWord):
        return None  # that a file is gone or damaged is told where files are proved
    same = given_again(outcome, copy, issued)
    return None if same else "its signed copy is not found to be that letter"
