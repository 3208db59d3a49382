"""A Word file given back to whoever writes it, with a comment at each place that is wrong.

Word allows no comment in a header, footer or note: of those it stands at the first paragraph.
"""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run

from engine.errors import UploadRefused
from engine.letters import package
from engine.letters.main_part import USUAL as BODY
from engine.letters.spots import Fault
from engine.readers.xml_tree import Element

if TYPE_CHECKING:
    from docx.oxml.text.run import CT_R

_AUTHOR, _INITIALS = "section26", "s26"
_STYLE = "Comment Reference"


def author_copy(template: bytes, faults: Iterable[Fault], name: str = "the template") -> bytes:
    """The Word file with a comment for each of *faults*; UploadRefused where it is not safe."""
    _, unsafe = package.read(template)
    if unsafe:
        raise UploadRefused(f"{name} cannot be marked: {'; '.join(unsafe)}")
    try:
        document = Document(io.BytesIO(template))
    except (OpcError, KeyError, ValueError, AttributeError) as problem:
        raise UploadRefused(f"{name} cannot be opened: save it again in Word") from problem
    _add_style(document)
    paragraphs: list[Element] = list(document.element.iter(qn("w:p")))
    for fault in faults:
        _add_comment(document, paragraphs, fault)
    document.save(commented := io.BytesIO())
    return commented.getvalue()


def _add_style(document: WordDocument) -> None:
    """The style that each comment's mark names, which python-docx does not make."""
    if _STYLE not in {style.name for style in document.styles}:
        document.styles.add_style(_STYLE, WD_STYLE_TYPE.CHARACTER)


def _add_comment(document: WordDocument, paragraphs: list[Element], fault: Fault) -> None:
    index = fault.spot.paragraph
    in_text = fault.spot.part == BODY and 0 <= index < len(paragraphs)
    sentence = f"{fault.sentence[:1].upper()}{fault.sentence[1:]}."
    words = f" (\N{LEFT DOUBLE QUOTATION MARK}{fault.words}\N{RIGHT DOUBLE QUOTATION MARK})"
    text = f"{sentence}{words if fault.words else ''}"
    if not in_text and fault.spot.where:
        text += f" This stands in {fault.spot.where}."
    if not paragraphs:
        return
    runs = _runs(document, paragraphs[index] if in_text else paragraphs[0])
    document.add_comment([runs[0], runs[-1]], text=text, author=_AUTHOR, initials=_INITIALS)


def _runs(document: WordDocument, paragraph: Element) -> list[Run]:
    """The runs of a paragraph for a comment to begin and end at; a new one where it is empty."""
    if paragraph.find(f".//{qn('w:r')}") is None:
        paragraph.append(OxmlElement("w:r"))
    return [Run(cast("CT_R", run), document) for run in paragraph.iter(qn("w:r"))]
