"""The file a signatory hands back: a PDF, a Word document or a scan, and nothing else.

Only whether it may be kept is decided here; comparing it with what was issued is not.
"""

from dataclasses import dataclass
from pathlib import PurePath

from engine.errors import UploadRefused
from engine.letters import package

LARGEST = 10_000_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


@dataclass(frozen=True, slots=True)
class Returned:
    """What kind of file came back."""

    media_type: str
    kind: str  # "docx", "pdf" or "scan"


_ENDINGS = {
    ".pdf": Returned("application/pdf", "pdf"),
    ".docx": Returned(_WORD, "docx"),
    ".jpg": Returned("image/jpeg", "scan"),
    ".jpeg": Returned("image/jpeg", "scan"),
    ".png": Returned("image/png", "scan"),
}
_BEGINNINGS = {
    "application/pdf": b"%PDF-",
    _WORD: b"PK\x03\x04",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}


def look(content: bytes, filename: str) -> Returned:
    """What the file is, or `UploadRefused` with the sentence the signatory reads."""
    ending = PurePath(filename.replace("\\", "/")).suffix.lower()
    returned = _ENDINGS.get(ending)
    if returned is None:
        raise UploadRefused(
            "The signed letter must be a PDF, a Word document (.docx), a JPG or a PNG"
        )
    if not content:
        raise UploadRefused("The file is empty; choose the signed letter again")
    if len(content) > LARGEST:
        raise UploadRefused("The signed letter must be smaller than 10 MB")
    if not content.startswith(_BEGINNINGS[returned.media_type]):
        raise UploadRefused(f"The file is called {ending} but is something else; save it again")
    _check_inside(content, returned)
    return returned


def _check_inside(content: bytes, returned: Returned) -> None:
    if returned.kind == "docx":
        _, unsafe = package.read(content)
        if unsafe:
            raise UploadRefused(f"The Word document cannot be accepted: {'; '.join(unsafe)}")
    if returned.kind == "pdf" and b"%%EOF" not in content[-2048:]:
        raise UploadRefused("The PDF is cut short; download or scan it again")
    if returned.kind == "pdf" and any(active in content for active in _ACTIVE):
        raise UploadRefused(
            "The PDF has scripts or files inside; print the signed letter to a new PDF"
        )
