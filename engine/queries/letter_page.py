"""A letter: to download, to sign and to bring back."""

from dataclasses import dataclass

from sqlalchemy import select

from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import task
from engine.clock import london_date
from engine.context import QueryContext
from engine.errors import NotFound
from engine.letters.returned.kept import from_text
from engine.letters.rows import LetterRow
from engine.letters.tables import letter
from engine.people.may import may
from engine.queries.briefs import CaseBrief, LetterBrief, case_brief, letter_brief
from engine.queries.case_page import File
from engine.store import blobs
from engine.store.reading import first_row

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a signed copy was found to be when it came back, and what that rests on."""

    kind: str
    sentence: str
    details: tuple[str, ...]
    compared_by: str | None  # who compared a scan by eye


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with its case, and whether this person may bring it back signed."""

    brief: LetterBrief
    case: CaseBrief
    task: str | None
    step_title: str
    may_sign: str | None
    may_reopen: bool
    comparison: Comparison | None


def letter_page(context: QueryContext, letter_id: int) -> LetterPage:
    """The letter; NotFound alike for none and for one of a case that is not theirs."""
    row, case_row = _letter(context, letter_id)
    day = london_date(row.issued_at)
    facts = context.facts_on(case_row, day)
    model = context.process_of(case_row).model
    node = model.at(row.element)
    task_row = first_row(context.db, select(task).where(task.c.uid == row.task), TaskRow)
    why_not: str | None = "this letter does not wait for a signature"
    if task_row is not None and row.status == "issued" and task_row.status == "signing":
        requirement = context.requirement(task_row, model)
        authorisation = context.authorisation(case_row, facts, requirement)
        why_not = may(context.who, requirement, authorisation)
    return LetterPage(
        brief=letter_brief(context, row, case_row),
        case=case_brief(context, case_row, facts, day),
        task=row.task,
        step_title=node.title,
        may_sign=why_not,
        may_reopen=why_not is None,
        comparison=_comparison(row),
    )


def _comparison(row: LetterRow) -> Comparison | None:
    """What is kept of the comparison; nothing of copies that came back before there was one."""
    if row.compared is None:
        return None
    outcome = from_text(row.compared)
    return Comparison(outcome.kind.value, outcome.sentence, outcome.details, row.compared_by)


def letter_file(context: QueryContext, letter_id: int, which: str = "issued") -> File:
    """The Word file as issued, or the signed copy as it came back."""
    row, case_row = _letter(context, letter_id)
    if which == "issued":
        name = f"{case_row.reference}-{row.code}-v{row.version}.docx"
        return File(name, WORD, blobs.read(context.db, row.sha256))
    if row.signed_sha256 is None:
        raise NotFound("this letter has not come back signed")
    content = blobs.read(context.db, row.signed_sha256)
    return File(row.signed_name or "", row.signed_type or "", content)


def _letter(context: QueryContext, letter_id: int) -> tuple[LetterRow, CaseRow]:
    row = first_row(context.db, select(letter).where(letter.c.id == letter_id), LetterRow)
    if row is None:
        raise NotFound("there is no such letter")
    return row, context.case_by_id(row.case_id)
