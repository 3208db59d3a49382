"""Whether what a file holds may be kept, by its own bytes: what it is called says nothing.

A file is looked through once, though a step asks several times: a sentence is kept by its SHA-256.
A PDF, which takes longest, is read in a process of its own; the same file gets the same sentence.
"""

import threading
from collections import OrderedDict

from engine import limited
from engine.readers.errors import Fault, NotRead
from engine.readers.pictures import must_not_be_huge
from engine.readers.zip_directory import members_listed
from engine.readers.zip_limits import WORD

_STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_PDF = "engine.readers.pdf_file"
_KINDS = "[content_types].xml"
_MOST_KEPT = 256

_kept: OrderedDict[tuple[str, str], str] = OrderedDict()
_one_at_a_time = threading.Lock()


def why_not_kept(kind: str, content: bytes, sha256: str) -> str:
    """Why a file of this kind (pdf, docx, png, jpg) will not do, in a sentence; '' if it will."""
    key = (kind, sha256)
    with _one_at_a_time:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    sentence = _looked_through(kind, content)
    with _one_at_a_time:
        _kept[key] = sentence
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return sentence


def _looked_through(kind: str, content: bytes) -> str:
    none = f"The selected file is not a {kind.upper()} we can read: save it again"
    try:
        if kind == "docx":
            names = {member.name.casefold() for member in members_listed(content, WORD)}
            macros = any(name.endswith("vbaproject.bin") for name in names)
            return "" if _KINDS in names and not macros else none  # the command looks inside
        if not content.startswith(_STARTS[kind]):
            return none
        if kind == "pdf":
            _must_only_show(content)
        must_not_be_huge("this picture", content)
    except NotRead as problem:
        if problem.fault is Fault.BROKEN:
            return none
        return f"The selected file cannot be kept: {problem}"
    return ""


def _must_only_show(content: bytes) -> None:
    try:
        answer = limited.read(_PDF, content)
    except limited.TooMuch:
        raise NotRead(
            "it takes far longer to read than a document: print it to a new PDF"
        ) from None
    except limited.Broken:
        raise NotRead("it cannot be read", Fault.BROKEN) from None
    if answer != {}:
        raise _refusal(answer)


def _refusal(answer: object) -> NotRead:
    """Why the process that walked a PDF refuses it, as it says."""
    match answer:
        case {"why": str(why), "fault": str(fault)}:
            return NotRead(why, Fault(fault))
    return NotRead("it cannot be read", Fault.BROKEN)
