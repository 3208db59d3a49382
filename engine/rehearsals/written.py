"""YAML as people write it by hand: nothing in it runs, and little of it stands for gigabytes."""

from typing import Any

import yaml
from yaml.composer import ComposerError

MOST_CHARACTERS = 1_000_000
MOST_PARTS = 100_000
DEEPEST = 60
UNREADABLE = (yaml.YAMLError, ValueError, RecursionError)


class Written(yaml.SafeLoader):
    """A safe loader in which a reference counts as much as what it stands for."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """The node that comes next; refused once it would stand for too much."""
        deep = self.__dict__["deep"] = self.__dict__.get("deep", 0) + 1
        if deep > DEEPEST:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise ComposerError(None, None, f"it is more than {DEEPEST} levels deep", mark)
        node = super().compose_node(parent, index)
        self.__dict__["deep"] -= 1
        known: dict[int, int] = self.__dict__.setdefault("weights", {})
        if id(node) not in known:
            parts = [each for pair in _inside(node) for each in pair]
            if any(id(each) not in known for each in parts):
                raise ComposerError(None, None, "a part of it refers to itself")
            known[id(node)] = 1 + sum(known[id(each)] for each in parts)
        if known[id(node)] > MOST_PARTS:
            raise ComposerError(None, None, f"it stands for more than {MOST_PARTS:,} values")
        return node


def _inside(node: Any) -> list[tuple[Any, ...]]:
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(each,) for each in node.value] if isinstance(node, yaml.SequenceNode) else []


def why(problem: Exception) -> str:
    """What is wrong with a file that cannot be read, in a few words and with its place."""
    mark = getattr(problem, "problem_mark", None)
    said = str(getattr(problem, "problem", None) or "it is not YAML in UTF-8")
    return f"{said}, at line {mark.line + 1}, column {mark.column + 1}" if mark else said
