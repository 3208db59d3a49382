"""Files and functions stay small. There is no list of exceptions; migrations are made by a tool."""

import ast
from pathlib import Path

import pytest

LONGEST_FILE = 300
LONGEST_FUNCTION = 40  # so that nobody packs what ought to be several ideas

GENERATED = {"node_modules", "versions"}
PLACES = ("engine", "web", "tests", "benchmarks", ".ci")


@pytest.fixture(scope="module")
def ours(root: Path) -> list[Path]:
    found = [path for place in PLACES for path in (root / place).rglob("*.py")]
    return [path for path in [*found, root / "hatch_build.py"] if not GENERATED & set(path.parts)]


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef, source: list[str]) -> int:
    """Lines from the first statement to the last; no docstring, blank line or comment."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    lines = source[body[0].lineno - 1 : body[-1].end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def test_no_file_is_longer_than_300_lines(ours: list[Path], root: Path) -> None:
    lengths = {path.relative_to(root): len(path.read_text().splitlines()) for path in ours}

    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_40_lines(ours: list[Path], root: Path) -> None:
    long = {}
    for path in ours:
        source = path.read_text()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = code_lines(node, source.splitlines())
                if length > LONGEST_FUNCTION:
                    long[f"{path.relative_to(root)}:{node.lineno} {node.name}"] = length

    assert long == {}


def test_every_file_says_what_it_is_for(ours: list[Path], root: Path) -> None:
    silent = [
        str(path.relative_to(root))
        for path in ours
        if "tests" not in path.parts and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []
