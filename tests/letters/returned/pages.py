"""PDFs made for a test: the words of a letter typed on pages, or pictures of them."""

import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

import pypdfium2 as pdfium
from pypdf import PdfReader, PdfWriter

from engine.letters.returned.issued import Issued

Make = Callable[[Issued], bytes]
WIDTH, HEIGHT = 595, 842
TOP, FOOT = 770, 90
LEADING = 14
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
ACROSS = 84  # characters to a line


@dataclass
class Page:
    """What is drawn on a page: operators, notes, and pictures by name."""

    drawn: str = ""
    notes: list[str] = field(default_factory=list)
    picture: tuple[int, int, bytes] | None = None  # width, height and grey dots
    group: str = ""  # what is drawn as one thing where the page says so


def line(x: float, y: float, text: str, size: float = 11, before: str = "") -> str:
    """One line of text, with operators that say how *before* it."""
    shown = text.encode("cp1252", "replace").hex()
    return f"BT {before} /F1 {size} Tf {x} {y} Td <{shown}> Tj ET\n"


def typed(issued: Issued, paragraphs: Sequence[str] | None = None) -> list[Page]:
    """The pages of a letter as a word processor would print them, with its header and footer."""
    lines = [
        part
        for paragraph in (issued.shown.paragraphs if paragraphs is None else paragraphs)
        for part in wrap(paragraph, ACROSS) or [""]
    ]
    fits = (TOP - FOOT) // LEADING
    sheets = [lines[at : at + fits] for at in range(0, len(lines), fits)] or [[]]
    return [_sheet(issued, sheet, (n, len(sheets))) for n, sheet in enumerate(sheets, start=1)]


def _sheet(issued: Issued, lines: Sequence[str], number: tuple[int, int]) -> Page:
    head = "".join(sorted(issued.shown.edges["header"]))
    drawn = line(240, 805, head, 9)
    for at, text in enumerate(lines):
        drawn += line(72, TOP - at * LEADING, text)
    drawn += line(240, 40, head, 9)
    identity = f"{issued.letter} version {issued.version} | {issued.fingerprint}"
    drawn += line(120, 28, f"{identity} | Page {number[0]} of {number[1]}", 8)
    return Page(drawn)


def pdf(pages: Sequence[Page]) -> bytes:
    """A PDF of those pages."""
    objects = [b"", b"", FONT]
    kids = []
    for page in pages:
        first = len(objects) + 1
        objects.append(_stream(b"", page.drawn.encode()))
        resources = "/Font<</F1 3 0 R>>/ExtGState<</Faint<</ca 0>>>>"
        if page.picture is not None:
            width, height, dots = page.picture
            about = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
            objects.append(_stream(f"{about}/ColorSpace/DeviceGray".encode(), dots))
            resources += f"/XObject<</P {len(objects)} 0 R>>"
        if page.group:
            form = f"/Type/XObject/Subtype/Form/BBox[0 0 {WIDTH} {HEIGHT}]"
            objects.append(_stream(form.encode(), page.group.encode()))
            resources += f"/XObject<</G {len(objects)} 0 R>>"
        notes = " ".join(page.notes)
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {first} 0 R"
            f"/Resources<<{resources}>>/Annots[{notes}]>>".encode()
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    named = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{named}]>>".encode()
    return _file(objects)


def _stream(about: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = f"/Length {len(packed)}/Filter/FlateDecode".encode()
    return b"<<" + about + head + b">>stream\n" + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + (head + tail).encode()


def scans(content: bytes, *, with_words: bool = False) -> list[Page]:
    """The pages of a PDF as pictures, as a scanner makes them; *with_words* it read them too."""
    pages = []
    for page in pdfium.PdfDocument(content):
        grey = page.render(scale=1.5, grayscale=True)
        dots, stride = bytes(grey.buffer), grey.stride
        rows = [dots[y * stride : y * stride + grey.width] for y in range(grey.height)]
        drawn = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do Q\n"
        if with_words:
            words = page.get_textpage().get_text_range().splitlines()
            drawn += "".join(line(72, 770 - 14 * n, one, 11, "3 Tr") for n, one in enumerate(words))
        pages.append(Page(drawn, picture=(grey.width, grey.height, b"".join(rows))))
    return pages


def library(change: Callable[[PdfWriter], object]) -> Make:
    """The letter with something done to it by a library for PDF files."""

    def make(issued: Issued) -> bytes:
        writer, saved = PdfWriter(PdfReader(io.BytesIO(pdf(typed(issued))))), io.BytesIO()
        change(writer)
        writer.write(saved)
        return saved.getvalue()

    return make
