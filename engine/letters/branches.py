"""The variants of a letter: each branch of the conditions in its template, and which one was taken.

A template is read once more for it, with a mark in each branch that is looked for in what it
writes. No letter that anybody gets is written so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Template, nodes

from engine.letters.dialect import LETTERS
from engine.letters.template import ReadPart, read_template

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
    for part in read_template(template, clauses).parts:
        if part.name.startswith("word/"):
            _mark_branches(part, variants)
            variants.parts.append(LETTERS.from_string(part.tree))
    return variants


def _mark_branches(part: ReadPart, variants: Variants) -> None:
    for condition in list(part.tree.find_all(nodes.If)):
        tag = part.tag_on(condition.lineno)
        place = "" if tag is None else tag.words[:_LONGEST]
        condition.body.insert(0, _marked(f"in: {place}", variants))
        if condition.else_:
            condition.else_.insert(0, _marked(f"otherwise: {place}", variants))


def _marked(name: str, variants: Variants) -> nodes.Output:
    number = len(variants.names)
    variants.names.append(f"{number + 1} {name}")
    return nodes.Output([nodes.TemplateData(_MARK.format(number))])
