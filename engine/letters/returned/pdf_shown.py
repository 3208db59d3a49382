"""What a PDF shows, page by page: said as JSON by the process that reads it, and taken up again.

A box is a place in dots of the drawn page: left, top, right, bottom, counted from the upper left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.limited import Broken

Box = tuple[int, int, int, int]
Size = tuple[int, int]  # of a drawn page in dots: how wide, how high


@dataclass(frozen=True, slots=True, eq=False)  # the same word in two places is two words
class ShownWord:
    """A word, where it stands, whether anybody could see it, and whether a line goes through it."""

    text: str
    box: Box
    seen: bool
    struck: bool


Line = tuple[ShownWord, ...]


@dataclass(frozen=True, slots=True)
class ShownNote:
    """What a PDF program laid over a page: its kind, in words, and where it lies."""

    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page: its words, what is drawn on it, and dark spots that none of these accounts for."""

    size: Size
    lines: tuple[Line, ...]
    is_picture: bool
    pictures: tuple[Box, ...]
    curves: tuple[Box, ...]
    ink: tuple[Box, ...]
    notes: tuple[ShownNote, ...]

    @property
    def words(self) -> Iterator[ShownWord]:
        """Every word of the page, in the order written."""
        for line in self.lines:
            yield from line


@dataclass(frozen=True, slots=True)
class ShownPdf:
    """The pages of a PDF and what it carries, or the `fault` that keeps it from being read."""

    pages: tuple[ShownPage, ...] = ()
    carries: tuple[str, ...] = ()
    fault: str = ""
    why: str = ""  # the fault in a sentence, where it has one


def shown_from(answer: object) -> ShownPdf:
    """What the process that read a PDF says of it; Broken when it says anything else."""
    try:
        return _pdf(answer)
    except (KeyError, TypeError, ValueError) as problem:
        raise Broken("what was said of the file is not what a page can show") from problem


def _pdf(answer: Any) -> ShownPdf:
    return ShownPdf(
        pages=tuple(_page(page) for page in answer["pages"]),
        carries=tuple(str(what) for what in answer["carries"]),
        fault=str(answer["fault"]),
        why=str(answer["why"]),
    )


def _page(page: Any) -> ShownPage:
    width, height = page["size"]
    return ShownPage(
        size=(int(width), int(height)),
        lines=tuple(tuple(_word(word) for word in line) for line in page["lines"]),
        is_picture=bool(page["is_picture"]),
        pictures=_boxes(page["pictures"]),
        curves=_boxes(page["curves"]),
        ink=_boxes(page["ink"]),
        notes=tuple(ShownNote(str(note["kind"]), _box(note["box"])) for note in page["notes"]),
    )


def _word(word: Any) -> ShownWord:
    return ShownWord(
        str(word["text"]), _box(word["box"]), seen=bool(word["seen"]), struck=bool(word["struck"])
    )


def _boxes(boxes: Any) -> tuple[Box, ...]:
    return tuple(_box(box) for box in boxes)


def _box(edges: Any) -> Box:
    left, top, right, foot = edges
    return int(left), int(top), int(right), int(foot)
