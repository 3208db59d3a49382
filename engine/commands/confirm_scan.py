"""Say by name that a scan has the words of the letter; then it is taken like any signed copy."""

from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.done import Done
from engine.commands.letter_out import letter_out
from engine.commands.open_incident import OpenIncident
from engine.commands.signed_copy import Copy, take
from engine.errors import AnswersRejected, Stale
from engine.letters.scans import waiting_scan


@dataclass(frozen=True, slots=True)
class ConfirmScan:
    """State that one has compared a scan with the letter word by word, and sign that by name."""

    letter: int
    sha256: str  # of the scan that the page showed
    stated: bool
    name: str

    def do(self, context: CommandContext) -> Done:
        """Keeps the scan as the signed copy with who compared it, then lets the case go on."""
        out = letter_out(context, self.letter, "sign")
        scan = waiting_scan(context.db, self.letter, context.now)
        if scan.sha256 != self.sha256:
            raise Stale("another file was handed in since this page was opened: compare that one")
        problems = self._problems(context.who.name)
        if problems:
            raise AnswersRejected(problems)
        copy = Copy(
            name=scan.name,
            content=scan.content,
            outcome=scan.outcome,
            returned_by=scan.person,
            compared_by=context.who.name,
        )
        return take(context, out, "confirm_scan", copy)

    def failed(self, cause: str) -> OpenIncident:
        """What to open when this fails through no fault of whoever answers."""
        return OpenIncident("letter", str(self.letter), cause)

    def _problems(self, known_as: str) -> dict[str, str]:
        problems = {}
        if not self.stated:
            problems["stated"] = "Confirm that you have compared the scan with the letter"
        if not self.name.strip():
            problems["name"] = "Enter your name"
        elif _without_case(self.name) != _without_case(known_as):
            problems["name"] = f"Enter your name as it is kept here: {known_as}"
        return problems


def _without_case(name: str) -> str:
    return " ".join(name.split()).casefold()
