"""`./dev test --near` finds the tests that can see a change; each folder says what it needs."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MARKS, UNMEASURED

Near = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def near(root: Path) -> Near:
    spec = importlib.util.spec_from_file_location("near", root / ".ci" / "near.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda changed: set(module.near_tests([root / changed]))


def test_a_change_is_seen_by_its_own_room_and_by_whoever_imports_it(near: Near) -> None:
    found = near("engine/feel/temporal.py")

    assert {"tests/engine/feel", "tests/house", "tests/engine/dmn/test_boxed.py"} <= found
    assert not any(place.startswith("tests/web") for place in found)


def test_a_module_without_a_room_has_a_file_of_tests(near: Near) -> None:
    assert "tests/engine/test_calendar.py" in near("engine/calendar.py")


def test_a_changed_test_is_run_and_shared_code_of_tests_runs_its_folder(near: Near) -> None:
    assert near("tests/engine/feel/test_dates.py") == {"tests/engine/feel/test_dates.py"}
    assert near("tests/web/conftest.py") == {"tests/web"}


def test_what_process_owners_write_is_seen_by_the_tests_that_read_it(near: Near) -> None:
    assert near("workflows/section_26.bpmn") == {"tests/workflows", "tests/lint"}
    assert near("README.md") == set()


def test_every_folder_of_tests_says_what_it_needs(root: Path) -> None:
    folders = {path.parent.relative_to(root / "tests") for path in root.glob("tests/**/test_*.py")}
    silent = [str(one) for one in folders if not {str(one), *map(str, one.parents)} & MARKS.keys()]

    assert silent == []


def test_where_coverage_is_not_measured_there_are_tests(root: Path) -> None:
    assert [place for place in UNMEASURED if not (root / "tests" / place).exists()] == []
