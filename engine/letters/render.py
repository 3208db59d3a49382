"""One letter written from its facts: the same facts always give the same bytes. No clock here."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import TracebackType

from jinja2 import UndefinedError

from engine.errors import LetterLacks, TemplateRefused
from engine.feel.values import Facts, Value
from engine.letters.compile import PART_END, Letter
from engine.letters.groups import Group, context
from engine.letters.packed import with_members
from engine.letters.shape import in_shape
from engine.letters.spoken import fingerprint_of_pieces
from engine.letters.spots import NOWHERE, Fault
from engine.letters.words import WrongKind
from engine.witness import witness

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is particular to this copy: its number, its case and the day it was issued."""

    doc_id: str
    case_ref: str
    code: str
    version: int
    template_sha256: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as bytes, with what proves it."""

    content: bytes
    fingerprint: str
    sha256: str


def render(letter: Letter, facts: Facts, stamp: Stamp) -> Rendered:
    """The letter those facts and that stamp make."""
    about, properties = _about(stamp), _for_properties(stamp)
    values = context(facts)
    values["letter"], values["stamp"] = Group("letter", about), Group("stamp", properties)
    parts = _parts(letter, values, stamp)
    body = next(parts)
    mark = fingerprint_of_pieces(body, letter.spoken)
    # The parts after the text are written from here on, and print it.
    about["fingerprint"] = properties["fingerprint"] = mark
    contents = [body, *parts]
    members = [
        (name, (_DECLARATION + in_shape("".join(pieces))).encode())
        for name, pieces in zip(letter.parts, contents, strict=True)
    ]
    if (onlooker := witness()) is not None:
        onlooker.wrote(stamp.code, values)
    content = with_members(letter.packed, members)
    return Rendered(content, mark, hashlib.sha256(content).hexdigest())


def _about(stamp: Stamp) -> dict[str, Value]:
    return {
        "id": stamp.doc_id,
        "version": stamp.version,
        "code": stamp.code,
        "date": stamp.issued_on,
    }


def _for_properties(stamp: Stamp) -> dict[str, Value]:
    return {
        "doc_id": stamp.doc_id,
        "version": stamp.version,
        "template": stamp.template_sha256,
        "case": stamp.case_ref,
        "issued_at": f"{stamp.issued_on.isoformat()}T00:00:00Z",
    }


def _parts(letter: Letter, values: dict[str, object], stamp: Stamp) -> Iterator[list[str]]:
    """The pieces of each part in turn; the values may change between two parts."""
    pieces: list[str] = []
    try:
        for piece in letter.template.root_render_func(letter.template.new_context(values)):
            if piece == PART_END:
                yield pieces
                pieces = []
            else:
                pieces.append(piece)
    except UndefinedError as lacking:
        raise LetterLacks(stamp.code, str(lacking)) from lacking
    except (WrongKind, TypeError, ArithmeticError, AttributeError) as problem:
        fault = _fault(letter, str(problem), problem.__traceback__)
        raise TemplateRefused(stamp.code, [str(fault)]) from problem
    yield pieces


def _fault(letter: Letter, sentence: str, traceback: TracebackType | None) -> Fault:
    """What went wrong, at the tag that was being written."""
    frames: list[TracebackType] = []
    while traceback is not None:
        frames.append(traceback)
        traceback = traceback.tb_next
    compiled = letter.template.root_render_func.__code__
    lines = [frame.tb_lineno for frame in frames if frame.tb_frame.f_code is compiled]
    numbers = map(letter.template.get_corresponding_lineno, lines)
    tag = next((letter.tags[number] for number in numbers), None)
    return Fault(NOWHERE, sentence) if tag is None else Fault(tag.spot, sentence, tag.words)
