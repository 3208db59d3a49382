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
        depth = self.__dict__["depth"] = self.__dict__.get("depth", 0) + 1
        if depth > DEEPEST:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise ComposerError(None, None, f"it is more than {DEEPEST} levels deep", mark)
        node = super().compose_node(parent, index)
        self.__dict__["depth"] -= 1
        if node is not None and (ambiguity := _ambiguity_in(node)):
            raise ComposerError(None, None, ambiguity, node.start_mark)
        if self._weight(node) > MOST_PARTS:
            raise ComposerError(None, None, f"it stands for more than {MOST_PARTS:,} values")
        return node

    def _weight(self, node: yaml.Node | None) -> int:
        """How many values a node stands for: an alias is the node itself, and weighs as much.

        So ten aliases of a list of ten aliases of a list of ten weigh a thousand and more.
        """
        weights: dict[int, int] = self.__dict__.setdefault("weights", {})
        if id(node) not in weights:
            parts = _parts_of(node)
            if any(id(part) not in weights for part in parts):
                raise ComposerError(None, None, "a part of it refers to itself")
            weights[id(node)] = 1 + sum(weights[id(part)] for part in parts)
        return weights[id(node)]


def _parts_of(node: yaml.Node | None) -> list[yaml.Node]:
    """The nodes that it is made of: of a mapping the keys as well as the values."""
    parts: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            parts += (key, value)
    elif isinstance(node, yaml.SequenceNode):
        parts += node.value
    return parts


def value_of(text: str, loader: type[Written] = Written) -> object:
    """What YAML says; one of UNREADABLE is raised where it cannot be read."""
    return yaml.load(text, loader)  # noqa: S506 - a safe loader


def _ambiguity_in(node: object) -> str:
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
    if node.tag.endswith((":int", ":float")) and len(node.value) > MOST_DIGITS:
        return f"a number has more than {MOST_DIGITS} digits"
    return ""


def why(problem: Exception) -> str:
    """What is wrong with a file that cannot be read, in a few words and with its place."""
    mark = getattr(problem, "problem_mark", None)
    words = str(getattr(problem, "problem", None) or "it is not YAML in UTF-8")
    return f"{words}, at line {mark.line + 1}, column {mark.column + 1}" if mark else words
