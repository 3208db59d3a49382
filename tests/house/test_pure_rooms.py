"""The pure rooms read no clock, no environment, no chance and no file: all of it comes in."""

import ast
import tomllib
from pathlib import Path

import pytest

CLOCKS = {"now", "utcnow", "today"}
MODULES = {"os", "random", "secrets", "socket", "subprocess", "tempfile", "time", "uuid", "shutil"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob"}
CLOCK_OWNERS = {"datetime", "date", "dt"}


def pure_modules(root: Path) -> list[Path]:
    """The files of the rooms that the import contract calls pure."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (pure,) = (contract for contract in contracts if contract["id"] == "pure")
    places = [root.joinpath(*name.split(".")) for name in pure["source_modules"]]
    rooms = [path for place in places for path in place.rglob("*.py")]
    return sorted(rooms + [place.with_suffix(".py") for place in places if not place.is_dir()])


def impurities(source: str) -> list[str]:
    """What *source* reads from the world, with the line it stands on."""
    return [
        f"line {node.lineno}: {what}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call | ast.Import | ast.ImportFrom) and (what := world(node))
    ]


def world(node: ast.Call | ast.Import | ast.ImportFrom) -> str:
    """The part of the world that a call or an import reaches for, or nothing."""
    if isinstance(node, ast.Import):
        return ", ".join(name.name for name in node.names if name.name.split(".")[0] in MODULES)
    if isinstance(node, ast.ImportFrom):
        return node.module if node.module and node.module.split(".")[0] in MODULES else ""
    match node.func:
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in CLOCK_OWNERS:
            return f"{owner}.{name}()" if name in CLOCKS else ""
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in FILES:
            return f"{name}()"
    return ""


def test_the_pure_rooms_take_the_world_as_arguments(root: Path) -> None:
    found = {
        str(path.relative_to(root)): reached
        for path in pure_modules(root)
        if (reached := impurities(path.read_text()))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    ["datetime.now(UTC)", "date.today()", "import os", "from random import choice", "open('x')"],
)
def test_a_look_at_the_world_is_noticed(source: str) -> None:
    assert impurities(source) != []


def test_a_file_inside_a_letter_is_not_the_world(root: Path) -> None:
    assert impurities("package.read('word/document.xml')") == []
