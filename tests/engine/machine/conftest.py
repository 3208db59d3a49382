"""Databases for the state machine, each as a run of it begins."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest

from tests.engine.machine.people import furnish

Fresh = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def fresh(database_kind: str, databases: Any) -> Fresh:
    """`with fresh() as url:` a database of one's own."""
    return partial(databases.fresh, database_kind, "machine", furnish)
