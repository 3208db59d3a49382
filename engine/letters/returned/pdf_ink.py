"""What is drawn on a page that neither words nor lines account for. Pure.

Words are painted over where they stand, and the borders and rules too; whatever dark is left was
drawn in some other way (a pattern, letters as pictures, a glyph that says it is a space), and a
reader sees it though no text holds it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Box = tuple[int, int, int, int]
DARK = 128  # of 255
SPILL = 3  # dots round a letter that its edges are blurred into
RULE = 4  # dots: the width of a border that belongs to a box
SHORTEST = 24  # dots: a border or a rule; letters can be built of smaller boxes
LEAST = 12  # dots in a row of rows: less is a speck
CLOSE = 6  # rows without anything between two pieces of one thing


@dataclass(frozen=True, slots=True)
class Grey:
    """A page as it is drawn: its dots in rows, each from black (0) to white (255)."""

    width: int
    height: int
    stride: int  # from the beginning of a row to that of the next
    dots: bytes


def unexplained(grey: Grey, words: Iterable[Box], boxes: Iterable[Box]) -> list[Box]:
    """Where something dark is left when words and the edges of drawn boxes are painted over."""
    paper = bytearray(grey.dots)
    for box in words:
        _paint(paper, grey, box, SPILL)
    for box in boxes:
        if max(box[2] - box[0], box[3] - box[1]) >= SHORTEST:
            for edge in _edges(box):
                _paint(paper, grey, edge, 1)
    dark = _dark_boxes(paper, grey)
    return [box for box in dark if (box[2] - box[0]) * (box[3] - box[1]) >= LEAST]


def _paint(paper: bytearray, grey: Grey, box: Box, spill: int) -> None:
    left, right = max(0, box[0] - spill), min(grey.width, box[2] + spill + 1)
    if left >= right:
        return
    white = b"\xff" * (right - left)
    for row in range(max(0, box[1] - spill), min(grey.height, box[3] + spill + 1)):
        start = row * grey.stride + left
        paper[start : start + len(white)] = white


def _edges(box: Box) -> Iterator[Box]:
    """The four borders of a box; all of it when it is no thicker than they are."""
    left, top, right, foot = box
    yield left, top, right, min(foot, top + RULE)
    yield left, max(top, foot - RULE), right, foot
    yield left, top, min(right, left + RULE), foot
    yield max(left, right - RULE), top, right, foot


def _dark_boxes(paper: bytearray, grey: Grey) -> Iterator[Box]:
    """Boxes round the dark that is left, from the top of the page down."""
    box: Box | None = None
    for row in range(grey.height):
        dots = paper[row * grey.stride : row * grey.stride + grey.width]
        if min(dots) >= DARK:
            continue
        dark = [column for column, dot in enumerate(dots) if dot < DARK]
        if box is not None and row - box[3] <= CLOSE:
            box = min(box[0], dark[0]), box[1], max(box[2], dark[-1] + 1), row + 1
            continue
        if box is not None:
            yield box
        box = dark[0], row, dark[-1] + 1, row + 1
    if box is not None:
        yield box
