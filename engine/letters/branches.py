"""The variants of a letter: each branch of the conditions in its template, and which one was taken.

A template is read once more for it, with a mark in each branch that is looked for in what it
writes. No letter that anybody gets is written so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Template, nodes

from engine.letters.compile import tagged_parts
from engine.letters.dialect import WORD

_MARK = "\x02{}\x03"  # characters that no Word file can hold
_MARKS = re.compile("\x02(\\d+)\x03")
_LONGEST = 90  # characters of a paragraph that say where a branch stands


@dataclass(slots=True)
class Variants:
    """The branches of one template, each by where it stands, and the template with their marks."""

    names: list[str] = field(default_factory=list)
    parts: list[Template] = field(default_factory=list)

    def taken(self, values: Mapping[str, object]) -> frozenset[str]:
        """The branches that a letter written from those values takes."""
        texts = [part.render(values) for part in self.parts]
        return frozenset(self.names[int(mark)] for text in texts for mark in _MARKS.findall(text))


def variants_of(template: bytes, clauses: Mapping[str, bytes]) -> Variants:
    """Every branch of a letter's template that says something, those of its clauses among them."""
    variants = Variants()
    for source in tagged_parts(template, clauses).values():
        tree, lines = WORD.parse(source), source.splitlines()
        conditions = list(tree.find_all(nodes.If))
        for condition in conditions:
            place = _words(lines[condition.lineno - 1])
            condition.body.insert(0, _marked(f"in: {place}", variants))
            if condition.else_:
                condition.else_.insert(0, _marked(f"otherwise: {place}", variants))
        variants.parts.append(WORD.from_string(tree))
    return variants


def _marked(name: str, variants: Variants) -> nodes.Output:
    number = len(variants.names)
    variants.names.append(f"{number + 1} {name}")
    return nodes.Output([nodes.TemplateData(_MARK.format(number))])


def _words(line: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", line).split())[:_LONGEST]
