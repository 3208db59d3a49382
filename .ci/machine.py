"""What the tests need of the machine: a browser, a database server, leave to install them."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from say import Trouble, run, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
POSTGRESQL_FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")


def equipped(*, strict: bool) -> Mapping[str, str]:
    """The environment variables that tell the tests where things are.

    What is missing is installed where that is allowed. Otherwise its tests are
    skipped and a line says so, unless *strict*: then nothing runs.
    """
    missing = {}
    if not chromium():
        missing["chromium"] = "Chromium, for the browser tests (S26_CHROMIUM names it elsewhere)"
    if not postgresql():
        missing["postgresql"] = "PostgreSQL, for the tests of the larger database"
    if missing:
        install(list(missing), " and ".join(missing))
    if not chromium() or not postgresql():
        wanting = [why for name, why in missing.items() if not found(name)]
        tell_what_is_missing(wanting, strict=strict)
    places = {"S26_CHROMIUM": chromium(), "S26_POSTGRESQL": postgresql()}
    return {name: place for name, place in places.items() if place}


def found(name: str) -> bool:
    """Whether one of the two things is on the machine now."""
    return bool(chromium() if name == "chromium" else postgresql())


def tell_what_is_missing(wanting: Sequence[str], *, strict: bool) -> None:
    """A line for each thing that is not there; with *strict*, a refusal."""
    lines = [f"Not on this machine: {what}." for what in wanting]
    if strict:
        raise Trouble("\n".join([*lines, "With CI=true every test has to run, so none was."]))
    for line in lines:
        say(f"{line} Those tests are skipped.")


def chromium() -> str | None:
    """The browser to test with: the one S26_CHROMIUM names, else the first on the path."""
    named = os.environ.get("S26_CHROMIUM")
    if named and not shutil.which(named):
        raise Trouble(f"S26_CHROMIUM names {named}, which is not a program on this machine.")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def postgresql() -> str | None:
    """The folder of PostgreSQL's own programs: the one named, or where packages put them."""
    if named := os.environ.get("S26_POSTGRESQL"):
        return named
    for folder in POSTGRESQL_FOLDERS:
        root, pattern = Path(folder).anchor, folder.lstrip("/")
        for place in sorted(Path(root).glob(pattern), reverse=True):
            if (place / "initdb").exists():
                return str(place)
    program = shutil.which("initdb")
    return str(Path(program).parent) if program else None


def install(names: Sequence[str], what: str) -> None:
    """Put Debian packages on the machine, where there is apt-get and leave to use it."""
    leave = superuser()
    if leave is None or not shutil.which("apt-get"):
        return
    say(f"Installing {what} from the system's packages …")
    apt = [*leave, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    try:
        run([*apt, "update"], "apt-get could not read the lists of packages.")
        run([*apt, "install", "-y", "--no-install-recommends", *names], "apt-get failed.")
    except Trouble as trouble:
        say(str(trouble))


@cache
def superuser() -> list[str] | None:
    """The words to put before a command that needs root, or None without such leave."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if not sudo:
        return None
    allowed = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)  # noqa: S603
    return [sudo, "-n"] if allowed.returncode == 0 else None
