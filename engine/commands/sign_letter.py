"""Take back a signed letter; when the last one of its step is in, the case goes on."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from engine.audit.rows import Rows
from engine.cases.tables import task
from engine.commands.complete_task import go_on
from engine.commands.done import Done, moved_on
from engine.commands.letter_out import letter_out
from engine.commands.open_incident import OpenIncident
from engine.commands.step import Step
from engine.commands.work import AnyRow, Work
from engine.letters.returned import look
from engine.letters.tables import letter
from engine.store import blobs


@dataclass(frozen=True, slots=True)
class SignLetter:
    """Hand in the signed copy of a letter, as a PDF, a Word document or a scan."""

    letter: int
    file_name: str
    content: bytes

    def do(self, work: Work) -> Done:
        """Keeps the signed copy with its hash and who returned it, then lets the case go on."""
        out = letter_out(work, self.letter, "sign")
        row, case_row = out.row, out.case_row
        found = look(self.content, self.file_name)
        sha = blobs.sha256(self.content)
        note = {"signed": {"letter": row.id, "code": row.code, "sha256": sha}}
        step = Step(work, case_row, out.loaded, "sign_letter", out.node.id, row.task, note=note)
        last = not _others_out(work.db, row)
        after = go_on(step, out.facts) if last else out.facts
        step.also = lambda rows: self._keep(rows, work, row, sha, found.media_type, last=last)
        step.keep(after)
        if not last:
            return Done(case_row.reference, row.task)
        return moved_on(step)

    def failed(self, cause: str) -> OpenIncident:
        """What to open when this fails through no fault of whoever answers."""
        return OpenIncident("letter", str(self.letter), cause)

    def _keep(
        self, rows: Rows, work: Work, row: AnyRow, sha: str, media_type: str, *, last: bool
    ) -> None:
        blobs.keep(rows.db, self.content)
        rows.write(
            update(letter)
            .where(letter.c.id == row.id)
            .values(
                status="signed",
                signed_sha256=sha,
                signed_name=self.file_name[:200],
                signed_type=media_type,
                signed_at=work.now,
                returned_by=work.person,
            )
        )
        if last:
            done = {"status": "done", "version": task.c.version + 1}
            rows.write(update(task).where(task.c.uid == row.task).values(**done))


def _others_out(db: Connection, row: AnyRow) -> bool:
    query = select(letter.c.id).where(
        letter.c.task == row.task,
        letter.c.id != row.id,
        letter.c.for_signature.is_(True),
        letter.c.status == "issued",
    )
    return db.execute(query).first() is not None
