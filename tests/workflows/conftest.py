"""What the tests of the shipped workflows share: their folder, read once."""

from pathlib import Path

import pytest

from engine.bpmn.elements import Model
from engine.bpmn.read import read
from engine.people.reference import Reference

WORKFLOWS = Path(__file__).parents[2] / "workflows"


@pytest.fixture(scope="session")
def workflows() -> Path:
    """The folder a process owner works in."""
    return WORKFLOWS


@pytest.fixture(scope="session")
def model(workflows: Path) -> Model:
    """The shipped diagrams as read."""
    return read({path.name: path.read_bytes() for path in workflows.glob("*.bpmn")})


@pytest.fixture(scope="session")
def tables(workflows: Path) -> Reference:
    """The shipped reference tables."""
    paths = (workflows / "reference").glob("*.csv")
    return Reference({path.stem: path.read_bytes() for path in paths})
