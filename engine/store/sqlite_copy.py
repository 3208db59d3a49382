"""A whole copy of an SQLite database that others go on writing to, made by SQLite itself.

Copying the file is none: what was committed last stands in the -wal file beside it, and a write
in between leaves a copy of which half is older than the other.
"""

import os
from pathlib import Path
from typing import Any

from engine.errors import BackupRefused
from engine.store.session import Database, sqlite_module
from engine.store.sqlite_file import OWNER_ONLY
from engine.store.trouble import in_our_words


def copy_sqlite(database: Database, target: Path) -> None:
    """Copies *database* as of one moment to *target*, a new file of its own for its owner only.

    BackupRefused when the copy is not whole; what there is of it then is the caller's to remove.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    with in_our_words():
        source = database.engine.raw_connection()  # no transaction of SQLAlchemy's around it
        copy = sqlite_module().connect(str(target))
        try:
            driver: Any = source.driver_connection
            driver.backup(copy, pages=-1)  # in one step, so that no writer makes it begin anew
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with no -wal beside it
            verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            copy.close()
            source.close()
    if verdict != "ok":
        raise BackupRefused(f"the copy is not whole ({verdict}): run s26 verify, then try again")
