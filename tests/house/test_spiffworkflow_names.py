"""Only the adapter says a name of SpiffWorkflow that begins with an underscore."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ADAPTER = "engine/execution/spiff.py"
ROOMS = ("engine/bpmn", "engine/execution", "engine/cases")


@pytest.fixture(scope="module")
def private() -> set[str]:
    """What SpiffWorkflow's own classes call by a leading underscore."""
    found = find_spec("SpiffWorkflow")
    assert found is not None
    assert found.origin is not None
    files = Path(found.origin).parent.rglob("*.py")
    return {name for path in files for name, _ in underscored(path.read_text())}


def underscored(source: str) -> Iterator[tuple[str, int]]:
    """The methods and attributes of classes that begin with one underscore, and their lines."""
    for node in ast.walk(ast.parse(source)):
        for name, line in named(node):
            if name.startswith("_") and not name.startswith("__"):
                yield name, line


def named(node: ast.AST) -> list[tuple[str, int]]:
    """The attribute that *node* reaches for, or the methods that it defines as a class."""
    match node:
        case ast.Attribute(attr=name, lineno=line):
            return [(name, line)]
        case ast.ClassDef(body=body):
            methods = [part for part in body if isinstance(part, ast.FunctionDef)]
            return [(method.name, method.lineno) for method in methods]
    return []


def said(source: str, private: set[str]) -> list[str]:
    """The private names of SpiffWorkflow in *source*, each with its line."""
    return [f"line {line}: {name}" for name, line in underscored(source) if name in private]


def test_no_other_file_says_a_private_name_of_spiffworkflow(root: Path, private: set[str]) -> None:
    found = {
        str(path.relative_to(root)): names
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
        if (names := said(path.read_text(), private))
    }

    assert set(found) == {ADAPTER}, found


@pytest.mark.parametrize(
    "source",
    ["token._set_state(8)", "class Step:\n    def _run_hook(self, task): ...", "spec._outputs[0]"],
)
def test_a_private_name_is_noticed(source: str, private: set[str]) -> None:
    assert said(source, private) != []


def test_a_private_name_of_our_own_is_none_of_spiffworkflows(private: set[str]) -> None:
    assert said("class Reading:\n    def _flow(self): return self._known", private) == []
