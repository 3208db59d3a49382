"""A tag that was taken out of a Word file, and the token that keeps its place. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.letters.spots import Spot
from engine.readers.xml_tree import Element

CLOSINGS = {"{{": "}}", "{%": "%}"}
_TOKEN = re.compile("\ufdd0(\\d+)\ufdd1")


@dataclass(slots=True)
class Tag:
    """A tag of a template, where it stands, and what became of that place."""

    opening: str  # {{ or {%
    level: str  # p, tr or tc where it takes the place of a paragraph, row or cell
    code: str
    spot: Spot
    words: str  # those around it
    paragraph: Element
    order: tuple[int, int]  # of all the tags of a part
    number: int = 0
    parent: Element | None = None  # what the paragraph, row or cell stood in

    @property
    def statement(self) -> str:
        """The first word of a {% tag: if, for, endif …"""
        return (self.code.split() or [""])[0]

    @property
    def holder(self) -> Element | None:
        """What both ends of an if or for must stand in."""
        return self.parent if self.level else self.paragraph


def token_of(number: int) -> str:
    """The token of a tag: noncharacters, which no words hold."""
    return f"\ufdd0{number}\ufdd1"


def tokens_in(text: str, write: Callable[[int], str]) -> str:
    """The text with what *write* gives in place of each token."""
    return _TOKEN.sub(lambda token: write(int(token[1])), text)
