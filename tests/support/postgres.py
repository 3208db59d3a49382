"""A PostgreSQL server of our own in a temporary folder: no port, nobody else's data, soon gone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")


@dataclass(frozen=True)
class Server:
    """One server: its programs, its folder, and the user it runs as."""

    programs: Path
    folder: str
    user: str | None
    durable: bool

    @property
    def pid(self) -> int:
        """The process id of the server itself."""
        return int(Path(self.folder, "data/postmaster.pid").read_text().split("\n")[0])

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql+psycopg://s26@/{database}?host={self.folder}"

    def start(self) -> None:
        """Starts it; it listens on a socket in its own folder and nowhere else."""
        safe = "" if self.durable else "-c fsync=off -c full_page_writes=off"
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=200 {safe}"
        self.run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stops it, by its own process id."""
        self.run("pg_ctl", "-w", "-m", mode, "stop")

    def create(self, database: str, like: str = "template1") -> str:
        """The address of a new database, a copy of the one called *like*."""
        self.order(f"CREATE DATABASE {database} TEMPLATE {like}")
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drops a database, whoever is still connected to it."""
        self.order(f"DROP DATABASE {database} WITH (FORCE)")

    def order(self, statement: str) -> None:
        """Runs one statement outside any transaction."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of its programs on its folder."""
        command: list[str | Path] = [self.programs / program, "-D", f"{self.folder}/data"]
        subprocess.run(
            [*command, *arguments],
            user=self.user,
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: the one named, on the path, or where packages go."""
    if named := os.environ.get("S26_POSTGRESQL"):
        return Path(named)
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = [place for folder in FOLDERS for place in Path("/").glob(folder.lstrip("/"))]
    return next((place for place in sorted(places, reverse=True)), None)


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server that runs inside the block; with *durable* it keeps what it said it kept."""
    where = programs()
    if where is None:
        raise FileNotFoundError("PostgreSQL is missing: ./dev test installs it where it may")
    user = _user()
    with tempfile.TemporaryDirectory(prefix="section26-") as folder:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        server = Server(where, folder, user, durable)
        server.run("initdb", "--auth=trust", "--no-sync", "--encoding=UTF8", "--username=s26")
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _user() -> str | None:
    """Whom it runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
