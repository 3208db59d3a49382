"""A returned PDF against the letter: its words in their order, all of them seen. Pure.

What the file shows comes from `pdf_pages`; nothing of the file itself is opened here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.letters.returned.alignment import Allowed, aligned
from engine.letters.returned.issued import Issued, Known
from engine.letters.returned.likeness import far_too_long, hardly_alike
from engine.letters.returned.outcome import PDF, Kind, Outcome
from engine.letters.returned.pdf_marks import strange_on
from engine.letters.returned.pdf_shown import Line, ShownPage, ShownPdf
from engine.letters.returned.scan import scanned
from engine.letters.returned.strays import stray_by_content, stray_by_name
from engine.letters.returned.streams import Stream, bare_characters, stream_of
from engine.letters.returned.word_shown import IDENTITY
from engine.readers.errors import Fault

ENOUGH = 24  # characters that stand in one place of a letter only
FAULTS = {
    Fault.LOCKED.value: (
        Kind.ENCRYPTED,
        "The PDF is locked with a password. Print it to a new PDF without one, and hand that in",
    ),
    Fault.BROKEN.value: (
        Kind.UNREADABLE,
        "The PDF is cut short or broken. Save or scan it again",
    ),
}


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a PDF's pages without their headers and footers, and what these say it is."""

    lines: tuple[Line, ...]
    letter: str
    version: str
    fingerprint: str

    @property
    def words(self) -> list[str]:
        """The words in their order."""
        return [word.text for line in self.lines for word in line]


def judge_pdf(pdf: ShownPdf, issued: Issued, find_letter: Known) -> Outcome:
    """What a PDF is that shows that, held against the letter as issued."""
    if pdf.fault:
        why = f"The PDF cannot be taken: {pdf.why}"
        kind, sentence = FAULTS.get(pdf.fault, (Kind.UNSAFE, why))
        return Outcome(kind, sentence)
    carried = _things_carried(pdf)
    if carried:
        sentence = (
            f"The PDF has {' and '.join(carried)} inside. Print the signed letter to a new PDF"
        )
        return Outcome(Kind.UNSAFE, sentence)
    pages = pdf.pages
    pictures = [page for page in pages if page.is_picture]
    if len(pictures) == len(pages) and pages:
        return scanned(issued, len(pages), PDF, _behind(pages))
    typed = text_of([page for page in pages if not page.is_picture], issued)
    if not typed.words and not pictures:
        return Outcome(Kind.NOT_A_LETTER, "The pages of the PDF are blank")
    other = stray_by_content(issued, typed.fingerprint, find_letter)
    other = other or stray_by_name(issued, typed.letter, typed.version)
    if other:
        return other
    return _in_part(pages, issued) if pictures else _compare_words(pages, typed, issued)


def _things_carried(pdf: ShownPdf) -> list[str]:
    carried = set(pdf.carries)
    for page in pdf.pages:
        carried |= {note.kind for note in page.notes} & {"a file", "a sound", "a film"}
    return sorted(carried)


def _behind(pages: Sequence[ShownPage]) -> tuple[str, ...]:
    if not any(page.lines for page in pages):
        return ()
    return ("words stand behind the pictures, which nobody sees; they were not looked at",)


def text_of(pages: Sequence[ShownPage], issued: Issued) -> Text:
    """The words of some pages, and what their headers and footers say they are."""
    lines = []
    identity = None
    for page in pages:
        for line in page.lines:
            words = " ".join(word.text for word in line)
            printed = IDENTITY.search(words)
            identity = identity or printed
            if not printed and not _is_edge(words, line, page, issued):
                lines.append(line)
    identifiers = identity.groupdict() if identity else {}
    return Text(
        tuple(lines),
        identifiers.get("letter", ""),
        identifiers.get("version", ""),
        identifiers.get("fingerprint", ""),
    )


def _is_edge(words: str, line: Line, page: ShownPage, issued: Issued) -> bool:
    """Whether a line is the header or footer of the letter, at the top or the foot of its page."""
    top, foot = line[0].box[1], line[0].box[3]
    height = page.size[1]
    at_an_edge = foot < 0.2 * height or top > 0.8 * height
    bare = bare_characters(words, any_case=True)
    return not bare or (at_an_edge and bool(issued.edge_lines.fullmatch(bare)))


def _compare_words(pages: Sequence[ShownPage], typed: Text, issued: Issued) -> Outcome:
    words = typed.words
    if far_too_long(issued.shown.paragraphs, words):
        return Outcome(Kind.NOT_A_LETTER, f"This is far longer than {issued.letter}")
    if not typed.letter and hardly_alike(issued.shown.paragraphs, words):
        sentence = f"This is not {issued.letter}: hardly any of its words are there"
        return Outcome(Kind.NOT_A_LETTER, sentence)
    walked = aligned(_issued_stream(issued), _returned_stream(words), issued.allowed(any_case=True))
    strange = list(strange_on(pages, typed.lines, issued))
    if typed.fingerprint not in ("", issued.fingerprint):
        strange.append("the fingerprint at its foot is not the one that was issued")
    added = [f"“{addition}” was added in the signature block" for addition in walked.added]
    if walked.difference or strange:
        sentence = (
            f"The file is not {issued.letter} as it was issued: its words or marks were changed"
        )
        return Outcome(Kind.CHANGED, sentence, (*strange, *added), walked.difference)
    sentence = f"This is {issued.letter}, version {issued.version}, word for word, as a PDF"
    details = (*added, *_signed(pages))
    return Outcome(Kind.SAME_WORDS, sentence, details, None, PDF, len(pages))


def _issued_stream(issued: Issued) -> Stream:
    return issued.stream(any_case=True)


def _returned_stream(words: Sequence[str]) -> Stream:
    return stream_of(words, any_case=True)


def _signed(pages: Sequence[ShownPage]) -> Iterator[str]:
    kinds = {note.kind for page in pages for note in page.notes}
    if "signature" in kinds:
        yield "it carries a digital signature, which was not checked"
    if kinds & {"ink", "stamp"} or any(page.pictures or page.curves for page in pages):
        yield "something was drawn or put in beside the signature"


def _in_part(pages: Sequence[ShownPage], issued: Issued) -> Outcome:
    """A PDF of which some pages are pictures: what the others say must have been issued so."""
    pictures = sum(page.is_picture for page in pages)
    whole, allowed = _issued_stream(issued), issued.allowed(any_case=True)
    for page in pages:
        if page.is_picture:
            continue
        some = _returned_stream(text_of([page], issued).words)
        begin = _begin_of(some, whole, allowed)
        walked = aligned(whole, some, allowed, begin)
        if walked.difference and not walked.ended:
            sentence = f"The file is not {issued.letter} as it was issued: its words were changed"
            return Outcome(Kind.CHANGED, sentence, (), walked.difference)
    details = (f"{pictures} of {len(pages)} pages are pictures; the words of the others are right",)
    return scanned(issued, len(pages), PDF, details)


def _begin_of(some: Stream, whole: Stream, allowed: Allowed) -> int:
    """Where in the letter a page begins: just before its first words, a list's number left out."""
    label = allowed.labels.match(some.characters)
    for skipped in (0, label.end() if label else 0):
        place = whole.characters.find(some.characters[skipped : skipped + ENOUGH])
        if place >= 0:
            return place
    return 0
