"""The shipped declaration of tables, and the rows that come with the product."""

from pathlib import Path

import pytest

from engine.definitions.shipped import shipped_workflows
from engine.register.rows import Row
from engine.register.schema import Schema, read_schema
from engine.register.sheets import read_sheet

REFERENCE = shipped_workflows() / "reference"


@pytest.fixture(scope="session")
def schema() -> Schema:
    return read_schema((REFERENCE / "tables.json").read_bytes())


@pytest.fixture(scope="session")
def shipped_files() -> dict[str, Path]:
    return {path.stem: path for path in sorted(REFERENCE.glob("*.csv"))}


@pytest.fixture
def shipped_tables(schema: Schema, shipped_files: dict[str, Path]) -> dict[str, list[Row]]:
    return {
        name: read_sheet(schema, name, path.read_bytes()) for name, path in shipped_files.items()
    }
