"""The generic names engine and web are safe: ours, from this checkout, and empty at the door."""

import ast
import importlib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest


@pytest.mark.parametrize("package", ["engine", "web"])
def test_the_package_is_the_one_in_this_checkout(package: str, root: Path) -> None:
    module = importlib.import_module(package)

    assert module.__file__ is not None
    assert Path(module.__file__).resolve() == root / package / "__init__.py"


@pytest.mark.parametrize("package", ["engine", "web"])
def test_no_other_distribution_brings_a_package_of_that_name(package: str) -> None:
    assert set(packages_distributions().get(package, ["section26"])) == {"section26"}


def test_every_init_file_holds_one_docstring_and_nothing_else(
    python_files: list[Path], root: Path
) -> None:
    busy = []
    for path in python_files:
        if path.name == "__init__.py" and path != root / "web" / "__init__.py":
            tree = ast.parse(path.read_text())
            if len(tree.body) != 1 or ast.get_docstring(tree) is None:
                busy.append(str(path.relative_to(root)))

    assert busy == []


def test_every_folder_of_python_is_a_package(python_files: list[Path], root: Path) -> None:
    bare = {path.parent for path in python_files if not (path.parent / "__init__.py").exists()}

    assert {str(folder.relative_to(root)) for folder in bare} <= {
        "engine/store/migrations",
        "engine/store/migrations/versions",
    }


def test_tests_import_no_benchmark(root: Path) -> None:
    """What both need is in `tests/support`: a benchmark may be slow, change or go."""
    files = (root / "tests").rglob("*.py")
    importing = [path.name for path in files if "from benchmarks" in path.read_text()]

    assert importing == ["test_packages.py"]
