"""PostgreSQL's own programs for a whole copy of a database: pg_dump and pg_restore."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from engine.errors import BackupRefused
from engine.store.sqlite_file import OWNER_ONLY

MISSING = (
    "{name} is not on this machine's path: install PostgreSQL's client programs, or name their "
    "folder in S26_POSTGRESQL"
)
LONGEST = 300  # characters of what a program complained about


@dataclass(frozen=True, slots=True)
class Programs:
    """Where PostgreSQL's programs are, and the database that they work on."""

    folder: Path | None  # None: wherever the path leads
    url: URL

    def dump(self, target: Path, snapshot: str) -> None:
        """Writes the database as of a snapshot that somebody keeps open to *target*, a new file."""
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        options = ("--format=custom", "--no-owner", "--no-privileges")
        self._run_program("pg_dump", *options, f"--snapshot={snapshot}", f"--file={target}")

    def read(self, source: Path) -> None:
        """Reads a dump to its end; BackupRefused when that cannot be done."""
        self._run_program("pg_restore", "--file=/dev/null", str(source), connected=False)

    def load(self, source: Path) -> None:
        """Puts a dump into the database, which has to be empty: all of it or nothing."""
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        self._run_program("pg_restore", *options, str(source))

    def _run_program(self, name: str, *arguments: str, connected: bool = True) -> None:
        program = shutil.which(name, path=None if self.folder is None else str(self.folder))
        if program is None:
            raise BackupRefused(MISSING.format(name=name))
        words = [f"--dbname={self._address()}"] if connected else []
        process = subprocess.run(  # noqa: S603 - a program of the administrator's own, and no shell
            [program, *words, *arguments],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if process.returncode:
            complaint = process.stderr.decode(errors="replace").strip()
            raise BackupRefused(f"{name} failed: {complaint[:LONGEST]}")

    def _address(self) -> str:
        """Where to connect, as libpq has it; without the password, which others could see."""
        parts = self.url.translate_connect_args(username="user", database="dbname")
        parts |= {name: str(value) for name, value in self.url.query.items()}
        parts.pop("password", None)
        return " ".join(f"{name}={_quote(str(value))}" for name, value in sorted(parts.items()))

    def _environment(self) -> dict[str, str]:
        password = self.url.password or self.url.query.get("password")
        secret = {"PGPASSWORD": str(password)} if password else {}
        return {**os.environ, **secret}


def _quote(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
