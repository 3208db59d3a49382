"""The import contracts hold, and each of them is seen to catch what it forbids."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# contract -> a module that breaks it, and what it imports
FORBIDDEN = {
    "rooms": ("engine.store.strayed", "engine.api"),
    "web-doors": ("web.strayed", "engine.cases.outcome"),
    "web-tools": ("web.strayed", "sqlalchemy.orm"),
    "spiffworkflow": ("engine.execution.strayed", "SpiffWorkflow.bpmn"),
    "word": ("engine.commands.strayed", "docx"),
    "database": ("engine.forms.strayed", "sqlalchemy"),
    "flask": ("engine.people.strayed", "flask"),
    "engine-without-web": ("engine.queries.strayed", "web"),
    "pure": ("engine.feel.strayed", "engine.clock"),
}

LintImports = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def contracts(root: Path) -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the service's Python that the tests may spoil."""
    folder = tmp_path_factory.mktemp("copy")
    for room in ("engine", "web"):
        for path in (root / room).rglob("*.py"):
            if "node_modules" not in path.parts:
                there = folder / path.relative_to(root)
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, there)
    shutil.copy(root / "pyproject.toml", folder)
    return folder


@pytest.fixture
def stray(copy: Path) -> Iterator[Callable[[str, str], None]]:
    """`stray("engine/feel/strayed.py", "import flask")`: a file added to the copy for one test."""
    added: list[Path] = []

    def add(name: str, line: str) -> None:
        added.append(copy / name)
        added[-1].parent.mkdir(exist_ok=True)
        added[-1].write_text(f'"""Strayed."""\n\n{line}\n')

    yield add
    for path in added:
        path.unlink()
        if path.name == "__init__.py":
            path.parent.rmdir()


@pytest.fixture(scope="module")
def lint_imports(tmp_path_factory: pytest.TempPathFactory) -> LintImports:
    cache = tmp_path_factory.mktemp("graphs")
    program = Path(sys.executable).with_name("lint-imports")

    def run(folder: Path, *contracts: str) -> "subprocess.CompletedProcess[str]":
        chosen = [word for name in contracts for word in ("--contract", name)]
        return subprocess.run(
            [program, "--no-logo", "--cache-dir", cache, *chosen],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_every_import_goes_where_the_contracts_allow(root: Path, lint_imports: LintImports) -> None:
    done = lint_imports(root)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_is_broken_on_purpose_below(contracts: dict[str, dict[str, Any]]) -> None:
    assert set(FORBIDDEN) == set(contracts)


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_the_contract_catches_the_import_that_it_forbids(
    contract: str,
    contracts: dict[str, dict[str, Any]],
    copy: Path,
    stray: Callable[[str, str], None],
    lint_imports: LintImports,
) -> None:
    module, imported = FORBIDDEN[contract]
    stray(f"{module.replace('.', '/')}.py", f"import {imported}")

    done = lint_imports(copy, contract)

    assert done.returncode == 1
    assert f"{contracts[contract]['name']} BROKEN" in " ".join(done.stdout.split())
    assert module in done.stdout


def test_a_room_that_nobody_placed_is_caught(
    copy: Path, stray: Callable[[str, str], None], lint_imports: LintImports
) -> None:
    stray("engine/attic/__init__.py", "")

    done = lint_imports(copy, "rooms")

    assert done.returncode == 1
    assert "attic" in done.stdout
