"""What people read after they acted stands in templates: each macro is used, each name is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.wording import NOTICES, PROBLEMS

ASKED_FOR = {"announce": NOTICES, "notice": NOTICES, "problem": PROBLEMS}


def names_asked_for(root: Path) -> Iterator[tuple[str, str]]:
    """The template and the macro of every call, and of `after`, which announces its notice."""
    for path in (root / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            first = node.args[-1] if node.func.id == "after" else next(iter(node.args), None)
            template = NOTICES if node.func.id == "after" else ASKED_FOR.get(node.func.id)
            if template and isinstance(first, ast.Constant):
                yield template, str(first.value)


@pytest.mark.parametrize("template", [NOTICES, PROBLEMS])
def test_every_macro_is_asked_for_and_every_one_asked_for_is_there(
    template: str, root: Path
) -> None:
    text = (root / "web/templates" / template).read_text()
    there = set(re.findall(r"macro (\w+)\(", text)) - {"task_finished"}  # what `after` says else

    assert {name for of, name in names_asked_for(root) if of == template} == there


def test_nothing_is_flashed_but_through_the_templates(root: Path) -> None:
    flashing = [path.name for path in (root / "web").rglob("*.py") if "flash(" in path.read_text()]

    assert flashing == ["wording.py"]
