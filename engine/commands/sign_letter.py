"""Take back a signed letter; when the last one of its step is in, the case goes on."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert

from engine.commands.context import CommandContext
from engine.commands.done import Done
from engine.commands.letter_out import letter_out
from engine.commands.open_incident import OpenIncident
from engine.commands.signed_copy import Copy, fitting_name, look_at, take
from engine.errors import CopyRefused
from engine.letters.returned.compare import LARGEST, libraries
from engine.letters.returned.kept import to_text
from engine.letters.returned.outcome import Kind, Outcome
from engine.letters.scans import forget_abandoned, forget_scan
from engine.letters.tables import pending_scan
from engine.store import blobs


@dataclass(frozen=True, slots=True)
class SignLetter:
    """Hand in the signed copy of a letter, as a PDF, a Word document or a scan."""

    letter: int
    file_name: str
    content: bytes

    def do(self, context: CommandContext) -> Done:
        """Keeps the copy if its words are those that were issued, and lets the case go on.

        A scan waits until somebody has compared it. CopyRefused says what any other file is;
        nothing of it is kept.
        """
        out = letter_out(context, self.letter, "sign")
        outcome = look_at(context, out, self.content)
        if outcome.needs_a_person:
            self._wait_for_a_person(context, outcome)
            return Done(out.case_row.reference, out.row.task, to_compare=self.letter)
        if not outcome.goes_on:
            raise CopyRefused(outcome)
        copy = Copy(self.file_name, self.content, outcome, context.person)
        return take(context, out, "sign_letter", copy)

    def handed_in(self) -> dict[str, bytes]:
        """The copy, where it is not too large to be one."""
        return {"": self.content} if len(self.content) <= LARGEST else {}

    def refused(self, problems: Mapping[str, str]) -> CopyRefused:
        """The refusal of a copy that will not do."""
        return CopyRefused(Outcome(Kind.UNSAFE, " ".join(problems.values())))

    def failed(self, cause: str) -> OpenIncident:
        """What to open when this fails through no fault of whoever answers."""
        return OpenIncident("letter", str(self.letter), cause)

    def _wait_for_a_person(self, context: CommandContext, outcome: Outcome) -> None:
        with context.writing() as db:
            forget_abandoned(db, context.now)
            forget_scan(db, self.letter)
            values = {
                "letter": self.letter,
                "person": context.who.id,
                "at": context.now,
                "name": fitting_name(self.file_name, outcome.media_type),
                "outcome": to_text(outcome, libraries()),
                "sha256": blobs.sha256(self.content),
                "content": self.content,
            }
            db.execute(insert(pending_scan).values(**values))
