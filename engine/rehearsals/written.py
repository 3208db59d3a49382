"""YAML as people write it by hand: nothing in it runs, and little of it stands for gigabytes.

What is odd in JSON is odd here too: a key twice, what is no number, half a character.
"""

import re
from collections import Counter

import yaml
from yaml.composer import ComposerError

MOST_CHARACTERS = 1_000_000
MOST_PARTS = 100_000
DEEPEST = 60
MOST_DIGITS = 100  # of a number: more than any register has
UNREADABLE = (yaml.YAMLError, ValueError, RecursionError)
_NO_NUMBER = re.compile(r"[-+]?\.?(nan|inf|infinity)", re.IGNORECASE)


class Written(yaml.SafeLoader):
    """A safe loader in which a reference counts as much as what it stands for."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The node that comes next; refused once it would stand for too much."""
        deep = self.__dict__["deep"] = self.__dict__.get("deep", 0) + 1
        if deep > DEEPEST:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise ComposerError(None, None, f"it is more than {DEEPEST} levels deep", mark)
        node = super().compose_node(parent, index)
        self.__dict__["deep"] -= 1
        if node is not None and (odd := _odd(node)):
            raise ComposerError(None, None, odd, node.start_mark)
        known: dict[int, int] = self.__dict__.setdefault("weights", {})
        if id(node) not in known:
            parts = [each for pair in _inside(node) for each in pair]
            if any(id(each) not in known for each in parts):
                raise ComposerError(None, None, "a part of it refers to itself")
            known[id(node)] = 1 + sum(known[id(each)] for each in parts)
        if known[id(node)] > MOST_PARTS:
            raise ComposerError(None, None, f"it stands for more than {MOST_PARTS:,} values")
        return node


def _inside(node: object) -> list[tuple[object, ...]]:
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(each,) for each in node.value] if isinstance(node, yaml.SequenceNode) else []


def value_of(text: str, loader: type[Written] = Written) -> object:
    """What YAML says; one of UNREADABLE is raised where it cannot be read."""
    return yaml.load(text, loader)  # noqa: S506 - a safe loader


def _odd(node: object) -> str:
    """What two readers could take in two ways, in a few words; empty when nothing is."""
    if isinstance(node, yaml.MappingNode):
        names = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        twice = [name for name, times in names.items() if times > 1]
        return f"“{twice[0][:60]}” stands twice in one place" if twice else ""
    if not isinstance(node, yaml.ScalarNode):
        return ""
    if any("\ud800" <= character <= "\udfff" for character in node.value):
        return "it holds half a character"
    if node.style is None and _NO_NUMBER.fullmatch(node.value):
        return f"{node.value} is not a number; put it in quotes if it is a word"
    of_a_number = node.tag.endswith((":int", ":float"))
    too_long = of_a_number and len(node.value) > MOST_DIGITS
    return f"a number has more than {MOST_DIGITS} digits" if too_long else ""


def why(problem: Exception) -> str:
    """What is wrong with a file that cannot be read, in a few words and with its place."""
    mark = getattr(problem, "problem_mark", None)
    said = str(getattr(problem, "problem", None) or "it is not YAML in UTF-8")
    return f"{said}, at line {mark.line + 1}, column {mark.column + 1}" if mark else said
