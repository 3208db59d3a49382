"""Put a scan away that is not the signed letter after all."""

from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.letter_out import letter_out
from engine.letters.scans import forget_scan


@dataclass(frozen=True, slots=True)
class DiscardScan:
    """Put away the scan that waits to be compared with a letter; nothing of it is kept."""

    letter: int

    def do(self, context: CommandContext) -> str:
        """The task whose letter still waits for its signed copy."""
        out = letter_out(context, self.letter, "sign")
        with context.writing() as db:
            forget_scan(db, self.letter)
        return str(out.row.task)
