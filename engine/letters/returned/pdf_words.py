"""The words of a page of a PDF in the order they are written, line by line, and who could see them.

A word is seen when something dark stands where it says it is, large enough to be read, with no line
drawn through it.
"""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from engine.letters.returned.pdf_drawn import on_page
from engine.letters.returned.pdf_ink import Grey
from engine.letters.returned.pdf_shown import Box, Line, ShownWord, Size

SMALLEST = 3  # points: letters lower than this are not read by anybody
CONTRAST = 50  # of 255: the least that a printed word stands out from its paper
DIVIDED = ("\ufffe", "\u00ad", "\x02")  # how PDFium marks a word divided at the end of a line


@dataclass
class _Word:
    text: str = ""
    bounds: list[tuple[float, float, float, float]] = field(default_factory=list)


def words_of(
    page: pdfium.PdfPage, size: Size, strokes: Sequence[Box], grey: Grey
) -> tuple[Line, ...]:
    """The lines of a page: of each word its text, its box, and whether it is seen or struck out."""
    text = page.get_textpage()
    lines = list(_lines(text.raw))
    text.close()
    shown_lines: list[Line] = []
    for line in lines:
        placed = [(word, on_page(page, size, _bounds_of_word(word))) for word in line]
        if any(turned(word.text) for word in line):
            placed.sort(key=lambda placed_word: placed_word[1][0])
        shown_lines.append(tuple(_show_word(word, box, grey, strokes) for word, box in placed))
    return tuple(shown_lines)


def turned(text: str) -> bool:
    """Whether a text has letters of a script that runs from right to left.

    PDFium then gives the words of its whole line in another order; where they stand is surer.
    """
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _lines(text: raw.FPDF_TEXTPAGE) -> Iterator[list[_Word]]:
    line, word = [], _Word()
    for index, letter in _letters(text):
        if not letter.isspace():
            word.text += letter
            word.bounds.append(_bounds(text, index))
            continue
        if word.text:
            line.append(word)
            word = _Word()
        if letter == "\n" and line:
            yield line
            line = []


def _letters(text: raw.FPDF_TEXTPAGE) -> Iterator[tuple[int, str]]:
    """Every character with its place, but no mark of a divided word; the last line ends too."""
    count = raw.FPDFText_CountChars(text)
    for index in range(count):
        letter = _letter(raw.FPDFText_GetUnicode(text, index))
        if letter not in DIVIDED:
            yield index, letter
    yield count, "\n"


def _letter(number: int) -> str:
    """The character of a number; a space where there is none."""
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else " "


def _bounds(text: raw.FPDF_TEXTPAGE, index: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _bounds_of_word(word: _Word) -> tuple[float, float, float, float]:
    lefts, bottoms, rights, tops = zip(*word.bounds, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _show_word(word: _Word, box: Box, grey: Grey, strokes: Sequence[Box]) -> ShownWord:
    readable = any(letter.isalnum() for letter in word.text)
    low = max(top - bottom for _, bottom, _, top in word.bounds) < SMALLEST
    return ShownWord(
        text=word.text,
        box=box,
        seen=not readable or not (low or _contrast(grey, box) < CONTRAST),
        struck=readable and any(_goes_through(stroke, box) for stroke in strokes),
    )


def drawn_in_grey(page: pdfium.PdfPage, scale: float) -> Grey:
    """The page as anybody would see it, its notes too."""
    bitmap = page.render(scale=scale, grayscale=True)
    grey = Grey(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    return grey


def _contrast(grey: Grey, box: Box) -> int:
    """How much the darkest and the lightest dot of a box differ; 0 for one beyond the page."""
    left, right = max(0, box[0]), min(grey.width, box[2] + 1)
    starts = [row * grey.stride for row in range(max(0, box[1]), min(grey.height, box[3] + 1))]
    dots = b"".join([grey.dots[start + left : start + right] for start in starts])
    return max(dots) - min(dots) if left < right and dots else 0


def _goes_through(stroke: Box, word: Box) -> bool:
    """Whether a thin line crosses the middle of most of a word; one beneath it underlines."""
    height = word[3] - word[1]
    middle = (stroke[1] + stroke[3]) / 2
    across = min(stroke[2], word[2]) - max(stroke[0], word[0])
    in_the_middle = word[1] + height / 4 < middle < word[3] - height / 4
    return in_the_middle and across > (word[2] - word[0]) / 2
