"""What is drawn on a page of a PDF beside its text: pictures, curves and lines, with places."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from engine.letters.returned.pdf_shown import Box, Size

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
LARGEST_PICTURE = 40_000_000  # dots
DEEPEST = 8  # groups within groups
THIN = 4  # dots: a line, not a box
SHORT = 8  # dots: no line through a word is shorter


@dataclass
class Drawn:
    """What was met on a page."""

    pictures: list[Box] = field(default_factory=list)
    curves: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)  # borders, rules and grounds, strokes too

    def add(self, thing: raw.FPDF_PAGEOBJECT, box: Box) -> None:
        """Keeps where a thing is drawn, with the others of its kind."""
        kind = raw.FPDFPageObj_GetType(thing)
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            self.pictures.append(box)
        elif _is_curved(thing):
            self.curves.append(box)
        else:
            self.boxes.append(box)
            if box[3] - box[1] <= THIN and box[2] - box[0] >= SHORT:
                self.strokes.append(box)


def drawn_on(page: pdfium.PdfPage, size: Size, most: int) -> Drawn | None:
    """What is drawn on a page of *size* dots; None for a picture or a page that is too large."""
    drawing = Drawn()
    for number, (thing, matrix) in enumerate(_objects(page)):
        if number > most:
            return None
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == raw.FPDF_PAGEOBJ_IMAGE and _dots(thing) > LARGEST_PICTURE:
            return None
        drawing.add(thing, on_page(page, size, _move(_bounds(thing), matrix)))
    return drawing


def on_page(page: pdfium.PdfPage, size: Size, bounds: tuple[float, float, float, float]) -> Box:
    """Where bounds in the page's own measure (left, bottom, right, top) come to be drawn."""
    left, bottom, right, top = bounds
    corners = [_dot(page, size, x, y) for x, y in ((left, bottom), (right, top))]
    across = sorted(x for x, _ in corners)
    down = sorted(y for _, y in corners)
    return across[0], down[0], across[1], down[1]


def _dot(page: pdfium.PdfPage, size: Size, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Every object of a page, those in groups too, each with what its groups do to its place."""
    count = raw.FPDFPage_CountObjects(page)
    groups = [(raw.FPDFPage_GetObject(page, index), UNMOVED, 0) for index in range(count)]
    while groups:
        thing, matrix, depth = groups.pop()
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_FORM:
            yield thing, matrix
        elif depth < DEEPEST:
            inner = _combine(_matrix(thing), matrix)
            members = range(raw.FPDFFormObj_CountObjects(thing))
            inside = [raw.FPDFFormObj_GetObject(thing, index) for index in members]
            groups.extend((member, inner, depth + 1) for member in inside)


def _matrix(thing: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, matrix):
        return UNMOVED
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combine(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    turned = a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j
    return (*turned, e * g + f * i + k, e * h + f * j + m)


def _bounds(thing: raw.FPDF_PAGEOBJECT) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _move(
    bounds: tuple[float, float, float, float], matrix: Matrix
) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    left, bottom, right, top = bounds
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def _dots(picture: raw.FPDF_PAGEOBJECT) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(picture, width, height)
    return width.value * height.value


def _is_curved(thing: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether a path could be handwriting or letters drawn as shapes: it has curves or many parts.

    Borders, rules and boxes have neither.
    """
    if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
        return False
    segments = raw.FPDFPath_CountSegments(thing)
    if segments > 30:
        return True
    return any(
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(thing, index))
        == raw.FPDF_SEGMENT_BEZIERTO
        for index in range(segments)
    )
