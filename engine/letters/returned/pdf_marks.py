"""What the pages of a PDF show that their words do not say, or say and do not show. Pure.

Beside the signature a picture, ink or a stamp is one; anywhere else it may cover or add words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.letters.returned.issued import Issued
from engine.letters.returned.pdf_places import out_of_place
from engine.letters.returned.pdf_shown import Box, Line, ShownNote, ShownPage, ShownWord
from engine.letters.returned.streams import bare_characters

MOST_TOLD = 3
ABOVE = 60  # dots over the closing that a signature may reach
BELOW = 240  # dots under the last line of the block
TALLEST = 180  # dots: a digital signature that is seen
SIGNATURES = {"ink", "stamp", "signature"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the signature block stands: on which pages, and between which heights of each."""

    heights: Mapping[int, tuple[int, int]]

    def holds(self, page: int, box: Box) -> bool:
        """Whether a box lies beside the signature."""
        top, foot = self.heights.get(page, (0, -1))
        return top <= box[1] and box[3] <= foot


@dataclass(slots=True)
class _LaidOver:
    """What lies on the pages and not beside the signature."""

    pictures: int = 0
    curves: int = 0
    ink: int = 0  # spots that are seen, and are no part of a signature
    kinds: set[str] = field(default_factory=set)  # of notes that are no signature

    def add(self, number: int, page: ShownPage, place: Place) -> None:
        """Counts what lies on one more page."""
        self.pictures += sum(not place.holds(number, box) for box in page.pictures)
        self.curves += sum(not place.holds(number, box) for box in page.curves)
        signatures = []
        for note in page.notes:
            if _is_signature(note, page, beside=place.holds(number, note.box)):
                signatures.append(note.box)
            else:
                self.kinds.add(note.kind)
        for box in page.ink:
            if place.holds(number, box):
                continue
            if not any(_within(box, signature) for signature in signatures):
                self.ink += 1


def strange_on(pages: Sequence[ShownPage], body: Sequence[Line], issued: Issued) -> Iterator[str]:
    """Everything on the pages that may make them say something else than was issued."""
    place = place_of_block(pages, issued)
    ours = {word for line in body for word in line}
    unseen, struck = [], []
    for number, page in enumerate(pages):
        for word in (word for word in page.words if word in ours):
            if not word.seen and not place.holds(number, word.box):
                unseen.append(word.text)
            if word.struck:
                struck.append(word.text)
    yield from _list_words("words that are held and do not show", unseen)
    yield from _list_words("words struck out", struck)
    yield from _list_words("words that stand in another place", _moved_words(pages, ours))
    yield from _laid_over(pages, place, len(issued.shown.drawings))


def _moved_words(pages: Sequence[ShownPage], ours: set[ShownWord]) -> list[str]:
    words: list[str] = []
    for page in pages:
        lines = [[word for word in line if word in ours] for line in page.lines]
        words.extend(out_of_place(lines))
    return words


def _list_words(what: str, words: Sequence[str]) -> Iterator[str]:
    if words:
        yield f"{what}: “{' '.join(words[:12])}”"


def _laid_over(pages: Sequence[ShownPage], place: Place, issued_pictures: int) -> Iterator[str]:
    laid_over = _LaidOver()
    for number, page in enumerate(pages):
        laid_over.add(number, page, place)
    if laid_over.pictures > issued_pictures * len(pages):
        yield "a picture that is not beside the signature"
    if laid_over.curves and not issued_pictures:
        yield "something drawn that is not beside the signature"
    accounted_for = laid_over.curves or laid_over.kinds or issued_pictures or laid_over.pictures
    if laid_over.ink and not accounted_for:
        yield "something that is seen and stands in no words"
    if laid_over.kinds:
        yield f"laid over the page: {', '.join(sorted(laid_over.kinds))}"


def _within(box: Box, other: Box) -> bool:
    return (
        other[0] - 2 <= box[0]
        and other[1] - 2 <= box[1]
        and box[2] <= other[2] + 2
        and box[3] <= other[3] + 2
    )


def _is_signature(note: ShownNote, page: ShownPage, *, beside: bool) -> bool:
    """Whether a note is somebody's signature. A digital one stands where its program put it."""
    left, top, right, foot = note.box
    if note.kind != "signature" or beside:
        return note.kind in SIGNATURES and beside
    boxes = [word.box for word in page.words]
    covers = any(
        left < box[2] and box[0] < right and top < box[3] and box[1] < foot for box in boxes
    )
    return foot - top <= TALLEST and not covers


def place_of_block(pages: Sequence[ShownPage], issued: Issued) -> Place:
    """Where the signature block of the letter stands; nowhere when its lines are not found."""
    lines = [bare_characters(line, any_case=True) for line in issued.block_words]
    if not lines:
        return _after_the_last_line(pages)
    first = _last_line_that(pages, lambda words: words == lines[0])
    last = _last_line_that(pages, lambda words: words.startswith(lines[-1]))
    if first is None or last is None or first[0] > last[0]:
        return Place({})
    heights = {}
    for number in range(first[0], last[0] + 1):
        top = first[1][1] - ABOVE if number == first[0] else 0
        foot = last[1][3] + BELOW if number == last[0] else pages[number].size[1]
        heights[number] = (top, foot)
    return Place(heights)


def _after_the_last_line(pages: Sequence[ShownPage]) -> Place:
    last = _last_line_that(pages, bool)
    return Place({} if last is None else {last[0]: (last[1][1], last[1][3] + BELOW)})


def _last_line_that(
    pages: Sequence[ShownPage], fits: Callable[[str], object]
) -> tuple[int, Box] | None:
    """The page and the box of the last line whose characters fit."""
    for number in range(len(pages) - 1, -1, -1):
        for line in reversed(pages[number].lines):
            if fits(bare_characters(" ".join(word.text for word in line), any_case=True)):
                boxes = [word.box for word in line]
                tops = min(box[1] for box in boxes)
                return number, (boxes[0][0], tops, boxes[-1][2], max(box[3] for box in boxes))
    return None
