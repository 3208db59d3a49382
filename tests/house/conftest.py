"""What the house tests look at: this checkout, its Python and the files git keeps."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {".venv", "var", "static", "node_modules", "__pycache__", "out", "dist", ".coverage"}


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def python_files(root: Path) -> list[Path]:
    """Every Python file of the service itself."""
    return sorted(path for room in ("engine", "web") for path in (root / room).rglob("*.py"))


@pytest.fixture(scope="session")
def tracked_files(root: Path) -> list[Path]:
    """Every file that git keeps; in a copy without git, every file that it would."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        paths = [root / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in root.rglob("*") if not MADE & set(path.relative_to(root).parts)]
    return sorted(path for path in paths if path.is_file())


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own: no port, no data worth keeping."""
    programs = Path(os.environ.get("S26_POSTGRESQL") or Path(shutil.which("initdb") or "x").parent)
    if not (programs / "initdb").exists():
        assert os.environ.get("CI") != "true", "PostgreSQL is missing: ./dev test installs it"
        pytest.skip("no PostgreSQL on this machine: ./dev test installs it where that is allowed")
    user = "postgres" if os.geteuid() == 0 else None  # the server will not run as root
    with tempfile.TemporaryDirectory(prefix="section26-") as folder:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)

        def run(program: str, *arguments: str) -> None:
            command: list[str | Path] = [programs / program, "-D", f"{folder}/data", *arguments]
            subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run("initdb", "--auth=trust", "--no-sync", "--encoding=UTF8", "--username=s26")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        yield f"postgresql+psycopg://s26@/postgres?host={folder}"
        run("pg_ctl", "-w", "-m", "immediate", "stop")
