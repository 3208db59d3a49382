"""Files do not import one another in a circle, not even only to name a type."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOMS = ("bpmn", "execution", "cases")


def imported(source: str) -> Iterator[str]:
    """The modules that *source* imports from, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Import(names=names):
                yield from (alias.name for alias in names)


def circle(modules: dict[str, str]) -> list[str]:
    """A circle among modules, given by name with their sources; empty where there is none."""
    graph = {name: modules.keys() & set(imported(source)) for name, source in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        return list(problem.args[1])
    return []


@pytest.mark.parametrize("room", ROOMS)
def test_the_files_of_a_room_stand_in_an_order(room: str, root: Path) -> None:
    paths = (root / "engine" / room).glob("*.py")

    assert circle({f"engine.{room}.{path.stem}": path.read_text() for path in paths}) == []


def test_a_circle_is_found_and_named() -> None:
    by_type = "if TYPE_CHECKING:\n    from room.b import B"

    assert set(circle({"room.a": by_type, "room.b": "from room import a"})) == {"room.a", "room.b"}
