"""What a returned file is: by what it holds, never by its name, and never by another program.

The same issued letter and the same file give the same outcome, so whoever proves the record can ask
again. A PDF is read in a process of its own.
"""

import importlib.metadata
import re
from collections.abc import Mapping

from engine import limited
from engine.letters import package
from engine.letters.returned.issued import Issued, Known, issued_letter
from engine.letters.returned.outcome import Kind, Outcome
from engine.letters.returned.pdf import judge_pdf
from engine.letters.returned.pdf_shown import shown_from
from engine.letters.returned.scan import JPEG_BEGINS, PNG_BEGINS, judge_picture
from engine.letters.returned.word import judge_word
from engine.readers.errors import Fault, NotRead
from engine.readers.zip_file import unzipped
from engine.readers.zip_limits import WORD

LARGEST = 10_000_000
HEAD = 1_024  # a PDF may begin anywhere in these bytes
COMPARISON = 3  # raised when the same file may be judged otherwise than before
_REFUSALS = {
    Fault.BROKEN: Kind.UNREADABLE,
    Fault.LOCKED: Kind.ENCRYPTED,
    Fault.UNSAFE: Kind.UNSAFE,
}
_PAGES = "engine.letters.returned.pdf_pages"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_NO_PDF = "The file says that it is a PDF and is none. Print the signed letter to a PDF, or scan it"
_BROKEN = "The PDF cannot be read at all. Print the signed letter to a new PDF, or scan it"
_TOO_MUCH = "The PDF takes far longer to read than a letter. Print it to a new PDF, or scan it"
_NONE = "This is not a PDF, a Word document (.docx), a JPG or a PNG"
_HEIC = (
    "This is a HEIC photograph. Choose Share, Options, Most Compatible on the telephone, or print "
    "it to PDF, and hand that in"
)
_TIFF = "This is a TIFF scan. Set the scanner to PDF, or print the picture to PDF, and hand that in"
_PICTURE = "This picture is neither a JPG nor a PNG. Save it as one of these, and hand that in"
_RICH = "This is a Rich Text file. Use Save As, Word Document (.docx) or PDF, and hand that in"
_CONVERTED = (
    (re.compile(rb"....ftyp(heic|heix|hevc|mif1|heif|msf1|avif)", re.DOTALL), _HEIC),
    (re.compile(rb"II\*\0|MM\0\*"), _TIFF),
    (re.compile(rb"GIF8|BM|RIFF....WEBP", re.DOTALL), _PICTURE),
    (re.compile(rb"\{\\rtf"), _RICH),
)


def compared(content: bytes, issued: Issued, find_letter: Known) -> Outcome:
    """The one outcome of a returned file."""
    if not content:
        return Outcome(Kind.UNREADABLE, "The file is empty. Choose the signed letter again")
    if len(content) > LARGEST:
        sentence = "The file is larger than 10 MB. Scan it at 200 dots an inch, in grey"
        return Outcome(Kind.UNREADABLE, sentence)
    if b"%PDF-" in content[:HEAD]:
        return _pdf(content, issued, find_letter)
    if content.startswith(b"PK"):
        return _word(content, issued, find_letter)
    if content.startswith((PNG_BEGINS, JPEG_BEGINS)):
        return judge_picture(content, issued)
    return _something_else(content)


def _pdf(content: bytes, issued: Issued, find_letter: Known) -> Outcome:
    if not re.search(rb"\d\s+obj\b", content):
        return Outcome(Kind.UNREADABLE, _NO_PDF)
    try:
        pdf = shown_from(limited.read(_PAGES, content))
    except limited.TooMuch:
        return Outcome(Kind.UNSAFE, _TOO_MUCH)
    except limited.Broken:
        return Outcome(Kind.UNREADABLE, _BROKEN)
    return judge_pdf(pdf, issued, find_letter)


def _word(content: bytes, issued: Issued, find_letter: Known) -> Outcome:
    try:
        members = unzipped(content, WORD)
    except NotRead as problem:
        return Outcome(_REFUSALS[problem.fault], f"The file cannot be taken: {problem}")
    if b"opendocument.text" in members.get("mimetype", b""):
        sentence = (
            "This is an OpenDocument file. Use Save As, Word Document (.docx) or PDF, "
            "and hand that in"
        )
        return Outcome(Kind.CONVERT, sentence)
    return judge_word(members, issued, find_letter)


def _something_else(content: bytes) -> Outcome:
    if content.startswith(_OLD_WORD):
        if _LOCKED in content:
            sentence = (
                "The file has a password. Remove it (File, Info, Protect Document), save, "
                "and hand it in again"
            )
            return Outcome(Kind.ENCRYPTED, sentence)
        sentence = (
            "This is an old Word file (.doc). Use Save As, Word Document (.docx) or PDF, "
            "and hand that in"
        )
        return Outcome(Kind.CONVERT, sentence)
    for begins, sentence in _CONVERTED:
        if begins.match(content):
            return Outcome(Kind.CONVERT, sentence)
    return Outcome(Kind.CONVERT, f"{_NONE}. Hand in the signed letter as one of these")


def given_again(outcome: Outcome, content: bytes, issued: Issued) -> bool:
    """Whether a signed copy that was taken is still found to be what is kept of it."""
    return compared(content, issued, lambda _: None).kind is outcome.kind


def issued_from(content: bytes, letter: str, version: int, case: str) -> Issued:
    """The letter as issued, from its kept Word file; NotWord when it is too long to compare."""
    members, _ = package.unpacked(content)
    return issued_letter(letter, version, case, members)


def libraries() -> Mapping[str, str]:
    """What compared the files: our own comparison and the libraries it rests on, by version."""
    names = ("lxml", "pypdfium2")
    return {"comparison": str(COMPARISON)} | {n: importlib.metadata.version(n) for n in names}
