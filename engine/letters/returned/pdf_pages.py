"""What a PDF shows, page by page: its words with their places, whether each can be seen, and
everything that is drawn or laid over them. `engine.limited` runs it in a process of its own.

Nothing is judged here. A page is drawn in grey, once, so that words that are white, covered,
clipped, switched off or beyond the edge are all noticed in the same way: nothing stands there.
"""

from collections.abc import Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from engine.letters.returned.pdf_drawn import Drawn, drawn_on
from engine.letters.returned.pdf_ink import unexplained
from engine.letters.returned.pdf_notes import notes_on
from engine.letters.returned.pdf_shown import ShownNote, ShownPage, ShownPdf, Size
from engine.letters.returned.pdf_words import drawn_in_grey, words_of
from engine.readers import pdf_file
from engine.readers.errors import Fault

MOST_PAGES = 60
MOST_CHARACTERS = 200_000
MOST_OBJECTS = 20_000
LONGEST_EDGE = 1_300  # points: a little more than A3
DOTS_PER_POINT = 1.5
FILLS_THE_PAGE = 0.6  # of its area: a picture of that size is a scan
_END = b"%%EOF"
_XFA = (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)


class TooLarge(Exception):
    """The document is nothing like a letter; the sentence says in what."""


def read(content: bytes) -> ShownPdf:
    """The pages of a PDF, or the fault that keeps it from being read."""
    if refused := pdf_file.read(content):
        return ShownPdf(fault=refused["fault"], why=refused["why"])
    try:
        document = pdfium.PdfDocument(without_tail(content))
    except pdfium.PdfiumError:
        return ShownPdf(fault=Fault.BROKEN.value)
    try:
        return ShownPdf(_pages(document), tuple(sorted(_carries(document))))
    except TooLarge as problem:
        return ShownPdf(fault="too large", why=f"{problem}: print the letter to a new PDF")
    except pdfium.PdfiumError:
        return ShownPdf(fault=Fault.BROKEN.value)


def without_tail(content: bytes) -> bytes:
    """A PDF without what a program or a mail server put after its end; PDFium trips over it."""
    end = content.rfind(_END)
    return content if end < 0 else content[: end + len(_END)] + b"\n"


def _carries(document: pdfium.PdfDocument) -> list[str]:
    """What a letter has no need of, in words: files, scripts, forms with a program of their own."""
    carried = []
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        carried.append("a file")
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        carried.append("a script")
    if raw.FPDF_GetFormType(document) in _XFA:
        carried.append("a form with a program of its own")
    return carried


def _pages(document: pdfium.PdfDocument) -> tuple[ShownPage, ...]:
    if len(document) > MOST_PAGES:
        raise TooLarge(f"it has {len(document)} pages; at most {MOST_PAGES} are read")
    document.init_forms()  # before any page is opened, or its fields have no kind
    form = document.formenv.raw if document.formenv else None
    pages = []
    characters = 0
    for page in document:
        shown_page = _page(page, form)
        characters += sum(len(word.text) for word in shown_page.words)
        if characters > MOST_CHARACTERS:
            raise TooLarge("it holds far more words than a letter")
        pages.append(shown_page)
        page.close()
    return tuple(pages)


def _page(page: pdfium.PdfPage, form: raw.FPDF_FORMHANDLE | None) -> ShownPage:
    width, height = page.get_size()
    if max(width, height) > LONGEST_EDGE:
        raise TooLarge("a page is larger than A3")
    if raw.FPDFPage_CountObjects(page) > MOST_OBJECTS:
        raise TooLarge("a page holds far more than a letter does")
    size = (max(1, round(width * DOTS_PER_POINT)), max(1, round(height * DOTS_PER_POINT)))
    drawing = drawn_on(page, size, MOST_OBJECTS)
    if drawing is None:
        raise TooLarge("a picture or a page in it is far too large")
    return _show_page(page, size, drawing, notes_on(page, size, form))


def _show_page(
    page: pdfium.PdfPage, size: Size, drawing: Drawn, notes: Sequence[ShownNote]
) -> ShownPage:
    """What is on a page: words, pictures, curves, and dark that none of these accounts for."""
    is_picture = _is_picture(drawing, size)
    grey = drawn_in_grey(page, DOTS_PER_POINT)
    lines = words_of(page, size, drawing.strokes, grey)
    boxes = [word.box for line in lines for word in line]
    return ShownPage(
        size=size,
        lines=lines,
        is_picture=is_picture,
        pictures=tuple(drawing.pictures),
        curves=tuple(drawing.curves),
        ink=() if is_picture else tuple(unexplained(grey, boxes, drawing.boxes)),
        notes=tuple(notes),
    )


def _is_picture(drawing: Drawn, size: Size) -> bool:
    area = FILLS_THE_PAGE * size[0] * size[1]
    return any((right - left) * (low - high) > area for left, high, right, low in drawing.pictures)
