"""The tags in a line of text, as docxtpl has them: where each stands and what it says. Pure.

What stands in quotation marks inside a tag may hold any braces, so no pattern can find the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK = re.compile(r"\{[{%#]|\}\}|%\}")
_LEVEL = {
    "{%": re.compile(r"\s*(p|tr|tc|r)\s+(?=\w)"),
    "{{": re.compile(r"\s*(p|tr|tc|r)\s+(?=\w)(?!(?:if|and|or|in|is|not)\b)"),  # or a fact's name
}
# A string may be closed by another mark than it was opened with, as Word turns them round.
_QUOTES = {
    "'": ("'", "'"),
    '"': ('"', '"'),
    "\N{LEFT SINGLE QUOTATION MARK}": ("'", "\u2018\u2019'"),
    "\N{RIGHT SINGLE QUOTATION MARK}": ("'", "\u2019'"),
    "\N{LEFT DOUBLE QUOTATION MARK}": ('"', '\u201c\u201d"'),
    "\N{RIGHT DOUBLE QUOTATION MARK}": ('"', '\u201c\u201d"'),
}
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


class BadTag(Exception):
    """What is written cannot be a tag: where it begins, and why in a sentence."""

    def __init__(self, start: int, sentence: str) -> None:
        super().__init__(sentence)
        self.start = start


@dataclass(frozen=True, slots=True)
class WrittenTag:
    """A tag of a text: the characters it takes up, and what it says."""

    start: int
    end: int
    opening: str  # {{, {% or {#
    level: str  # p, tr or tc where it stands for its paragraph, row or cell; r for a run
    code: str  # what stands between the braces, with plain quotation marks and spaces


def tags_in(text: str) -> Iterator[WrittenTag]:
    """Every tag of *text* in its order; BadTag where one cannot be read."""
    position = 0
    while (mark := _MARK.search(text, position)) is not None:
        opening = mark[0]
        if opening not in _ENDS:
            raise BadTag(mark.start(), f"a tag ends here ({opening}) that never began")
        tag = _tag_at(text, mark.start(), opening)
        yield tag
        position = tag.end


def _tag_at(text: str, start: int, opening: str) -> WrittenTag:
    end, code = _inside(text, start, opening)
    if opening == "{#":
        return WrittenTag(start, end, opening, "", "")
    if text[start + 2] in "-+" or text[end - 3] in "-+":
        raise BadTag(start, "a '-' or '+' beside the braces moves words together; leave it out")
    level = _LEVEL[opening].match(code)
    if level is None:
        return WrittenTag(start, end, opening, "", code.strip())
    return WrittenTag(start, end, opening, level[1], code[level.end() :].strip())


def _inside(text: str, start: int, opening: str) -> tuple[int, str]:
    """Where the tag that begins at *start* ends, and what it says."""
    closing, position, code = _ENDS[opening], start + 2, ""
    while position < len(text):
        if text.startswith(closing, position):
            return position + 2, code
        quote = None if opening == "{#" else _QUOTES.get(text[position])
        if quote is None:
            code += _plain(text[position])
            position += 1
        else:
            said, position = _quoted(text, start, position, quote)
            code += said
    raise BadTag(
        start, f"a tag begins here ({opening}) and does not end ({closing}) in the same paragraph"
    )


def _quoted(text: str, start: int, position: int, quote: tuple[str, str]) -> tuple[str, int]:
    """The string whose first mark stands at *position*, in plain marks, and what follows it."""
    plain, closings = quote
    inner = position + 1
    while inner < len(text):
        if text[inner] == "\\":
            inner += 1
        elif text[inner] in closings:
            said = text[position + 1 : inner].replace("\n", " ").replace("\t", " ")
            return f"{plain}{said}{plain}", inner + 1
        inner += 1
    raise BadTag(start, "a quotation mark in this tag has no other that ends it")


def _plain(character: str) -> str:
    """A character of a tag outside its strings: every kind of space is a space."""
    if character == _SOFT_HYPHEN:
        return ""
    return " " if character.isspace() else character


def without_tags(text: str) -> str:
    """The words that stand outside tags, in the plainest way there is, without any space."""
    return "".join(re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text, flags=re.DOTALL).split())
