"""Checking files from the command line: quick to start, whatever the files are called."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.words import main

DIAGRAM = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    '<process id="p" isExecutable="true"/></definitions>'
)
HEAVY = ("sqlalchemy", "alembic", "SpiffWorkflow", "holidays", "flask")


def test_a_check_loads_no_database_and_no_engine(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.bpmn"
    drawn.write_text(DIAGRAM)
    code = f"""
import sys
from engine.cli.words import main
said = main(["check", {str(drawn)!r}])
print([name for name in {HEAVY!r} if name in sys.modules])
sys.exit(said)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stdout.endswith("[]\n")
    assert done.returncode == 1


@pytest.mark.parametrize("name", ["An old one.bpmn20.xml", "ARIS (1).xml", "x.BPMN", "y.bpmn2"])
def test_a_diagram_of_any_name_is_checked(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(DIAGRAM)

    assert main(["check", str(tmp_path / name)]) == 1
    assert "The process p has no start event" in capsys.readouterr().out


def test_two_files_of_one_name_are_not_taken_for_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.bpmn").write_text(DIAGRAM)

    assert main(["check", *(str(path) for path in tmp_path.rglob("*.bpmn"))]) == 1
    assert "are both named same.bpmn: check them one by one" in capsys.readouterr().err
