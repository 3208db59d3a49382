"""Signs checkpoints of the log: places the entries first, looks at the tree, then signs it.

It never signs a log that is not the one it signed before, or whose entries are not those placed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.audit.checkpoint import Checkpoint, read_checkpoint
from engine.audit.folder import Folder
from engine.audit.growth import Growth
from engine.audit.keyfile import read_key
from engine.audit.note import Signer, Verifier, sign
from engine.audit.places import each_leaf, place_some, placed, verifiers, written
from engine.errors import ProofRefused
from engine.settings import Settings
from engine.store.session import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

NO_KEY = (
    "no key signs checkpoints here: name a file outside the database in S26_CHECKPOINT_KEY_FILE, "
    "then run s26 checkpoint key"
)


@dataclass
class Notary:
    """Signs for one installation: with its keys, into its folder.

    It keeps the tree that it signed last, so that signing costs what is new.
    """

    database: Database
    keys: Sequence[Path]  # files, the one in use first; old ones sign too while they are named
    folder: Folder
    _growth: Growth | None = field(default=None, init=False)

    @classmethod
    def of(cls, database: Database, settings: Settings) -> "Notary":
        """Who signs for this installation; ProofRefused when no key is named."""
        if settings.checkpoint_key_file is None:
            raise ProofRefused(NO_KEY)
        keys = (settings.checkpoint_key_file, *settings.checkpoint_key_file_old)
        return cls(database, keys, Folder(settings.checkpoint_folder))

    def must_be_able(self) -> None:
        """ProofRefused when a key cannot be read, may be read by others, or is not known."""
        with self.database.reading() as db:
            self._signers(verifiers(db))

    def has_news(self) -> bool:
        """Whether an entry was written since the last checkpoint that this notary signed."""
        signed = 0 if self._growth is None else self._growth.tree.size
        with self.database.reading() as db:
            return written(db) != signed

    def sign(self) -> Checkpoint:
        """The checkpoint of the log as it is now, signed and kept in the folder.

        ProofRefused when a key cannot be used, or the log is not the one that was signed before.
        """
        place_all(self.database)
        with self.database.reading() as db:
            keys = verifiers(db)
            signers = self._signers(keys)
            growth = self._grown_tree(db, keys)
        checkpoint = Checkpoint(signers[0].name, growth.tree.size, growth.tree.root())
        self.folder.keep(checkpoint, sign(str(checkpoint), signers))
        self._growth = growth
        return checkpoint

    def _signers(self, verifiers: Sequence[Verifier]) -> list[Signer]:
        return [_signer_with(path, verifiers) for path in self.keys]

    def _grown_tree(self, db: "Connection", verifiers: Sequence[Verifier]) -> Growth:
        """The tree as it is now, once it has been compared with what was signed before."""
        growth = Growth() if self._growth is None else Growth(self._growth.tree.copy())
        checkpoints = list(kept_checkpoints(self.folder, verifiers)) if self._growth is None else []
        if placed(db) < growth.tree.size:
            raise ProofRefused("not signed: the log has fewer entries than were signed before")
        growth.grow(
            each_leaf(db, growth.tree.size), {checkpoint.size for checkpoint in checkpoints}
        )
        faults = [*growth.faults, *growth.against(checkpoints)]
        if faults:
            raise ProofRefused(f"not signed: {faults[0]}")
        return growth


def place_all(database: Database) -> None:
    """Gives every entry that has none its place, a thousand in a transaction."""
    while True:
        with database.reading() as db:
            if placed(db) == written(db):
                return
        with database.writing() as db:
            if not place_some(db):
                return


def kept_checkpoints(folder: Folder, verifiers: Sequence[Verifier]) -> Iterator[Checkpoint]:
    """The checkpoints of a folder that a known key signed, the newest first."""
    for note in folder.notes():
        try:
            yield read_checkpoint(note.text, verifiers)
        except ProofRefused:
            continue  # s26 verify names it


def _signer_with(path: Path, verifiers: Sequence[Verifier]) -> Signer:
    key = read_key(path)
    public = key.public_key().public_bytes_raw()
    for verifier in verifiers:
        if verifier.public == public:
            return Signer(verifier.name, key)
    raise ProofRefused(f"the register does not know the key in {path}: run s26 checkpoint key")
