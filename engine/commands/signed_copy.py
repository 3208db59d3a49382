"""A signed copy on its way into the record: compared with its letter, then kept with it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import Connection, select, update

from engine.audit.rows import Rows
from engine.cases.reach import visible
from engine.cases.tables import case, task
from engine.commands.complete_task import go_on
from engine.commands.context import CommandContext
from engine.commands.done import Done, moved_on
from engine.commands.letter_out import LetterOut
from engine.commands.step import Step
from engine.commands.texts import kept_text
from engine.letters.returned import compare
from engine.letters.returned.issued import Stray
from engine.letters.returned.kept import to_text
from engine.letters.returned.outcome import ENDINGS, Kind, Outcome
from engine.letters.returned.word import word_for_word
from engine.letters.returned.word_parts import NotWord
from engine.letters.rows import LetterRow
from engine.letters.scans import forget_scan
from engine.letters.tables import letter
from engine.store import blobs

LONGEST_NAME = 200
_AS_IT_IS = "hand in the Word file as you downloaded it, and keep the signed paper beside the case"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that came back as a signed letter, and what it was found to be."""

    name: str
    content: bytes
    outcome: Outcome
    returned_by: int | None
    compared_by: str | None = None  # the name under which somebody compared it by eye


def look_at(context: CommandContext, out: LetterOut, content: bytes) -> Outcome:
    """What a returned file is, held against the version of the letter that is now in force."""
    row, name = out.row, f"{out.case_row.reference}-{out.row.code}"
    if blobs.sha256(content) == row.sha256:
        return word_for_word(name, row.version)
    issued_file = blobs.read(context.db, row.sha256)
    try:
        issued = compare.issued_from(issued_file, name, row.version, out.case_row.reference)
    except NotWord:
        return Outcome(Kind.UNREADABLE, f"{name} is too long to compare: {_AS_IT_IS}")
    return compare.compared(content, issued, _letter_by_fingerprint(context, row))


def _letter_by_fingerprint(
    context: CommandContext, row: LetterRow
) -> Callable[[str], Stray | None]:
    """Which other letter has a fingerprint: of this case, or of another that the actor may see."""

    def other_letter(mark: str) -> Stray | None:
        other = context.db.execute(
            select(letter.c.code, letter.c.version, case.c.reference)
            .join(case, case.c.id == letter.c.case_id)
            .where(
                letter.c.fingerprint == mark,
                letter.c.id != row.id,
                visible(context.who, context.reference, context.today),
            )
            .order_by((letter.c.case_id == row.case_id).desc(), letter.c.id.desc())
        ).first()
        if other is None:
            return None
        return Stray(f"{other.reference}-{other.code}", other.version, other.reference)

    return other_letter


def take(context: CommandContext, out: LetterOut, event: str, copy: Copy) -> Done:
    """Keeps a signed copy with its letter; when it is the last of its step, the case goes on."""
    row, case_row = out.row, out.case_row
    step = Step(context, case_row, out.loaded, event, out.node.id, row.task)
    step.note = {"signed": _entry_of(row, copy)}
    last = not _others_out(context.db, row)
    facts = go_on(step, out.facts) if last else out.facts
    step.also = lambda rows: _keep(rows, context, row, copy, last=last)
    step.keep(facts)
    return moved_on(step) if last else Done(case_row.reference, row.task)


def _entry_of(row: LetterRow, copy: Copy) -> dict[str, object]:
    """What the audit log says of a signed copy."""
    entry: dict[str, object] = {
        "letter": row.id,
        "code": row.code,
        "sha256": blobs.sha256(copy.content),
        "outcome": copy.outcome.kind.value,
        "details": list(copy.outcome.details),
        "libraries": dict(compare.libraries()),
    }
    return entry | ({"compared_by": copy.compared_by} if copy.compared_by else {})


def _keep(rows: Rows, context: CommandContext, row: LetterRow, copy: Copy, *, last: bool) -> None:
    rows.write(
        update(letter)
        .where(letter.c.id == row.id)
        .values(
            status="signed",
            signed_sha256=blobs.keep(rows.db, copy.content, context.now),
            signed_name=fitting_name(copy.name, copy.outcome.media_type),
            signed_type=copy.outcome.media_type,
            signed_at=context.now,
            returned_by=copy.returned_by,
            compared_as=copy.outcome.kind.value,
            compared=to_text(copy.outcome, compare.libraries()),
            compared_by=copy.compared_by,
        )
    )
    forget_scan(rows.db, row.id)
    if last:
        values = {"status": "done", "version": task.c.version + 1}
        rows.write(update(task).where(task.c.uid == row.task).values(**values))


def fitting_name(name: str, media_type: str) -> str:
    """A file's own name with the ending of what it is."""
    base = PurePath(name.replace("\\", "/")).name
    plain = kept_text(base, LONGEST_NAME - 10).strip(" .") or "signed letter"
    endings = {ENDINGS[media_type], ".jpeg" if media_type == "image/jpeg" else ""}
    path = PurePath(plain)
    if path.suffix.lower() in endings - {""}:
        return plain
    return f"{plain}{ENDINGS[media_type]}"


def _others_out(db: Connection, row: LetterRow) -> bool:
    query = select(letter.c.id).where(
        letter.c.task == row.task,
        letter.c.id != row.id,
        letter.c.for_signature.is_(True),
        letter.c.status == "issued",
    )
    return db.execute(query).first() is not None
