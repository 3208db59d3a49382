"""What a PDF program laid over a page as notes: none of it is in the text, all of it is seen."""

import pypdfium2 as pdfium
from pypdfium2 import raw

from engine.letters.returned.pdf_drawn import on_page
from engine.letters.returned.pdf_shown import Box, ShownNote, Size

MOST_NOTES = 500
# Links show nothing of their own, and a pop-up only when somebody opens it.
UNSEEN = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
NAMES = {
    raw.FPDF_ANNOT_INK: "ink",
    raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_TEXT: "sticky note",
    raw.FPDF_ANNOT_FREETEXT: "typed words",
    raw.FPDF_ANNOT_STRIKEOUT: "striking out",
    raw.FPDF_ANNOT_HIGHLIGHT: "highlighting",
    raw.FPDF_ANNOT_UNDERLINE: "underlining",
    raw.FPDF_ANNOT_SQUIGGLY: "underlining",
    raw.FPDF_ANNOT_CARET: "an insertion mark",
    raw.FPDF_ANNOT_SQUARE: "a box",
    raw.FPDF_ANNOT_REDACT: "a redaction",
    raw.FPDF_ANNOT_FILEATTACHMENT: "a file",
    raw.FPDF_ANNOT_SOUND: "a sound",
    raw.FPDF_ANNOT_MOVIE: "a film",
    raw.FPDF_ANNOT_SCREEN: "a film",
    raw.FPDF_ANNOT_RICHMEDIA: "a film",
    raw.FPDF_ANNOT_THREED: "a film",
}


def notes_on(page: pdfium.PdfPage, size: Size, form: raw.FPDF_FORMHANDLE | None) -> list[ShownNote]:
    """Each note on the page: what kind it is, in words, and where it lies.

    *form* is what PDFium knows of the document's form, None where it has none.
    """
    notes = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind not in UNSEEN:
            notes.append(ShownNote(_name(note, kind, form), _box(page, size, note)))
        raw.FPDFPage_CloseAnnot(note)
    return notes


def _name(note: raw.FPDF_ANNOTATION, kind: int, form: raw.FPDF_FORMHANDLE | None) -> str:
    if kind != raw.FPDF_ANNOT_WIDGET:
        return NAMES.get(kind, "a drawing")
    field = raw.FPDFAnnot_GetFormFieldType(form, note) if form is not None else None
    return "signature" if field == raw.FPDF_FORMFIELD_SIGNATURE else "a form field"


def _box(page: pdfium.PdfPage, size: Size, note: raw.FPDF_ANNOTATION) -> Box:
    place = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, place)
    return on_page(page, size, (place.left, place.bottom, place.right, place.top))
