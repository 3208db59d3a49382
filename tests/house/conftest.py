"""What the house tests look at: this checkout, its Python and the files git keeps."""

import subprocess
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
