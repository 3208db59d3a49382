"""The file of an SQLite database: opened where it is, never made or replaced unseen."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

from sqlalchemy import URL
from sqlalchemy.engine.interfaces import DBAPIConnection

from engine.errors import DatabaseNotReady, Unavailable
from engine.store.folders import make_folder_of

OWNER_ONLY = 0o600
_OTHERS = 0o077  # what the group and everybody else may do

# Kept compiled on each connection. The drivers keep 100 or 128, the pages alone run more than 200,
# and then a step compiles each of its own anew: a fifth of its time. 7 KB each.
STATEMENTS = 500

GONE = (
    "the database file {path} has been removed or replaced while the service was running: stop "
    "the service, put the right file back or restore the backup, then start it again"
)


@dataclass
class SqliteFile:
    """A database file by its path, and which file it was when it was first opened."""

    path: Path
    read_only: bool = False
    _first: tuple[int, int] | None = field(default=None, init=False)  # device and inode

    @classmethod
    def of(cls, url: URL, *, read_only: bool = False) -> "SqliteFile | None":
        """The file that an address names; None for a database in memory."""
        if url.database in {None, "", ":memory:"}:
            return None
        return cls(Path(str(url.database)), read_only)

    def connect(self, module: ModuleType) -> DBAPIConnection:
        """A connection of the driver; its own error when there is no such file."""
        mode = "ro" if self.read_only else "rw"  # not `rwc`, which makes a file that is missing
        address = f"file:{quote(str(self.path.absolute()))}?mode={mode}"
        connection: DBAPIConnection = module.connect(
            address, uri=True, check_same_thread=False, cached_statements=STATEMENTS
        )
        if self._first is None:
            self._first = self._identity()
        return connection

    def must_be_the_same(self) -> None:
        """Unavailable when the path no longer leads to the file that was opened.

        SQLite would go on in the removed file, and all that is kept there is lost at the end.
        """
        if self._identity() != self._first:
            raise Unavailable(GONE.format(path=self.path))

    def make(self) -> None:
        """An empty file that only its owner may read, with its folder, unless there is one.

        DatabaseNotReady when the folder around that is not there either.
        """
        make_folder_of(self.path, DatabaseNotReady)
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        except FileExistsError:
            return

    def open_to_others(self) -> bool:
        """Whether the group or everybody may read or change the file."""
        return bool(self.path.stat().st_mode & _OTHERS)

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino
