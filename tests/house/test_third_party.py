"""THIRD-PARTY.md names what we install, neither more nor less."""

import json
import re
from pathlib import Path

import pytest

ROW = re.compile(r"^\| (?P<name>[@\w/.-]+) \| (?P<licence>[^|]+) \|$", re.MULTILINE)
LOCKED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==", re.MULTILINE)


@pytest.fixture
def licences(root: Path) -> dict[str, str]:
    rows = ROW.findall((root / "THIRD-PARTY.md").read_text())
    return {name: licence for name, licence in rows if name != "package"}


def test_every_installed_package_is_named_with_its_licence(
    root: Path, licences: dict[str, str]
) -> None:
    python = set(LOCKED.findall((root / "requirements.lock").read_text()))
    assets = json.loads((root / "web" / "assets" / "package.json").read_text())
    browser = set(assets["dependencies"]) | set(assets["devDependencies"])

    assert set(licences) == python | browser


def test_every_package_is_pinned_by_hash(root: Path) -> None:
    lock = (root / "requirements.lock").read_text()
    packages = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]

    assert [package.split("\n")[0] for package in packages if "--hash=sha256:" not in package] == []


def test_the_lock_holds_every_requirement_at_its_version(root: Path) -> None:
    lock = (root / "requirements.lock").read_text().lower()
    wanted = re.findall(
        r'^    "([\w.-]+)(?:\[\w+\])?==([\w.]+)',
        (root / "pyproject.toml").read_text(),
        re.MULTILINE,
    )

    assert len(wanted) > 30
    assert [
        f"{name}=={version}" for name, version in wanted if f"{name}=={version}".lower() not in lock
    ] == []
