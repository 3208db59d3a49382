"""./dev speaks plainly: what it can do, and what is in its way."""

import importlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def dev(root: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["/bin/sh", str(root / "dev"), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def old_python(tmp_path: Path) -> str:
    """A path on which every Python is too old."""
    for name in ("python3", "python3.13", "python3.12", "python3.11", "python"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    return str(tmp_path)


def test_without_a_word_it_says_what_it_can_do(root: Path) -> None:
    said = dev(root)

    assert said.returncode == 0
    assert "demo [--port N]" in said.stdout
    assert "test [pytest …]" in said.stdout


def test_a_word_it_does_not_know_is_named(root: Path) -> None:
    said = dev(root, "dmeo")

    assert said.returncode == 2
    assert "./dev does not know 'dmeo'." in said.stderr


def test_an_old_python_is_refused_in_a_sentence(root: Path, old_python: str) -> None:
    said = dev(root, "demo", PATH=old_python)

    assert said.returncode == 1
    assert "section26 needs Python 3.11 or newer" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_python_that_cannot_make_environments_is_told_what_to_install(
    root: Path, tmp_path: Path
) -> None:
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "python3").symlink_to(sys.executable)
    (tmp_path / "programs" / "dirname").symlink_to("/usr/bin/dirname")
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "ensurepip.py").write_text("raise ImportError\n")
    shutil.copy(root / "dev", tmp_path)
    shutil.copytree(root / ".ci", tmp_path / ".ci")

    path, without = str(tmp_path / "programs"), str(tmp_path / "without")
    said = dev(tmp_path, "ready", PATH=path, PYTHONPATH=without)

    assert said.returncode == 1
    assert "its venv module is not installed" in said.stderr
    assert "apt-get install python3-venv" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_port_in_use_is_refused_before_any_work(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = dev(root, "demo", "--port", str(port))

    assert said.returncode == 1
    assert f"Port {port} cannot be used" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_gate_that_does_not_exist_is_named(root: Path) -> None:
    said = subprocess.run(
        ["bash", str(root / ".ci" / "run"), "lnit"], capture_output=True, text=True, check=False
    )

    assert said.returncode == 2
    assert "There is no gate 'lnit'" in said.stderr


@pytest.mark.parametrize(
    ("arguments", "shared"),
    [
        ([], True),
        (["--cov", "--cov-report=", "-q"], True),
        (["-k", "ipab"], True),
        (["-n", "0"], False),
        (["-n0"], False),
        (["--pdb"], False),
        (["--co"], False),
    ],
)
def test_the_tests_are_shared_out_unless_one_process_is_wanted(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, shared: Any
) -> None:
    monkeypatch.syspath_prepend(str(root / ".ci"))
    told = importlib.import_module("dev").processes(arguments)

    assert ("-n" in told) is shared
