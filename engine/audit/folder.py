"""The folder outside the database in which checkpoints are kept: one small text file each.

Whoever owns the database alone cannot change them. Copies that leave the machine are better still.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.audit.checkpoint import Checkpoint
from engine.audit.note import LONGEST

ENDING = ".note"
READABLE = 0o644  # a checkpoint is no secret: others may copy it away


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A file that should be a signed note, by its name or path."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Where checkpoints are kept; it is made with the first."""

    path: Path

    def keep(self, checkpoint: Checkpoint, note: str) -> Path:
        """Keeps a note whole or not at all; its file comes back.

        The name begins with the size of the log, so that the last name is the newest.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        place = self.path / f"{checkpoint.size:012}-{checkpoint.root.hex()[:16]}{ENDING}"
        handle, part = tempfile.mkstemp(dir=self.path, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(note.encode())
                file.flush()
                os.fsync(file.fileno())
            Path(part).chmod(READABLE)
            Path(part).replace(place)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return place

    def notes(self) -> Iterator[KeptNote]:
        """What is kept, the newest first; nothing where there is no folder."""
        for path in sorted(self.path.glob(f"[!.]*{ENDING}"), reverse=True):
            yield note_in(path)


def note_in(path: Path) -> KeptNote:
    """The note in a file, which need not be one; OSError when it cannot be read."""
    with path.open("rb") as file:
        return KeptNote(path.name, file.read(LONGEST + 1).decode(errors="replace"))
